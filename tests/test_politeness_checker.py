"""The checker finds every way of being rude in the log of the server, and none in that of a polite client."""

from __future__ import annotations

import asyncio
import time
from email.utils import formatdate

import pytest
from misbehaving import answers
from misbehaving.log import Ended, Received, Record
from misbehaving.politeness import Policy, check
from misbehaving.raw_client import request
from misbehaving.request import read_request
from misbehaving.server import Server

SECOND = 1_000_000_000
UNIX_SECONDS = 1_700_000_000.0  # of the answers in logs made up here, which end at second 100
POLICY = Policy(
    delay_seconds=0.03,
    factor=2.0,
    crawl_delays={"h2.test": 0.08},
    is_disallowed=lambda host, target: target.startswith("/private"),
)
ADDRESSES = {"h1.test": "127.0.3.1", "h2.test": "127.0.3.2", "h3.test": "127.0.3.3", "h4.test": "127.0.3.3"}
SITE = answers.by_target(
    {
        "/robots.txt": answers.text("User-agent: *\nDisallow: /private\n"),
        "/slow": answers.delayed(0.05, answers.page()),
        "/busy": answers.in_turn(answers.retry_later("1", status=429), answers.page()),
    },
    otherwise=answers.page(),
)


async def fetch(server: Server, host: str, target: str) -> float:
    """The seconds that the answer asks to wait for, by what it says or by its own slowness."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(ADDRESSES[host], server.port)
    writer.write(request(target, host=f"{host}:{server.port}", headers=("Connection: close",)))
    octets = await reader.read()
    writer.close()
    return max(1.0 if b"\r\nRetry-After: 1\r\n" in octets else 0.0, POLICY.factor * (time.monotonic() - began))


async def crawl_politely(server: Server) -> None:
    for host in ADDRESSES:
        for target in ("/robots.txt", "/slow", "/a", *(["/busy", "/busy"] if host == "h1.test" else [])):
            wait = await fetch(server, host, target)
            await asyncio.sleep(max(wait, POLICY.delay_seconds, POLICY.crawl_delays.get(host, 0.0)))


async def crawl_rudely(server: Server) -> None:
    for host in ("h1.test", "h3.test", "h4.test"):
        await asyncio.gather(*(fetch(server, host, target) for target in ("/busy", "/slow", "/private/a")))
        await fetch(server, host, "/busy")


def test_nothing_is_found_against_a_polite_client() -> None:
    with Server(SITE) as server:
        asyncio.run(crawl_politely(server))
    assert len(server.log.exchanges()) == 14
    assert check(server.log.records(), POLICY) == []


def test_every_kind_of_breach_is_found_against_a_rude_client() -> None:
    with Server(SITE) as server:
        asyncio.run(crawl_rudely(server))
    breaches = check(server.log.records(), POLICY)
    for kind in ("open at once", "too soon", "robots not first", "disallowed", "retry-after ignored"):
        for host in ("h1.test", "h3.test", "h4.test"):
            assert any(breach.startswith(f"{kind}: {host}: ") for breach in breaches), (kind, host)
    assert [breach for breach in breaches if "127.0.3.1" in breach] == []  # a host that has its address to itself
    assert any(breach.startswith("too soon: 127.0.3.3: ") for breach in breaches)


def exchange(
    start: float,
    end: float | None,
    target: str = "/robots.txt",
    *,
    host: str = "h1.test",
    address: str = "127.0.3.1",
    told: tuple[int, str | None] = (200, None),
) -> list[Record]:
    """The records of an exchange between two seconds, or of one without an end."""
    number = int(start * 1_000)
    asked = read_request(request(target, host=f"{host}:80"), connection_id=number, host_address=address)
    received = Received(int(start * SECOND), number, number, asked)
    if end is None:
        return [received]
    return [received, Ended(int(end * SECOND), number, number, 9, True, *told, UNIX_SECONDS + end - 100)]


@pytest.mark.parametrize(
    ("records", "policy", "breaches"),
    [
        (
            [*exchange(1, 2), *exchange(2.1, 3, "/a"), *exchange(2.6, 4, "/b"), *exchange(3, 4, "/c")],
            Policy(),
            [
                "open at once: h1.test: /b asked while /a went on: 2 open, at most 1 allowed, 1.600 s after the first",
                "open at once: h1.test: /c asked while /b went on: 2 open, at most 1 allowed, 2.000 s after the first",
            ],
        ),
        ([*exchange(1, 2), *exchange(1.5, 3), *exchange(2, 4)], Policy(open_at_once=2), []),
        (
            [*exchange(1, None), *exchange(9, 10)],
            Policy(),
            ["open at once: h1.test: /robots.txt asked while /robots.txt went on: 2 open, at most 1 allowed, 8.000 s"],
        ),
        (
            [*exchange(1, 1.1), *exchange(1.2, 1.3, "/a")],
            Policy(delay_seconds=0.5),
            ["too soon: h1.test: /a asked 0.100 s after the end of /robots.txt, which took 0.100 s: 0.500 s due"],
        ),
        ([*exchange(1, 1.1), *exchange(1.595, 1.6, "/a")], Policy(delay_seconds=0.5), []),
        (
            [*exchange(1, 2), *exchange(4, 5, "/a")],
            Policy(delay_seconds=0.5, factor=3),
            ["too soon: h1.test: /a asked 2.000 s after the end of /robots.txt, which took 1.000 s: 3.000 s due"],
        ),
        (
            [*exchange(1, 1.1), *exchange(2, 2.1, "/a")],
            Policy(crawl_delays={"h1.test": 2}),
            ["too soon: h1.test: /a asked 0.900 s after the end of /robots.txt, which took 0.100 s: 2.000 s due"],
        ),
        ([*exchange(1, 1.1), *exchange(2, 2.1, "/a")], Policy(crawl_delays={"h2.test": 2}), []),
        (
            [*exchange(1, 2), *exchange(1.9, 3, host="h2.test")],
            Policy(),
            ["open at once: 127.0.3.1: /robots.txt asked while /robots.txt went on"],
        ),
        ([*exchange(1, 2), *exchange(1.9, 3, host="h2.test", address="127.0.3.2")], Policy(delay_seconds=9), []),
        (
            [*exchange(1, 2), *exchange(2.1, 3, host="h2.test")],
            Policy(delay_seconds=0.5, crawl_delays={"h2.test": 7}),
            ["too soon: 127.0.3.1: /robots.txt asked 0.100 s after the end of /robots.txt, which took 1.000 s: 0.5"],
        ),
        (
            [*exchange(1, 2, "/a"), *exchange(3, 4), *exchange(5, 6, "/b"), *exchange(7, 8, "/c", host="h2.test")],
            Policy(),
            [
                "robots not first: h1.test: /a asked before robots.txt was answered, 0.000 s after the first request",
                "robots not first: h2.test: /c asked before robots.txt was answered, 6.000 s after the first request",
            ],
        ),
        (
            [*exchange(1, 2), *exchange(1.9, 3, "/a")],
            Policy(open_at_once=2),
            ["robots not first: h1.test: /a asked before robots.txt was answered"],
        ),
        ([*exchange(1, 2, "/r2"), *exchange(3, 4)], Policy(robots_targets=frozenset({"/robots.txt", "/r2"})), []),
        (
            [*exchange(1, 2), *exchange(3, 4, "/a?b"), *exchange(5, 6, "/c")],
            Policy(is_disallowed=lambda host, target: (host, target) == ("h1.test", "/a?b")),
            ["disallowed: h1.test: /a?b asked, 2.000 s after the first request"],
        ),
    ],
)
def test_a_breach_is_told_in_a_sentence(records: list[Record], policy: Policy, breaches: list[str]) -> None:
    found = check(records, policy)
    assert len(found) == len(breaches)
    assert [text[: len(breach)] for text, breach in zip(found, breaches, strict=True)] == breaches


IN_FIVE_SECONDS = formatdate(UNIX_SECONDS + 5, usegmt=True)


@pytest.mark.parametrize(
    ("status", "retry_after", "is_heeded"),
    [
        (429, "5", False),
        (503, "5", False),
        (503, "3", True),
        (200, "5", True),
        (503, None, True),
        (503, "-5", True),
        (503, "soon", True),
        (503, "2 hours", True),
        (503, IN_FIVE_SECONDS, False),
        (503, time.asctime(time.gmtime(UNIX_SECONDS + 5)), False),
        (503, formatdate(UNIX_SECONDS - 5, usegmt=True), True),
        (503, "Fri, 99 Foo 2024 00:00:00 GMT", True),
    ],
)
def test_a_request_before_the_time_a_host_gave_is_found(status: int, retry_after: str | None, is_heeded: bool) -> None:
    told = exchange(99, 100, told=(status, retry_after))
    in_time = exchange(106, 107, "/b")
    other = exchange(104, 105, "/a", host="h2.test", address="127.0.3.2")
    breaches = check([*told, *exchange(104, 105, "/a"), *in_time, *other], Policy())
    found = [breach for breach in breaches if breach.startswith("retry-after ignored")]
    said = "retry-after ignored: h1.test: /a asked 1.000 s before the time that /robots.txt gave, 5.000 s after the"
    assert [breach[: len(said)] for breach in found] == ([] if is_heeded else [said])


def test_a_log_of_ten_thousand_records_is_checked_in_a_moment() -> None:
    records = [record for number in range(5_000) for record in exchange(number, number + 2, f"/{number}")]
    began = time.process_time()
    breaches = check(records, Policy(delay_seconds=1))
    assert len(breaches) == 4_999 + 4_998 + 5_000
    assert time.process_time() - began < 2
