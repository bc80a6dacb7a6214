"""Who leaves the loop over the results early, in whatever way, leaves nothing behind and gets no other error."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

import pytest
from fetching import fetcher_here, run, urls_of
from misbehaving import answers, slow_answers
from misbehaving.server import Server

from scrubber.fetcher import Fetcher, FetchResult, FetchStatus


class OwnError(Exception):
    """Of who uses the fetcher."""


async def leave_by_break(each: Fetcher, urls: list[str]) -> None:
    async for _ in each.fetch_all(urls):
        break


async def leave_by_break_when_all_is_there(each: Fetcher, urls: list[str]) -> None:
    async for _ in each.fetch_all(urls[:5]):
        await asyncio.sleep(0.2)
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
    leave_by_break_when_all_is_there,
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
            async with fetcher_here() as each:
                await leave(each, urls_of(server, 5_000))

        began = time.monotonic()
        run(main())
        assert time.monotonic() - began < 8  # the answers that never come have ten seconds
        assert server.is_left_alone()
        asked = len(server.log.requests())
        time.sleep(0.1)
        assert len(server.log.requests()) == asked <= 100


@pytest.mark.parametrize("leave", LEAVING[3:])
def test_after_a_call_was_left_the_fetcher_serves_the_next(
    leave: Callable[[Fetcher, list[str]], Coroutine[Any, Any, None]],
) -> None:
    with Server(answers.delayed(0.005, answers.page())) as server:

        async def main() -> list[FetchResult]:
            async with fetcher_here() as each:
                await leave(each, urls_of(server, 1_000))
                await asyncio.sleep(0.1)  # the event loop closes a loop that was left in a task of its own
                assert each.hosts_waiting == 0
                return [result async for result in each.fetch_all(urls_of(server, 30))]

        assert [result.fetch_status for result in run(main())] == [FetchStatus.OK] * 30


def test_a_call_may_be_left_at_any_moment() -> None:
    with Server(answers.page()) as server:

        async def main() -> list[FetchResult]:
            async with fetcher_here() as each:
                for moment in range(30):
                    leaving = asyncio.create_task(each.fetch(server.url("/left", host=f"127.0.{moment}.1")))
                    for _ in range(moment):
                        await asyncio.sleep(0)
                    leaving.cancel()
                    await asyncio.gather(leaving, return_exceptions=True)
                return [await each.fetch(server.url("/", host=f"127.0.{moment}.1")) for moment in range(30)]

        assert [result.fetch_status for result in run(main(), within_seconds=15)] == [FetchStatus.OK] * 30
