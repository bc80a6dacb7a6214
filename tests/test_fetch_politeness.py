"""Thousands of URLs, a hundred hosts, a tenth of it faulty: the server's log shows that all were asked politely."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace

from fetching import HERE, HURRIED, NO_WORKERS, WITH_TIME, names
from misbehaving import answers, broken_answers
from misbehaving.answers import Answer
from misbehaving.connection import Connection
from misbehaving.politeness import Policy, check
from misbehaving.request import Request
from misbehaving.server import Server

from scrubber.fetcher import Access, Fetcher, FetchResult, Politeness

HOSTS, PAGES = 100, 20
DELAY, FACTOR = 0.04, 1.0
SLOW_HOSTS, CRAWL_DELAY = range(0, HOSTS, 10), 0.12
MANNERS = replace(HURRIED, delay_seconds=DELAY, duration_factor=FACTOR, obeys_robots=True)

FAULTS: dict[int, tuple[Answer, str]] = {
    1: (answers.in_turn(answers.page(status=500), answers.page()), "ok"),
    3: (answers.in_turn(answers.retry_later("1", status=429), answers.page()), "ok"),
    5: (broken_answers.short_body(), "truncated"),
    7: (answers.in_turn(broken_answers.reset_instead, answers.page()), "ok"),
    9: (answers.delayed(0.1, answers.page()), "ok"),
    11: (answers.page(status=404), "http_error"),
    13: (answers.redirect("/page/2"), "ok"),
    15: (answers.page(status=503), "http_error"),
}
"""By host modulo 16, what its faulty pages answer."""
FAULTY = frozenset({4, 7, 14, 18})
"""The pages of a host that are: a tenth."""


def number_of(host: str) -> int:
    return int(host.split(".")[2]) if host[0].isdigit() else int(host[1:4])


def host_of(number: int) -> str:
    return f"127.1.{number}.1"


async def answer(request: Request, connection: Connection) -> None:
    number, page = number_of(request.host), request.target.rpartition("/")[2]
    if request.target == "/robots.txt":
        delay = f"\nCrawl-delay: {CRAWL_DELAY}" if number in SLOW_HOSTS else ""
        await answers.text(f"User-agent: *\nDisallow: /page/7{delay}")(request, connection)
    elif page.isdigit() and int(page) in FAULTY and number % 16 in FAULTS:
        await FAULTS[number % 16][0](request, connection)
    else:
        await answers.page()(request, connection)


def expected(number: int, page: int) -> str:
    if page == 7:
        return "robots"
    return FAULTS[number % 16][1] if page in FAULTY and number % 16 in FAULTS else "ok"


def crawled(urls: list[str], access: Access, politeness: Politeness) -> list[FetchResult]:
    async def results() -> list[FetchResult]:
        fetcher = Fetcher(access=access, politeness=politeness, limits=WITH_TIME, cleaning=NO_WORKERS, concurrency=64)
        async with fetcher:
            return [result async for result in fetcher.fetch_all(urls)]

    return asyncio.run(results())


def policy(**more: object) -> Policy:
    delays = {host_of(number): CRAWL_DELAY for number in SLOW_HOSTS}
    return Policy(
        delay_seconds=DELAY,
        factor=FACTOR * 0.8,  # the server sees less of an answer's time than who waits for it
        crawl_delays=delays,
        is_disallowed=lambda host, target: target == "/page/7",
        **more,
    )


def test_two_thousand_urls_on_a_hundred_hosts_are_fetched_politely() -> None:
    with Server(answer) as server:
        wanted = {
            server.url(f"/page/{page}", host=host_of(number)): expected(number, page)
            for page in range(PAGES)
            for number in range(HOSTS)
        }
        results = crawled(list(wanted), HERE, MANNERS)
        records = server.log.records()
    assert Counter(result.url for result in results) == Counter(dict.fromkeys(wanted, 1))
    assert {result.url: str(result.fetch_status) for result in results} == wanted
    assert check(records, policy()) == []
    assert len(wanted) == 2000


def test_names_that_share_an_address_share_its_turns_and_pauses() -> None:
    shared = {f"h{number:03}.example": [f"127.2.{number % 3}.1"] for number in range(30)}
    with Server(answers.page()) as server:
        urls = [server.url(f"/{page}", host=host) for page in range(3) for host in shared]
        results = crawled(urls, Access(HERE.allow, lookup=names(shared)), replace(MANNERS, delay_seconds=0.01))
        records = server.log.records()
    assert {str(result.fetch_status) for result in results} == {"ok"}
    assert check(records, Policy(delay_seconds=0.01, factor=FACTOR * 0.8)) == []
    crowded = crawled_without_minding(urls_of=shared)
    assert any(told.startswith(("open at once: 127.2.", "too soon: 127.2.")) for told in crowded)


def crawled_without_minding(*, urls_of: dict[str, list[str]]) -> list[str]:
    """What the checker says where addresses are not minded: it can tell."""
    with Server(answers.delayed(0.01, answers.page())) as server:
        urls = [server.url(f"/{page}", host=host) for page in range(2) for host in urls_of]
        access = Access(HERE.allow, lookup=names(urls_of))
        crawled(urls, access, replace(MANNERS, delay_seconds=0.01, minds_addresses=False))
        return check(server.log.records(), Policy(delay_seconds=0.01, factor=FACTOR * 0.8))


def test_a_rude_client_fails_the_same_check() -> None:
    async def rude(url: str, port: int) -> None:
        host = url.split("/")[2].partition(":")[0]
        reader, writer = await asyncio.open_connection(host, port)
        target = "/" + url.split("/", 3)[3]
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        await reader.read()
        writer.close()

    async def all_at_once(urls: list[str], port: int) -> None:
        await asyncio.gather(*(rude(url, port) for url in urls), return_exceptions=True)
        await asyncio.gather(*(rude(url, port) for url in urls), return_exceptions=True)

    with Server(answer) as server:
        urls = [server.url(f"/page/{page}", host=host_of(number)) for page in range(8) for number in range(10)]
        asyncio.run(all_at_once(urls, server.port))
        kinds = {told.partition(":")[0] for told in check(server.log.records(), policy())}
    assert kinds == {"open at once", "too soon", "robots not first", "disallowed", "retry-after ignored"}
