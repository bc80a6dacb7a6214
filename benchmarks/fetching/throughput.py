"""Pages a second, beside a bare httpx client with the same number of requests at a time, in turns."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from scrubber.fetcher import Access, Cleaning, Fetcher, FetchStatus, Politeness

LOOPBACK = Access(allow=("127.0.0.0/8",))
AT_ONCE = Politeness(delay_seconds=0, duration_factor=0)
SAMPLES = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """What one client did with the URLs."""

    seconds: float
    cpu_seconds: float
    pages: int
    """That came as they should."""
    resident_mb: tuple[float, ...]
    """Memory of the process at each tenth of the way."""


def urls_of(port: int, *, pages: int, hosts: int) -> list[str]:
    """So many pages of so many hosts, each at an address of its own, in turns."""
    names = [f"127.{1 + number // 250}.{number % 250}.1" for number in range(hosts)]
    return [f"http://{names[number % hosts]}:{port}/page/{number}" for number in range(pages)]


def timed(
    client: Callable[[list[str], int], Awaitable[tuple[int, list[float]]]], urls: list[str], at_a_time: int
) -> Pace:
    """How a client gets through the URLs."""
    cpu, start = _cpu_seconds(), time.monotonic()
    pages, resident = asyncio.run(_run(client, urls, at_a_time))
    return Pace(time.monotonic() - start, _cpu_seconds() - cpu, pages, tuple(resident))


async def scrubber(urls: list[str], at_a_time: int) -> tuple[int, list[float]]:
    """Scrubber's fetcher without pauses and without cleaning; robots.txt is asked for."""
    came, resident = 0, []
    async with Fetcher(
        access=LOOPBACK, politeness=AT_ONCE, cleaning=Cleaning(jobs=0), concurrency=at_a_time
    ) as fetcher:
        seen = 0
        async for result in fetcher.fetch_all(urls):
            came += result.fetch_status is FetchStatus.OK and bool(result.content)
            seen += 1
            if seen % (len(urls) // SAMPLES) == 0:
                resident.append(resident_mb())
    return came, resident


async def bare_httpx(urls: list[str], at_a_time: int) -> tuple[int, list[float]]:
    """`asyncio.gather` over httpx's own client, which follows no robots.txt and has no bounds."""
    turns = asyncio.Semaphore(at_a_time)
    limits = httpx.Limits(max_connections=at_a_time, max_keepalive_connections=at_a_time)
    resident: list[float] = []
    seen = 0

    async with httpx.AsyncClient(limits=limits, timeout=30, trust_env=False) as client:

        async def one(url: str) -> bool:
            nonlocal seen
            async with turns:
                response = await client.get(url)
            seen += 1
            if seen % (len(urls) // SAMPLES) == 0:
                resident.append(resident_mb())
            return response.status_code == httpx.codes.OK and bool(response.content)

        return sum(await asyncio.gather(*map(one, urls))), resident


def resident_mb() -> float:
    """Memory of this process now, in megabytes."""
    with open("/proc/self/statm") as file:  # noqa: PTH123 - it is no file to be found
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


async def _run(
    client: Callable[[list[str], int], Awaitable[tuple[int, list[float]]]], urls: list[str], at_a_time: int
) -> tuple[int, list[float]]:
    return await client(urls, at_a_time)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
