"""A fetcher on loopback, for tests: it does not wait between requests, and gives up soon."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from misbehaving.server import Server

from scrubber.fetcher import Access, Cleaning, Fetcher, FetchResult, Limits, Politeness

Value = TypeVar("Value")

SOON = Limits(connect_seconds=1, head_seconds=1, total_seconds=2)
WITH_TIME = replace(SOON, head_seconds=10, total_seconds=20)
HURRIED = Politeness(delay_seconds=0, duration_factor=0, backoff_seconds=0.02, obeys_robots=False)
MINDFUL = replace(HURRIED, obeys_robots=True)
HERE = Access(allow=("127.0.0.0/8",))
NO_WORKERS = Cleaning(jobs=0)


def fetched(
    urls: Iterable[str],
    *,
    limits: Limits = WITH_TIME,
    access: Access = HERE,
    politeness: Politeness = HURRIED,
    cleaning: Cleaning = NO_WORKERS,
) -> dict[str, FetchResult]:
    """The results by URL, in the order in which they came; one host is asked one thing at a time."""

    async def results() -> dict[str, FetchResult]:
        async with Fetcher(limits=limits, access=access, politeness=politeness, cleaning=cleaning) as fetcher:
            return {result.url: result async for result in fetcher.fetch_all(urls)}

    return asyncio.run(results())


def fetched_one(
    url: str,
    *,
    limits: Limits = WITH_TIME,
    access: Access = HERE,
    politeness: Politeness = HURRIED,
    cleaning: Cleaning = NO_WORKERS,
) -> FetchResult:
    """The result of a URL."""
    return fetched([url], limits=limits, access=access, politeness=politeness, cleaning=cleaning)[url]


def names(addresses: dict[str, Sequence[str]]) -> Callable[[str], Awaitable[Sequence[str]]]:
    """A look-up that knows these names only."""

    async def lookup(host: str) -> Sequence[str]:
        return addresses.get(host, ())

    return lookup


def run(main: Coroutine[Any, Any, Value], *, within_seconds: float = 30) -> Value:
    """What a coroutine returns, which must come in time and leave no task behind."""

    async def bounded() -> Value:
        async with asyncio.timeout(within_seconds):
            value = await main
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return value

    return asyncio.run(bounded())


def fetcher_here(*, politeness: Politeness = HURRIED, cleaning: Cleaning = NO_WORKERS, concurrency: int = 8) -> Fetcher:
    """A fetcher that is still to be opened."""
    return Fetcher(politeness=politeness, access=HERE, limits=WITH_TIME, cleaning=cleaning, concurrency=concurrency)


def urls_of(server: Server, count: int, *, hosts: int = 10) -> list[str]:
    """The addresses of numbered pages, by turns on so many hosts."""
    return [server.url(f"/{number}", host=f"127.0.{number % hosts}.1") for number in range(count)]
