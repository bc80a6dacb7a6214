"""A crawl without a network and without a clock: a schedule, and who is out at which second."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scrubber.fetcher.body import PAGE
from scrubber.fetcher.result import FetchResult
from scrubber.fetcher.schedule import Schedule
from scrubber.fetcher.settings import Limits
from scrubber.fetcher.task import Task
from scrubber.fetcher.web_url import WebUrl

LIMITS = Limits()


async def _nowhere(task: Task, result: FetchResult) -> None:
    raise AssertionError("a schedule delivers nothing")


def task_of(host: str, path: str = "/", *, not_before: float = 0.0) -> Task:
    """A task that waits for its turn."""
    url = WebUrl(f"http://{host}{path}", "http", host, 80)
    return Task(url.href, url, PAGE, LIMITS, _nowhere, not_before=not_before)


@dataclass(frozen=True, slots=True)
class Turn:
    """A request that never was."""

    task: Task
    address: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class World:
    """What a crawl meets."""

    concurrency: int = 32
    seconds: Callable[[Task], float] = lambda task: 0.1
    address: Callable[[Task], str] = lambda task: f"address of {task.host}"
    pause: Callable[[Task], float] = lambda task: 0.0


def crawl(schedule: Schedule, world: World, *, start: float = 0.0) -> Iterator[Turn]:
    """The turns of the tasks in a schedule, as they end, until none is left or none comes by itself."""
    now, number, out = start, 0, list[tuple[float, int, Turn]]()
    while True:
        while len(out) < world.concurrency and (task := schedule.next(now)) is not None:
            address = world.address(task)
            if schedule.claim(task, address, now):
                number += 1
                turn = Turn(task, address, now, now + world.seconds(task))
                heapq.heappush(out, (turn.end, number, turn))
            else:
                schedule.add(task, first=True)
                schedule.release(task, now)
        wakes_at = schedule.wakes_at if len(out) < world.concurrency else None
        if out and (wakes_at is None or out[0][0] <= wakes_at):
            now, _, turn = heapq.heappop(out)
            schedule.release(turn.task, now, seconds=turn.end - turn.start, pause=world.pause(turn.task))
            yield turn
        elif wakes_at is not None:
            now = wakes_at
        else:
            return


def gaps(turns: Iterable[Turn], key: Callable[[Turn], str]) -> Iterator[tuple[Turn, float]]:
    """Each turn, with the seconds from its end to the next one of its kind."""
    last: dict[str, Turn] = {}
    for turn in sorted(turns, key=lambda turn: turn.start):
        if before := last.get(key(turn)):
            yield before, turn.start - before.end
        last[key(turn)] = turn
