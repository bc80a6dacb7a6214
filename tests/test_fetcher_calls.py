"""Several calls share a fetcher: its manners hold for all of them together, and none of them holds up another."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from dataclasses import replace

from fetching import HURRIED, MINDFUL, fetcher_here, run, urls_of
from misbehaving import answers, slow_answers
from misbehaving.politeness import Policy, check
from misbehaving.server import Server

from scrubber.fetcher import Fetcher, FetchResult, FetchStatus
from scrubber.fetcher.engine import BREATH, MAX_WAITING

CONCURRENCY = 8
RESULTS_AHEAD = 2 * CONCURRENCY  # those that wait to be taken, and those that are under way when they are enough
LONG_ROBOTS = answers.text("User-agent: *\n" + "".join(f"Disallow: /a{number}/*/b$\n" for number in range(200)))


async def taken(fetcher: Fetcher, urls: Iterable[str]) -> list[FetchResult]:
    return [result async for result in fetcher.fetch_all(urls)]


def test_calls_at_once_are_polite_together() -> None:
    politeness = replace(MINDFUL, delay_seconds=0.03)
    with Server(answers.by_target({"/robots.txt": LONG_ROBOTS}, otherwise=answers.page())) as server:
        urls = urls_of(server, 40, hosts=5)

        async def main() -> list[list[FetchResult]]:
            async with fetcher_here(politeness=politeness) as fetcher:
                calls = (taken(fetcher, urls), taken(fetcher, urls[::-1]), *(taken(fetcher, [url]) for url in urls))
                return await asyncio.gather(*calls)

        results = run(main())
    assert Counter(result.url for call in results for result in call) == Counter(urls * 3)
    assert check(server.log.records(), Policy(delay_seconds=0.03)) == []
    assert server.log.targets().count("/robots.txt") == 5


def test_who_takes_results_slowly_holds_back_requests() -> None:
    with Server(answers.page()) as server:

        async def main() -> None:
            async with (
                fetcher_here(concurrency=CONCURRENCY) as fetcher,
                aclosing(fetcher.fetch_all(urls_of(server, 2_000, hosts=100))) as results,
            ):
                for number in range(1, 41):
                    await anext(results)
                    if number % 10 == 0:
                        await asyncio.sleep(0.2)
                        assert number <= len(server.log.requests()) <= number + RESULTS_AHEAD

        run(main())


def test_who_takes_results_slowly_holds_back_urls() -> None:
    asked: list[int] = []

    def no_addresses() -> Iterator[str]:
        for number in range(1_000_000):
            asked.append(number)
            yield f"no address {number}"

    async def main() -> None:
        async with fetcher_here() as fetcher, aclosing(fetcher.fetch_all(no_addresses())) as results:
            await anext(results)
            await asyncio.sleep(0.05)
            assert len(asked) <= RESULTS_AHEAD
            for _ in range(5_000):
                await anext(results)

    run(main())


def test_in_the_loop_over_results_more_can_be_fetched() -> None:
    with Server(answers.page()) as server:
        urls = urls_of(server, 200)

        async def main() -> list[FetchStatus]:
            async with fetcher_here(concurrency=4) as fetcher:
                return [
                    (await fetcher.fetch(result.url + "?again")).fetch_status
                    async for result in fetcher.fetch_all(urls)
                ]

        assert run(main()) == [FetchStatus.OK] * 200
        assert Counter(server.log.targets()).most_common(1)[0][1] == 1


def test_results_that_nobody_takes_hold_up_no_other_call() -> None:
    robots = answers.text("User-agent: *\nDisallow: /closed")
    with Server(answers.by_target({"/robots.txt": robots}, otherwise=answers.page())) as server:
        closed = [server.url(f"/closed/{number}") for number in range(100)]

        async def main() -> list[FetchResult]:
            async with (
                fetcher_here(politeness=MINDFUL, concurrency=4) as fetcher,
                aclosing(fetcher.fetch_all(closed + urls_of(server, 400))) as idle,
            ):
                await anext(idle)
                return await taken(fetcher, urls_of(server, 100))

        results = run(main())
    assert [result.fetch_status for result in results] == [FetchStatus.OK] * 100


def test_a_call_that_ends_leaves_the_robots_txt_it_asked_for_to_the_others() -> None:
    slow = answers.delayed(0.3, answers.text("User-agent: *\nDisallow: /closed"))
    with Server(answers.by_target({"/robots.txt": slow}, otherwise=answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher_here(politeness=MINDFUL) as fetcher:
                leaving = asyncio.create_task(fetcher.fetch(server.url("/left")))
                while not server.log.requests():
                    await asyncio.sleep(0.01)
                staying = asyncio.create_task(taken(fetcher, [server.url("/a"), server.url("/closed")]))
                await asyncio.sleep(0.05)
                leaving.cancel()
                return [*await staying, *await taken(fetcher, [server.url("/b")])]

        assert Counter(str(result.fetch_status) for result in run(main())) == {"ok": 2, "robots": 1}
        assert Counter(server.log.targets()) == {"/robots.txt": 1, "/a": 1, "/b": 1}


def test_a_pause_that_one_call_was_asked_for_holds_for_the_others() -> None:
    ways = {"/busy": answers.retry_later("86400", status=429)}
    with Server(answers.by_target(ways, otherwise=answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher_here(politeness=replace(HURRIED, delay_seconds=0.05)) as fetcher:
                first = taken(fetcher, [server.url("/busy"), server.url("/b")])
                calls = await asyncio.gather(first, taken(fetcher, [server.url("/c")]))
                return [*(result for call in calls for result in call), await fetcher.fetch(server.url("/d"))]

        results = run(main())
        assert Counter(server.log.targets())["/d"] == 0
    assert {result.url[-2:]: str(result.fetch_status) for result in results} == {
        "sy": "deferred",
        "/b": "deferred",
        "/c": "deferred",
        "/d": "deferred",
    }


def test_urls_that_wait_in_thousands_for_a_robots_txt_are_admitted_bit_by_bit() -> None:
    count = 50 * BREATH
    with Server(answers.by_target({"/robots.txt": answers.text("User-agent: *\nDisallow: /")})) as server:

        async def main() -> int:
            ticks = 0

            async def tick() -> None:
                nonlocal ticks
                while True:
                    ticks += 1
                    await asyncio.sleep(0)

            async with fetcher_here(politeness=MINDFUL) as fetcher:
                results = fetcher.fetch_all([server.url(f"/{number}") for number in range(count)])
                await anext(results)
                ticking = asyncio.create_task(tick())
                assert len([result async for result in results]) == count - 1
                ticking.cancel()
                await asyncio.gather(ticking, return_exceptions=True)
            return ticks

        assert run(main()) >= count / BREATH / 2


def test_a_call_that_ends_makes_room_for_the_urls_of_another() -> None:
    asked: list[int] = []

    def urls() -> Iterator[str]:
        for number in range(2 * MAX_WAITING):
            asked.append(number)
            yield server.url(f"/{number}")

    with Server(answers.by_host({"127.0.0.1": slow_answers.no_answer}, otherwise=answers.page())) as server:

        async def main() -> FetchResult:
            async with fetcher_here(politeness=MINDFUL) as fetcher:
                waiting = asyncio.create_task(taken(fetcher, urls()))
                while len(asked) <= MAX_WAITING:
                    await asyncio.sleep(0.01)
                other = asyncio.create_task(fetcher.fetch(server.url(host="127.0.0.2")))
                await asyncio.sleep(0.05)
                waiting.cancel()
                async with asyncio.timeout(4):
                    await asyncio.gather(waiting, return_exceptions=True)
                    return await other

        assert run(main()).fetch_status is FetchStatus.OK
