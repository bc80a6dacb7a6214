"""Whose turn it is: one request at a time and a pause after it, for each host and each address.

No clock and no network here: times are given, in seconds of any clock that only goes forward.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field
from itertools import count

from scrubber.fetcher.settings import Politeness
from scrubber.fetcher.task import Task

FORGOTTEN_FROM = 10_000  # hosts that nobody waits for are forgotten once there are so many


@dataclass(slots=True, eq=False)
class _Address:
    ready_at: float = 0.0
    is_busy: bool = False
    parked: deque[_Host] = field(default_factory=deque)
    """Hosts that had their turn while another one had the address."""


@dataclass(slots=True, eq=False)
class _Host:
    name: str
    tasks: deque[Task] = field(default_factory=deque)
    later: list[tuple[float, int, Task]] = field(default_factory=list)
    """A heap of those that must not be asked for before some time."""
    ready_at: float = 0.0
    delay: float = 0.0
    """Its Crawl-delay; the longest, if its origins have several."""
    ended_at: float | None = None
    """When its last exchange ended."""
    is_busy: bool = False
    is_parked: bool = False
    ticket: int = 0
    """The valid one of its entries among the turns; 0: none."""
    turn_at: float = 0.0
    """When that is."""
    address: _Address | None = None
    """Where its last task went."""
    has_address: bool = False
    """Whether it is its turn there, too."""

    @property
    def has_tasks(self) -> bool:
        return bool(self.tasks or self.later)


class Schedule:
    """The tasks that wait, by host. A task that is handed out keeps its host busy until it is released."""

    def __init__(self, politeness: Politeness) -> None:
        self._politeness = politeness
        self._hosts: dict[str, _Host] = {}
        self._addresses: dict[str, _Address] = {}
        self._turns: list[tuple[float, int, _Host]] = []
        self._held: dict[_Host, None] = {}
        """Hosts that had their turn while none of their tasks might begin, in that order."""
        self._numbers = count(1)
        self._forget_from = FORGOTTEN_FROM
        self._now = 0.0
        self.waiting = 0
        """Tasks that have not been handed out."""

    @property
    def hosts_waiting(self) -> int:
        """Hosts with tasks that wait for their turn."""
        return sum(host.has_tasks and not host.is_busy for host in self._hosts.values())

    @property
    def wakes_at(self) -> float | None:
        """When the next turn comes; None if none does by itself."""
        while self._turns and self._turns[0][1] != self._turns[0][2].ticket:
            heapq.heappop(self._turns)
        return self._turns[0][0] if self._turns else None

    def add(self, task: Task, *, first: bool = False) -> None:
        """Let a task wait for its turn, before those that wait for its host already or behind them."""
        host = self._host(task.host)
        self.waiting += 1
        if task.may_begin():
            self._held.pop(host, None)
        if task.not_before:
            heapq.heappush(host.later, (task.not_before, next(self._numbers), task))
        elif first:
            host.tasks.appendleft(task)
        else:
            host.tasks.append(task)
        self._queue(host)

    def next(self, now: float) -> Task | None:
        """A task whose turn it is; its host, and its address if that is known, are busy from now on."""
        self._now = now
        while (at := self.wakes_at) is not None and at <= now:
            host = heapq.heappop(self._turns)[2]
            host.ticket = 0
            if host.ready_at > now:  # it has been slowed down since
                self._queue(host)
                continue
            self._held.pop(host, None)
            while host.later and host.later[0][0] <= now:
                host.tasks.append(heapq.heappop(host.later)[2])
            place = next((place for place, task in enumerate(host.tasks) if task.may_begin()), None)
            if place is None:
                if host.tasks:
                    self._held[host] = None
                self._unpark(host.address)
                self._queue(host)
            elif self._enter(host, now):
                host.is_busy = True
                self.waiting -= 1
                task = host.tasks[place]
                del host.tasks[place]
                return task
            elif host.address is not None and host.address.is_busy:
                host.is_parked = True
                host.address.parked.append(host)
            else:
                self._queue(host)
        return None

    def claim(self, task: Task, name: str, now: float) -> bool:
        """Whether a task may go to an address now; if another host has it, or it must rest, the task has to wait."""
        host = self._host(task.host)
        address = self._addresses.setdefault(name, _Address()) if self._politeness.minds_addresses else None
        if address is not host.address:
            self._leave(host)
            host.address = address
        return host.has_address or self._enter(host, now)

    def release(self, task: Task, now: float, *, seconds: float | None = None, pause: float = 0.0) -> None:
        """A task is done with its host, after an exchange of some seconds or, if None, without one.

        `pause`: what the host has asked for.
        """
        host = self._host(task.host)
        gap = 0.0
        if seconds is not None:
            factor = self._politeness.duration_factor
            gap = max(self._politeness.delay_seconds, host.delay, factor * seconds)
            host.ended_at = now
        host.is_busy, self._now = False, now
        host.ready_at = max(host.ready_at, now + max(gap, pause))
        if host.address is not None and host.has_address:
            host.address.ready_at = max(host.address.ready_at, now + gap)
        self._leave(host)
        self._queue(host)
        self._forget(now)

    def slow_down(self, name: str, delay: float) -> None:
        """Pause for so long after each request to a host, if that is longer than other reasons ask for."""
        host = self._host(name)
        host.delay = max(host.delay, delay)
        if host.ended_at is not None and host.ready_at < host.ended_at + host.delay:  # the last answer said so
            host.ready_at = host.ended_at + host.delay

    def resume(self) -> None:
        """Tasks that might not begin may do so now."""
        held, self._held = self._held, {}
        for host in held:
            self._queue(host)

    def wait_of(self, name: str, now: float) -> float:
        """Seconds until a host may be asked again."""
        host = self._hosts.get(name)
        return max(0.0, host.ready_at - now) if host else 0.0

    def withdraw(self, name: str) -> list[Task]:
        """The tasks that wait for a host, which wait no longer."""
        host = self._host(name)
        tasks = [*host.tasks, *(task for _, _, task in host.later)]
        host.tasks.clear()
        host.later.clear()
        self.waiting -= len(tasks)
        return tasks

    def discard(self, tasks: set[Task]) -> None:
        """Let some of the tasks wait no longer."""
        for name in {task.host for task in tasks}:
            for task in self.withdraw(name):
                if task not in tasks:
                    self.add(task)

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(name)
        return host

    def _queue(self, host: _Host) -> None:
        """Give a host its next turn, if it waits for one; one that it has already is kept, unless that is later."""
        may_begin = bool(host.tasks) and host not in self._held
        if host.is_busy or host.is_parked or not (may_begin or host.later):
            return
        rested = host.address.ready_at if host.address else 0.0
        # Not before now: a host that is new, or has rested for long, would pass by all that are waiting.
        at = max(self._now, host.ready_at, rested, 0.0 if may_begin else host.later[0][0])
        if host.ticket and host.turn_at <= at:
            return
        host.ticket, host.turn_at = next(self._numbers), at
        heapq.heappush(self._turns, (at, host.ticket, host))

    def _enter(self, host: _Host, now: float) -> bool:
        """Whether a host gets its address, if that is known."""
        address = host.address
        if address is None:
            return True
        if address.is_busy or address.ready_at > now:
            return False
        address.is_busy = host.has_address = True
        return True

    def _leave(self, host: _Host) -> None:
        """Let others have the address of a host."""
        if host.address is not None and host.has_address:
            host.address.is_busy = host.has_address = False
            self._unpark(host.address)

    def _unpark(self, address: _Address | None) -> None:
        """Let the next of the hosts that wait for an address have its turn."""
        if address is not None and address.parked and not address.is_busy:
            host = address.parked.popleft()
            host.is_parked = False
            self._queue(host)
            if not host.tasks:
                self._unpark(address)

    def _forget(self, now: float) -> None:
        if len(self._hosts) <= self._forget_from:
            return
        for host in list(self._hosts.values()):
            if not (host.is_busy or host.is_parked or host.has_tasks) and host.ready_at <= now:
                del self._hosts[host.name]
        used = {host.address for host in self._hosts.values()}
        for name, address in list(self._addresses.items()):
            if address not in used and address.ready_at <= now:
                del self._addresses[name]
        self._forget_from = max(FORGOTTEN_FROM, 2 * len(self._hosts))
