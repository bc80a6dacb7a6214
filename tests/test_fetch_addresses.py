"""No request goes to an address that is not public, however it is spelled and wherever a name or a redirect leads."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

import pytest
from fetching import HERE, HURRIED, fetched, fetched_one, names
from misbehaving import answers
from misbehaving.connection import Answer
from misbehaving.server import Server

from scrubber.fetcher import Access, FetchStatus
from scrubber.fetcher.reach import GIVEN_OUT, Reach, _kinds

SPELLINGS = Path(__file__).with_name("address_spellings.txt").read_text("utf-8").split()
assert len(set(SPELLINGS)) >= 60


@contextmanager
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port that is open on all addresses of loopback, and whoever connects to it."""
    came: list[object] = []
    four = socket.create_server(("0.0.0.0", 0))
    port = four.getsockname()[1]
    listeners = [four]
    if socket.has_ipv6:
        with suppress(OSError):  # a machine may have no IPv6 on loopback
            listeners.append(socket.create_server(("::1", port), family=socket.AF_INET6))

    def accept(listener: socket.socket) -> None:
        while True:
            try:
                connection, address = listener.accept()
            except OSError:
                return
            came.append(address)
            connection.close()

    for listener in listeners:
        threading.Thread(target=accept, args=(listener,), daemon=True).start()
    try:
        yield port, came
    finally:
        for listener in listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def test_no_spelling_of_an_address_that_is_not_public_is_connected_to() -> None:
    with listening() as (port, came):
        urls = [f"{scheme}://{host}:{port}/" for host in SPELLINGS for scheme in ("http", "https")]
        results = fetched(urls, access=Access())
        assert {url: str(result.fetch_status) for url, result in results.items()} == dict.fromkeys(
            urls, "blocked_address"
        )
        assert came == []


def test_the_listener_would_have_seen_a_connection() -> None:
    with listening() as (port, came):
        fetched([f"http://0x7f.1:{port}/"], access=HERE)
        assert came


def test_no_redirect_leads_to_such_an_address() -> None:
    targets: dict[str, Answer] = {}
    with listening() as (port, came), Server(lambda *given: answers.by_target(targets)(*given)) as server:
        for number, host in enumerate(SPELLINGS):
            targets[f"/{number}"] = answers.redirect(f"http://{host}:{port}/".encode())
        urls = [server.url(target, host="127.9.9.9") for target in targets]
        results = fetched(urls, access=Access(allow=("127.9.9.9",)))
        assert {str(result.fetch_status) for result in results.values()} == {"blocked_address"}
        assert len(server.log.requests()) == len(SPELLINGS)
        assert came == []


def test_a_name_that_leads_inside_is_not_connected_to() -> None:
    leads = {"inside.example": ["10.0.0.7"], "mixed.example": ["93.184.215.14", "127.0.0.1"], "six.example": ["::1"]}
    with listening() as (port, came):
        urls = [f"http://{host}:{port}/" for host in leads]
        results = fetched(urls, access=Access(lookup=names(leads)))
        assert {result.fetch_status for result in results.values()} == {FetchStatus.BLOCKED_ADDRESS}
        assert came == []


def test_the_address_that_was_vetted_is_the_one_that_is_connected_to() -> None:
    asked: list[str] = []

    async def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.7"] if len(asked) == 1 else ["127.0.0.8"]

    with Server(answers.page()) as server:
        access = Access(allow=("127.0.0.7",), lookup=rebinding)
        urls = [server.url(f"/{number}", host="valley.example") for number in range(3)]
        results = fetched(urls, access=access)
        assert {result.fetch_status for result in results.values()} == {FetchStatus.OK}
        assert asked == ["valley.example"]
        assert {request.host_address for request in server.log.requests()} == {"127.0.0.7"}
        assert {request.host for request in server.log.requests()} == {"valley.example"}


def test_a_name_is_vetted_anew_when_it_is_looked_up_anew() -> None:
    turns = iter([["127.0.0.7"], ["127.0.0.8"]])

    async def rebinding(host: str) -> list[str]:
        return next(turns)

    access = Access(allow=("127.0.0.7",), lookup=rebinding)
    closed = socket.create_server(("127.0.0.7", 0))
    port = closed.getsockname()[1]
    closed.close()
    urls = [f"http://valley.example:{port}/{number}" for number in range(2)]
    results = fetched(urls, access=access, politeness=HURRIED)
    assert [str(result.fetch_status) for result in results.values()] == ["unreachable", "blocked_address"]


def test_the_next_address_is_tried_where_the_first_refuses() -> None:
    with Server(answers.page()) as server:
        taken = socket.create_server(("127.0.0.1", 0))
        taken.close()
        access = Access(allow=("127.0.0.0/8", "::1"), lookup=names({"valley.example": ["::1", "127.0.0.9"]}))
        result = fetched_one(server.url(host="valley.example"), access=access)
        assert result.fetch_status is FetchStatus.OK
        assert [request.host_address for request in server.log.requests()] == ["127.0.0.9"]


def test_names_without_an_address_are_told_from_others() -> None:
    access = Access(lookup=names({}))
    urls = ["http://nowhere.example/", "http://a..b/", f"http://{'a' * 64}.example/"]
    assert {result.fetch_status for result in fetched(urls, access=access).values()} == {FetchStatus.DNS}
    assert fetched_one("http://a..b/").fetch_status is FetchStatus.DNS


def test_every_network_is_refused_from_its_first_address_to_its_last() -> None:
    reach = Reach()
    for network, kind in _kinds():
        for address in (network[0], network[-1]):
            assert kind.split()[0] in str(reach.refusal(str(address))) or reach.refusal(str(address)), network


BESIDE = """
1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0
172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255
2606:4700::1111 2a00::1 2001:200::1 2003::1
"""


@pytest.mark.parametrize("address", BESIDE.split())
def test_the_addresses_beside_them_are_public(address: str) -> None:
    assert Reach().refusal(address) is None
    assert ip_address(address).is_global
    assert ip_address(address).version == 4 or ip_address(address) in GIVEN_OUT


def test_what_is_allowed_by_name_is_reached_and_nothing_beside_it() -> None:
    reach = Reach(["10.1.0.0/16", "fd00::/8", "127.0.0.1"])
    assert [reach.refusal(address) for address in ("10.1.255.255", "fd12::1", "127.0.0.1")] == [None] * 3
    assert all(reach.refusal(address) for address in ("10.2.0.0", "fc00::1", "127.0.0.2", "::ffff:10.1.0.1", "x"))
