"""One result for each URL, however the URLs come and however the loop over the results ends."""

from __future__ import annotations

import asyncio
import pickle
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fetching import HERE, HURRIED, MINDFUL, NO_WORKERS, fetcher_here, run, urls_of
from misbehaving import answers, slow_answers
from misbehaving.server import Server

from scrubber import Rule, RuleError, ScrubberError, Status, rules
from scrubber.fetcher import Cleaning, Fetcher, FetchResult, FetchStatus, fetch
from scrubber.workers.threads import HARMLESS_THREADS


class OwnError(Exception):
    """Of who uses the fetcher."""


def as_generator(urls: list[str]) -> Iterator[str]:
    yield from urls


async def as_they_come(urls: list[str]) -> AsyncIterator[str]:
    for url in urls:
        await asyncio.sleep(0.001)
        yield url


@pytest.mark.parametrize("source", [list, as_generator, as_they_come])
def test_each_url_has_one_result_wherever_the_urls_come_from(source: Callable[[list[str]], Any]) -> None:
    with Server(answers.page()) as server:
        urls = [*urls_of(server, 40), *urls_of(server, 5), "no address", "", "ftp://a.example/", "no address"]

        async def main() -> list[FetchResult]:
            async with fetcher_here() as each:
                return [result async for result in each.fetch_all(source(urls))]

        results = run(main())
    assert Counter(result.url for result in results) == Counter(urls)
    told = {result.url: result.fetch_status for result in results}
    assert {url for url in urls if told[url] is not FetchStatus.OK} == {"no address", "", "ftp://a.example/"}


@pytest.mark.parametrize("source", [list, as_generator, as_they_come])
def test_no_url_gives_no_result(source: Callable[[list[str]], Any]) -> None:
    async def main() -> list[FetchResult]:
        async with fetcher_here() as each:
            return [result async for result in each.fetch_all(source([]))]

    assert run(main()) == []


def test_an_error_of_the_source_reaches_who_asked_and_nobody_else() -> None:
    def broken() -> Iterator[str]:
        yield "http://127.0.0.1:1/"
        raise OwnError("mine")

    async def take(each: Fetcher) -> None:
        async for _ in each.fetch_all(broken()):
            pass

    with Server(answers.delayed(0.02, answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher_here() as each:
                taking = asyncio.create_task(take(each))
                results = [result async for result in each.fetch_all(urls_of(server, 40))]
                with pytest.raises(OwnError, match="mine"):
                    await taking
                return results

        assert len(run(main())) == 40


def test_an_error_of_a_look_up_ends_the_calls_and_the_next_are_served() -> None:
    looked_up: list[str] = []

    async def lookup(host: str) -> list[str]:
        looked_up.append(host)
        if len(looked_up) == 1:
            raise OwnError("mine")
        return ["127.0.0.1"]

    with Server(answers.page()) as server:

        async def main() -> FetchResult:
            access = replace(HERE, lookup=lookup)
            async with Fetcher(politeness=MINDFUL, access=access, cleaning=NO_WORKERS) as each:
                calls = (each.fetch(server.url(path, host="a.test")) for path in ("/a", "/b"))
                for error in await asyncio.gather(*calls, return_exceptions=True):
                    assert isinstance(error, OwnError)
                return await each.fetch(server.url("/c", host="a.test"))

        assert run(main()).fetch_status is FetchStatus.OK
        assert server.log.targets() == ["/robots.txt", "/c"]


def test_outside_of_its_block_a_fetcher_says_what_to_do() -> None:
    async def main() -> None:
        each = fetcher_here()
        with pytest.raises(ScrubberError, match=r"async with Fetcher\(\)"):
            await each.fetch("https://a.example/")
        async with each:
            pass
        with pytest.raises(ScrubberError, match=r"async with Fetcher\(\)"):
            await each.fetch("https://a.example/")

    run(main())


def test_who_waits_for_results_of_a_fetcher_that_closes_is_told() -> None:
    with Server(slow_answers.no_answer) as server:

        async def main() -> None:
            async with fetcher_here() as each:
                waiting = asyncio.create_task(each.fetch(server.url()))
                while not server.log.requests():
                    await asyncio.sleep(0.01)
            with pytest.raises(ScrubberError, match="closed"):
                await waiting

        run(main())
        assert server.is_left_alone()


def test_a_rule_that_cannot_go_to_a_worker_is_told_of_at_once() -> None:
    own = rules(extra=[Rule("shouted", lambda draft: (), "Drop what is shouted.")])
    with pytest.raises(RuleError, match="shouted"):
        Fetcher(cleaning=Cleaning(jobs=1, rules=own))
    Fetcher(cleaning=Cleaning(jobs=0, rules=own))  # in this process it may stay what it is


def test_results_can_be_pickled_with_their_articles() -> None:
    with Server(answers.page(answers.HTML, headers=[("X-Note", "a")])) as server:
        ways = [server.url("/a"), server.url("/b", host="127.0.0.2"), "no address"]

        async def main() -> list[FetchResult]:
            async with fetcher_here() as each:
                return [result async for result in each.fetch_all(ways)]

        for result in run(main()):
            again = pickle.loads(pickle.dumps(result))
            assert again == result and again.article == result.article
            assert (again.page is None) == (result.url == "no address") == (again.article is None)


def test_one_url_is_fetched_without_asyncio_and_inside_of_it() -> None:
    with Server(answers.page()) as server:
        url = server.url()
        plain = fetch(url, politeness=MINDFUL, access=HERE)

        async def inside() -> FetchResult:
            return fetch(url, politeness=MINDFUL, access=HERE)

        for result in (plain, run(inside())):
            assert (result.fetch_status, result.final_url) == (FetchStatus.OK, url)
            assert result.article and result.article.status is Status.OK and "opened the bridge" in result.article.text
        assert server.is_left_alone()
        assert server.log.targets() == ["/robots.txt", "/"] * 2


def test_the_threads_that_look_names_up_end_with_the_fetcher_here() -> None:
    with Server(answers.page()) as server:

        async def main() -> FetchResult:
            access = replace(HERE, allow=("127.0.0.0/8", "::1"))
            async with Fetcher(politeness=HURRIED, access=access, cleaning=NO_WORKERS) as each:
                return await each.fetch(server.url(host="localhost"))

        assert run(main()).fetch_status is FetchStatus.OK
    until = time.monotonic() + 5
    while any(thread.name.startswith(HARMLESS_THREADS) for thread in threading.enumerate()):
        assert time.monotonic() < until
        time.sleep(0.01)
