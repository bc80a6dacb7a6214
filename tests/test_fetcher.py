"""One result for each URL, however the URLs come and however the loop over the results ends."""

from __future__ import annotations

import asyncio
import pickle
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from fetching import HERE, HURRIED, MINDFUL, NO_WORKERS, WITH_TIME
from misbehaving import answers, slow_answers
from misbehaving.server import Server

from scrubber import Rule, RuleError, ScrubberError, Status, rules
from scrubber.fetcher import Cleaning, Fetcher, FetchResult, FetchStatus, Politeness, fetch
from scrubber.workers.threads import HARMLESS_THREADS

Value = TypeVar("Value")


class OwnError(Exception):
    """Of who uses the fetcher."""


def run(main: Coroutine[Any, Any, Value], *, within_seconds: float = 30) -> Value:
    """What a coroutine returns, which must come in time and leave no task behind."""

    async def bounded() -> Value:
        async with asyncio.timeout(within_seconds):
            value = await main
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return value

    return asyncio.run(bounded())


def fetcher(*, politeness: Politeness = HURRIED, cleaning: Cleaning = NO_WORKERS, concurrency: int = 8) -> Fetcher:
    return Fetcher(politeness=politeness, access=HERE, limits=WITH_TIME, cleaning=cleaning, concurrency=concurrency)


def urls_of(server: Server, count: int, *, hosts: int = 10) -> list[str]:
    return [server.url(f"/{number}", host=f"127.0.{number % hosts}.1") for number in range(count)]


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
            async with fetcher() as each:
                return [result async for result in each.fetch_all(source(urls))]

        results = run(main())
    assert Counter(result.url for result in results) == Counter(urls)
    told = {result.url: result.fetch_status for result in results}
    assert {url for url in urls if told[url] is not FetchStatus.OK} == {"no address", "", "ftp://a.example/"}


@pytest.mark.parametrize("source", [list, as_generator, as_they_come])
def test_no_url_gives_no_result(source: Callable[[list[str]], Any]) -> None:
    async def main() -> list[FetchResult]:
        async with fetcher() as each:
            return [result async for result in each.fetch_all(source([]))]

    assert run(main()) == []


async def leave_by_break(each: Fetcher, urls: list[str]) -> None:
    async for _ in each.fetch_all(urls):
        break


async def leave_by_break_and_keep_the_rest(each: Fetcher, urls: list[str]) -> None:
    rest.append(each.fetch_all(urls))
    async for _ in rest[-1]:
        break


async def leave_by_closing(each: Fetcher, urls: list[str]) -> None:
    async with aclosing(each.fetch_all(urls)) as results:
        await anext(results)


async def leave_by_an_error(each: Fetcher, urls: list[str]) -> None:
    with pytest.raises(OwnError, match="mine") as caught:
        async for _ in each.fetch_all(urls):
            raise OwnError("mine")
    assert type(caught.value) is OwnError and caught.value.__cause__ is None


async def leave_by_being_cancelled(each: Fetcher, urls: list[str]) -> None:
    async def take() -> None:
        async for _ in each.fetch_all(urls):
            taken.set()

    taken = asyncio.Event()
    taking = asyncio.create_task(take())
    await taken.wait()
    taking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await taking


rest: list[Any] = []
LEAVING = [
    leave_by_break,
    leave_by_break_and_keep_the_rest,
    leave_by_closing,
    leave_by_an_error,
    leave_by_being_cancelled,
]


@pytest.mark.parametrize("leave", LEAVING)
def test_who_leaves_early_leaves_no_request_and_no_connection_behind(
    leave: Callable[[Fetcher, list[str]], Coroutine[Any, Any, None]],
) -> None:
    slow = {f"/{number}": slow_answers.no_answer for number in range(8, 200)}
    with Server(answers.by_target(slow, otherwise=answers.page())) as server:

        async def main() -> None:
            async with fetcher() as each:
                await leave(each, urls_of(server, 5_000))

        began = time.monotonic()
        run(main())
        assert time.monotonic() - began < 8  # the answers that never come have ten seconds
        assert server.is_left_alone()
        asked = len(server.log.requests())
        time.sleep(0.1)
        assert len(server.log.requests()) == asked <= 100


@pytest.mark.parametrize("leave", LEAVING[2:])
def test_after_a_call_was_left_the_fetcher_serves_the_next(
    leave: Callable[[Fetcher, list[str]], Coroutine[Any, Any, None]],
) -> None:
    with Server(answers.delayed(0.005, answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher() as each:
                await leave(each, urls_of(server, 1_000))
                return [result async for result in each.fetch_all(urls_of(server, 30))]

        assert [result.fetch_status for result in run(main())] == [FetchStatus.OK] * 30


def test_a_call_may_be_left_at_any_moment() -> None:
    with Server(answers.page()) as server:

        async def main() -> list[FetchResult]:
            async with fetcher(politeness=MINDFUL) as each:
                for moment in range(30):
                    leaving = asyncio.create_task(each.fetch(server.url("/left", host=f"127.0.{moment}.1")))
                    for _ in range(moment):
                        await asyncio.sleep(0)
                    leaving.cancel()
                    await asyncio.gather(leaving, return_exceptions=True)
                return [await each.fetch(server.url("/", host=f"127.0.{moment}.1")) for moment in range(30)]

        assert [result.fetch_status for result in run(main(), within_seconds=15)] == [FetchStatus.OK] * 30


def test_an_error_of_the_source_reaches_who_asked_and_nobody_else() -> None:
    def broken() -> Iterator[str]:
        yield "http://127.0.0.1:1/"
        raise OwnError("mine")

    async def take(each: Fetcher) -> None:
        async for _ in each.fetch_all(broken()):
            pass

    with Server(answers.delayed(0.02, answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher() as each:
                taking = asyncio.create_task(take(each))
                results = [result async for result in each.fetch_all(urls_of(server, 40))]
                with pytest.raises(OwnError, match="mine"):
                    await taking
                return results

        assert len(run(main())) == 40


def test_outside_of_its_block_a_fetcher_says_what_to_do() -> None:
    async def main() -> None:
        each = fetcher()
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
            async with fetcher() as each:
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
            async with fetcher() as each:
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


def test_the_threads_that_look_names_up_end_with_the_fetcher() -> None:
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
