"""The server misbehaves as it says, and its log tells what happened; else no test that uses it proves anything."""

from __future__ import annotations

import time
from http.client import HTTPConnection, HTTPResponse

import pytest
from misbehaving import answers
from misbehaving.answers import HTML, page
from misbehaving.connection import Connection
from misbehaving.log import Accepted, Closed, Ended, FirstByte, Received
from misbehaving.raw_client import ask, connect, read, request
from misbehaving.request import Request
from misbehaving.server import Server
from misbehaving.slow_answers import no_answer

MEGABYTE = 1_000_000


def get(server: Server, target: str = "/", **headers: str) -> tuple[int, bytes, HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body, response


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_page_is_read_whole_whatever_frames_it(framing: answers.Framing) -> None:
    with Server(page(HTML * 1_000, framing=framing, headers=[("X-Note", "kept")])) as server:
        status, body, response = get(server)
    assert (status, body, response.headers["X-Note"]) == (200, HTML * 1_000, "kept")


def test_one_connection_carries_many_requests() -> None:
    with Server(page()) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
        for number in range(5):
            connection.request("GET", f"/{number}")
            assert connection.getresponse().read() == HTML
        connection.close()
        assert server.is_left_alone()
    assert server.log.targets() == ["/0", "/1", "/2", "/3", "/4"]
    assert len({asked.connection_id for asked in server.log.requests()}) == 1


def test_requests_sent_together_are_answered_in_order() -> None:
    with Server(answers.by_target({"/a": page(b"first"), "/b": page(b"second")})) as server, connect(server) as client:
        client.sendall(request("/a") + request("/b", headers=("Connection: close",)))
        octets = read(client)
    assert octets.count(b"HTTP/1.1 200 OK") == 2
    assert octets.index(b"first") < octets.index(b"second")


def test_every_address_of_loopback_is_a_host_of_its_own() -> None:
    with Server(page()) as server, connect(server, "127.0.3.7") as client:
        client.sendall(request("/a?b", host="H001.test:80", headers=("X-Mine:  yes ", "x-mine: again")))
        read(client, most=1)
        [asked] = server.log.requests()
    assert (asked.method, asked.target, asked.host_address) == ("GET", "/a?b", "127.0.3.7")
    assert (asked.host_header, asked.host) == ("H001.test:80", "h001.test")
    assert asked.headers == [("Host", "H001.test:80"), ("X-Mine", "yes"), ("x-mine", "again")]


def test_the_log_tells_the_life_of_a_connection() -> None:
    with Server(answers.delayed(0.05, answers.retry_later("120", status=429))) as server:
        octets = ask(server, keeps=True, most=100)
        assert server.is_left_alone()
    _, received, first, ended, closed = records = server.log.records()
    assert [type(record) for record in records] == [Accepted, Received, FirstByte, Ended, Closed]
    assert [record.at_ns for record in records] == sorted(record.at_ns for record in records)
    assert isinstance(ended, Ended) and isinstance(closed, Closed)
    assert (ended.status, ended.retry_after, ended.is_whole, ended.bytes_sent) == (429, "120", True, len(octets))
    assert (closed.by, closed.bytes_sent) == ("client", len(octets))
    assert first.at_ns - received.at_ns >= 50_000_000
    [exchange] = server.log.exchanges()
    assert (exchange.start_ns, exchange.first_byte_ns, exchange.end_ns) == (received.at_ns, first.at_ns, ended.at_ns)


def test_an_answer_ends_when_the_system_has_its_last_byte() -> None:
    with Server(page(b"a" * 30 * MEGABYTE)) as server, connect(server) as client:
        client.sendall(request())
        time.sleep(0.2)
        [before] = server.log.exchanges()
        assert before.first_byte_ns and before.end_ns is None
        assert len(read(client, most=30 * MEGABYTE)) >= 30 * MEGABYTE
        time.sleep(0.05)
        [after] = server.log.exchanges()
    assert after.end_ns and after.end_ns - after.start_ns > 150_000_000


def test_an_answer_cut_off_by_the_client_ends_with_its_connection() -> None:
    with Server(no_answer) as server:
        assert ask(server, seconds=0.1) == b""
        assert server.is_left_alone()
    [exchange], [closed] = server.log.exchanges(), server.log.closings()
    assert exchange.ended and not exchange.ended.is_whole
    assert exchange.start_ns + 80_000_000 < exchange.ended.at_ns <= closed.at_ns
    assert (exchange.first_byte_ns, exchange.status, closed.by) == (None, None, "client")


def test_a_request_to_close_is_granted() -> None:
    with Server(page()) as server, connect(server) as client:
        client.sendall(request(headers=("Connection: close",)))
        assert read(client).endswith(HTML)
    assert [closed.by for closed in server.log.closings()] == ["server"]


def test_a_mistake_in_an_answer_fails_the_test_that_made_it() -> None:
    async def mistaken(asked: Request, connection: Connection) -> None:
        raise ValueError(asked.target)

    with pytest.raises(ValueError, match="/wrong"), Server(mistaken) as server:
        ask(server, "/wrong")


def test_two_thousand_connections_may_be_open_at_once() -> None:
    with Server(page()) as server:
        clients = [connect(server, f"127.1.{number // 200}.{number % 200 + 1}") for number in range(2_000)]
        for client in clients:
            client.sendall(request())
        assert all(client.recv(4_096).endswith(HTML) for client in clients)
        assert server.connections_open() == 2_000
        for client in clients:
            client.close()
        assert server.is_left_alone()
    assert len({asked.host_address for asked in server.log.requests()}) == 2_000


def test_answers_are_given_in_turn_for_each_url() -> None:
    with Server(answers.in_turn(page(status=503), answers.redirect("/b"), page())) as server:
        assert [get(server, "/a")[0] for _ in range(4)] == [503, 302, 200, 200]
        assert get(server, "/b")[0] == 503


def test_answers_are_chosen_by_target_and_by_host() -> None:
    pages = answers.by_target({"/a": page(b"path"), "/a?b=1": page(b"query")})
    with Server(answers.by_host({"h1.test": pages}, otherwise=page(status=421))) as server:
        assert get(server, "/a?b=2", Host="H1.test:80")[1] == b"path"
        assert get(server, "/a?b=1", Host="h1.test")[1] == b"query"
        assert get(server, "/c", Host="h1.test")[0] == 404
        assert get(server, "/a", Host="h2.test")[0] == 421


def test_a_page_with_validators_is_not_sent_twice() -> None:
    with Server(answers.validated(etag='W/"1"', last_modified="Mon, 06 May 2024 00:00:00 GMT")) as server:
        status, _, response = get(server)
        assert (status, response.headers["ETag"]) == (200, 'W/"1"')
        assert get(server, If_None_Match='W/"1"')[:2] == (304, b"")
        assert get(server, If_None_Match='"2"', If_Modified_Since="Mon, 06 May 2024 00:00:00 GMT")[0] == 200
        assert get(server, If_Modified_Since="Mon, 06 May 2024 00:00:00 GMT")[0] == 304
        assert get(server, If_Modified_Since="Mon, 06 May 2019 00:00:00 GMT")[0] == 200
