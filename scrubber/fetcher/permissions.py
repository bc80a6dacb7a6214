"""What robots.txt says of each origin, as far as it is known (RFC 9309)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from scrubber.fetcher.body import Want
from scrubber.fetcher.result import FetchResult, FetchStatus
from scrubber.fetcher.robots import EVERYTHING_ALLOWED, MAX_BYTES, Robots, read_robots
from scrubber.fetcher.steps import Settled
from scrubber.fetcher.task import Deliver, Task

MAX_REDIRECTS = 5
ROBOTS = Want("text/plain,*/*;q=0.5", max_bytes=MAX_BYTES, is_beginning_enough=True)
KEPT_SECONDS = 86_400.0
"""The longest that the standard allows."""
REFUSAL_KEPT_SECONDS = 300.0
MAX_KEPT = 5_000

_OF_ANY_PAGE = frozenset({FetchStatus.BLOCKED_ADDRESS, FetchStatus.DNS, FetchStatus.TLS, FetchStatus.UNREACHABLE})
"""What would have become of any page of the host."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing of an origin may be asked for now."""

    settled: Settled


Permission = Robots | Refusal


def permission_from(result: FetchResult, product: str, longest_wait: float) -> Permission:
    """What the answer to the request for a robots.txt allows (RFC 9309, 2.3.1).

    There is none (4xx, too many redirects): everything. The server is in trouble, cannot be reached, or asks for longer
    pauses than anybody waits: nothing yet.
    """
    status, code = result.fetch_status, result.http_status or 0
    if status is FetchStatus.OK:
        robots = read_robots(result.content or b"", product)
        delay = robots.crawl_delay or 0.0
        if delay <= longest_wait:
            return robots
        return Refusal(
            Settled(FetchStatus.DEFERRED, f"robots.txt asks for {delay:,.0f} seconds between requests", delay)
        )
    if status in {FetchStatus.REDIRECT_LOOP, FetchStatus.BAD_REDIRECT}:
        return EVERYTHING_ALLOWED
    if status is FetchStatus.HTTP_ERROR and 400 <= code < 500 and code != 429:
        return EVERYTHING_ALLOWED
    is_own_fault = status not in {FetchStatus.HTTP_ERROR, FetchStatus.NOT_MODIFIED} and not result.redirects
    is_of_host = is_own_fault and status in _OF_ANY_PAGE
    told = result.reason if is_of_host else f"its robots.txt cannot be had: {result.reason}"
    return Refusal(Settled(status if is_own_fault else FetchStatus.DEFERRED, told, result.retry_after))


def robots_task(task: Task, deliver: Deliver) -> Task:
    """The request for the robots.txt that a task waits for."""
    url = task.url.robots_url
    limits = replace(task.limits, redirects=MAX_REDIRECTS)
    return Task(url.href, url, ROBOTS, limits, deliver, needs_permission=False)


class Permissions:
    """By origin: what is known, and the tasks that wait until it is."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, Permission]] = OrderedDict()
        self._waiting: dict[str, list[Task]] = {}
        self.waiting = 0
        """Tasks that wait."""

    def get(self, origin: str, now: float) -> Permission | None:
        """What is known of an origin; None if nothing is, or it is too old."""
        kept = self._known.get(origin)
        return kept[1] if kept is not None and kept[0] > now else None

    def wait(self, origin: str, task: Task) -> bool:
        """Let a task wait; whether it is the first one, and robots.txt must be asked for."""
        is_first = origin not in self._waiting
        self._waiting.setdefault(origin, []).append(task)
        self.waiting += 1
        return is_first

    def settle(self, origin: str, permission: Permission, now: float) -> None:
        """Now it is known."""
        seconds = REFUSAL_KEPT_SECONDS if isinstance(permission, Refusal) else KEPT_SECONDS
        self._known[origin] = now + seconds, permission
        self._known.move_to_end(origin)
        while len(self._known) > MAX_KEPT:
            self._known.popitem(last=False)

    def take(self, origin: str, count: int) -> list[Task]:
        """The next of the tasks that waited for it; none if there are no more."""
        waiting = self._waiting.get(origin, [])
        tasks, waiting[:] = waiting[:count], waiting[count:]
        self.waiting -= len(tasks)
        if not waiting:
            self._waiting.pop(origin, None)
        return tasks

    def discard(self, tasks: set[Task]) -> None:
        """Let some of the tasks wait no longer; the answer that they waited for is still of use."""
        for waiting in self._waiting.values():
            self.waiting -= len(waiting)
            waiting[:] = [task for task in waiting if task not in tasks]
            self.waiting += len(waiting)

    def give_up(self) -> None:
        """Let no task wait any longer, as the answers may never come."""
        self._waiting.clear()
        self.waiting = 0
