"""Tasks in, results out: takes turns from the schedule, sends requests, and carries out what is decided about them.

The network shell: what it does with an answer is decided in `steps`, whose turn it is in `schedule`, what robots.txt
allows in `permissions`, and what is said and kept in `visits`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.patience import Patience
from scrubber.fetcher.permissions import Permission, Permissions, Refusal, permission_from, robots_task
from scrubber.fetcher.resolver import Resolver
from scrubber.fetcher.result import Fault, FetchResult, FetchStatus
from scrubber.fetcher.robots import product_of
from scrubber.fetcher.schedule import Schedule
from scrubber.fetcher.settings import Politeness
from scrubber.fetcher.steps import ASKS_FOR_PAUSE, Again, Follow, Moment, Settled, Step, next_step, pause_after
from scrubber.fetcher.task import Task
from scrubber.fetcher.turn import Turn
from scrubber.fetcher.visits import Visits

MAX_WAITING = 100_000
"""Tasks; enough to find other hosts behind a long run of one."""
BREATH = 100
"""Tasks that are admitted before other work has its turn: many rules of a robots.txt take their time."""


class Engine:
    """Works on its tasks, so many at a time. An error that is none of the content is given to `on_error`."""

    def __init__(
        self,
        visits: Visits,
        resolver: Resolver,
        politeness: Politeness,
        *,
        on_error: Callable[[BaseException], None],
    ) -> None:
        self._visits, self._resolver, self._politeness = visits, resolver, politeness
        self._on_error = on_error
        self._product = product_of(politeness.user_agent)
        self._permissions = Permissions()
        self._schedule = Schedule(politeness)
        self._patience = Patience()
        self._running: dict[asyncio.Task[None], Turn] = {}
        self._admitting: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._has_room = asyncio.Event()
        self._concurrency = 0

    def start(self, *, concurrency: int) -> None:
        """Begin to work."""
        self._concurrency = concurrency

    async def stop(self) -> None:
        """Stop work on all tasks."""
        self._concurrency = 0
        if self._timer is not None:
            self._timer.cancel()
        running = (*self._running, *self._admitting)
        for each in running:
            each.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def wind_down(self) -> None:
        """Begin no further turn, and wait for the end of those that have begun."""
        self._concurrency = 0
        for each in self._admitting:
            each.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    @property
    def hosts_waiting(self) -> int:
        """Hosts with tasks that wait for their turn."""
        return self._schedule.hosts_waiting

    async def submit(self, task: Task) -> None:
        """Take a task on; it waits while too many others do."""
        while self._schedule.waiting + self._permissions.waiting >= MAX_WAITING:
            self._has_room.clear()
            await self._has_room.wait()
        await self._admit(task)

    def resume(self) -> None:
        """Begin what might not begin before."""
        self._schedule.resume()
        self._dispatch()

    def abandon(self, tasks: set[Task]) -> None:
        """Stop work on some tasks, whose results nobody takes."""
        if not tasks:
            return
        self._schedule.discard(tasks)
        self._permissions.discard(tasks)
        for running, turn in self._running.items():
            if turn.task in tasks:
                running.cancel()
        self._dispatch()

    async def _admit(self, task: Task, *, first: bool = False) -> None:
        """Let a task wait for its turn, if robots.txt allows it; until that is known, for robots.txt."""
        if not (task.needs_permission and self._politeness.obeys_robots):
            await self._line_up(task, first=first)
        elif (permission := self._permissions.get(task.url.origin, _now())) is not None:
            await self._admit_with(permission, task, first=first)
        elif self._permissions.wait(task.url.origin, task):
            await self._line_up(robots_task(task, partial(self._take_robots, task.url.origin)), first=True)

    async def _admit_with(self, permission: Permission, task: Task, *, first: bool = False) -> None:
        """Let a task wait for its turn, if it may have one."""
        if isinstance(permission, Refusal):
            await self._settle(task, permission.settled)
        elif not permission.allows(task.url.href):
            await self._settle(task, Settled(FetchStatus.ROBOTS, f"robots.txt of {task.host} disallows it"))
        else:
            self._schedule.slow_down(task.host, permission.crawl_delay or 0.0)
            await self._line_up(task, first=first)

    async def _line_up(self, task: Task, *, first: bool) -> None:
        """Let a task wait for its turn, if its host is not to be left alone for too long."""
        if (verdict := self._patience.verdict(task.host, _now())) is not None:
            await self._settle(task, verdict)
            return
        wait = self._schedule.wait_of(task.host, _now())
        if wait > self._politeness.longest_wait_seconds:
            await self._settle(task, _deferred(task, wait))
            return
        self._schedule.add(task, first=first)
        self._dispatch()

    def _dispatch(self) -> None:
        """Begin as many tasks as may begin now, and look again when the next turn comes."""
        now = _now()
        while len(self._running) < self._concurrency and (task := self._schedule.next(now)) is not None:
            running = asyncio.create_task(self._run(turn := Turn(task)))
            self._running[running] = turn
            running.add_done_callback(self._ended)
        if not self._has_room.is_set() and self._schedule.waiting + self._permissions.waiting < MAX_WAITING:
            self._has_room.set()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if len(self._running) < self._concurrency and (at := self._schedule.wakes_at) is not None:
            self._timer = asyncio.get_running_loop().call_at(at, self._dispatch)

    def _ended(self, running: asyncio.Task[None]) -> None:
        if (turn := self._running.pop(running, None)) is not None:
            self._end(turn)  # it may have been cancelled before it began
        self._admitting.discard(running)
        if not running.cancelled() and (error := running.exception()) is not None:
            self._permissions.give_up()  # nobody would ever tell what was asked for here
            self._on_error(error)
        self._dispatch()

    def _end(self, turn: Turn) -> None:
        """Let others have their turn."""
        if not turn.is_over:
            turn.is_over = True
            self._schedule.release(turn.task, _now(), seconds=turn.seconds, pause=turn.pause)

    async def _run(self, turn: Turn) -> None:
        """The turn of a task: one request at most, and what follows from it."""
        task = turn.task
        try:
            answer = await self._answer(task, turn)
            if answer is None:
                self._schedule.add(task, first=True)
                return
            moment = Moment(datetime.now(UTC), random.random())
            pause = pause_after(answer, task.trail, self._politeness, moment)
            turn.pause = pause if answer.http_status in ASKS_FOR_PAUSE else 0.0
        finally:
            self._end(turn)
        step = next_step(answer, task.url, task.trail, limits=task.limits, pause=pause)
        if turn.pause > self._politeness.longest_wait_seconds:
            await self._settle_all(task.host, partial(_deferred, seconds=turn.pause))
            step = _deferred(task, turn.pause)
        await self._carry_out(task, step, answer)

    async def _answer(self, task: Task, turn: Turn) -> Answer | None:
        """What came of a request; None if the address is taken, and the task must wait for it."""
        try:
            addresses = await self._resolver.addresses(task.host)
        except Fault as fault:
            task.attempt += 1
            return Answer(fault=fault)
        if not self._schedule.claim(task, addresses[0], _now()):
            return None
        task.attempt += 1
        start = _now()
        try:
            return await self._visits.answer(task, addresses)
        finally:
            turn.seconds = _now() - start
            task.seconds += turn.seconds

    async def _carry_out(self, task: Task, step: Step, answer: Answer) -> None:
        match step:
            case Follow():
                task.follow(step.url)
                await self._admit(task, first=True)
            case Again():
                task.not_before, task.asks_plainly = _now() + step.seconds, step.plainly or task.asks_plainly
                self._schedule.add(task)
            case Settled():
                if step.status in {FetchStatus.UNREACHABLE, FetchStatus.TIMEOUT}:
                    self._resolver.forget(task.host)
                await self._settle(task, step, answer)
                self._patience.note(task.host, step, _now())
                if (verdict := self._patience.verdict(task.host, _now())) is not None:
                    await self._settle_all(task.host, lambda _: verdict)

    async def _settle(self, task: Task, settled: Settled, answer: Answer | None = None) -> None:
        """Hand over the result of a task."""
        await task.deliver(task, task.result(settled, answer or Answer()))

    async def _settle_all(self, host: str, settled: Callable[[Task], Settled]) -> None:
        """Hand over the results of all tasks that wait for a host."""
        for waiting in self._schedule.withdraw(host):  # none is lost here, as nothing has to be waited for
            await self._settle(waiting, settled(waiting))

    async def _take_robots(self, origin: str, _task: Task, result: FetchResult) -> None:
        """Begin to admit the tasks that waited for a robots.txt."""
        permission = permission_from(result, self._product, self._politeness.longest_wait_seconds)
        self._permissions.settle(origin, permission, _now())
        admitting = asyncio.create_task(self._admit_all(origin, permission))
        self._admitting.add(admitting)
        admitting.add_done_callback(self._ended)

    async def _admit_all(self, origin: str, permission: Permission) -> None:
        while tasks := self._permissions.take(origin, BREATH):
            for task in tasks:
                await self._admit_with(permission, task)
            await asyncio.sleep(0)


def _deferred(task: Task, seconds: float) -> Settled:
    return Settled(FetchStatus.DEFERRED, f"{task.host} asks to be left alone for {seconds:,.0f} seconds", seconds)


def _now() -> float:
    return asyncio.get_running_loop().time()
