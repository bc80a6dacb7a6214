"""Whatever happens in whatever order: no host and no address is hurried, and none of those that are ready waits."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from simulated_crawl import World, crawl, task_of

from scrubber.fetcher.schedule import Schedule
from scrubber.fetcher.settings import Politeness
from scrubber.fetcher.task import Task

HOSTS = ("a.test", "b.test", "c.test")
ADDRESSES = ("one", "two")
hosts = st.sampled_from(HOSTS)
addresses = st.sampled_from(["one"] * 5 + ["two"])  # most hosts share one, and a few move
seconds = st.sampled_from([0.0, 0.25, 1.0, 3.5, 6.0])  # sums of quarters are exact


@dataclass(slots=True)
class Place:
    """What must be kept of a host or an address."""

    is_busy: bool = False
    ready_at: float = 0.0
    delay: float = 0.0
    ended_at: float | None = None

    def is_ready(self, now: float) -> bool:
        return not self.is_busy and self.ready_at <= now


@dataclass(slots=True)
class Room:
    """Whether the tasks of a call may begin."""

    is_there: bool = True
    tasks: set[Task] = field(default_factory=set)

    def may_begin(self) -> bool:
        return self.is_there


class Turns(RuleBasedStateMachine):
    """A schedule, and beside it a plain account of who is out, who must rest, and who waits."""

    @initialize(minds_addresses=st.sampled_from([True, True, False]), delay=seconds, factor=st.sampled_from([0.0, 2.0]))
    def begin(self, minds_addresses: bool, delay: float, factor: float) -> None:
        self.politeness = Politeness(delay_seconds=delay, duration_factor=factor, minds_addresses=minds_addresses)
        self.schedule = Schedule(self.politeness)
        self.now = 0.0
        self.hosts = {name: Place() for name in HOSTS}
        self.addresses = {name: Place() for name in ADDRESSES}
        self.last_address: dict[str, str] = {}
        self.rooms = (Room(), Room())
        self.waiting: set[Task] = set()
        self.out: dict[Task, str] = {}

    @rule(hosts=st.lists(hosts, min_size=1, max_size=4), room=st.integers(0, 1), wait=st.sampled_from([0, 0, 1, 5]))
    def add(self, hosts: list[str], room: int, wait: int) -> None:
        for host in hosts:
            task = task_of(host, not_before=self.now + wait if wait else 0.0)
            task.may_begin = self.rooms[room].may_begin
            self.rooms[room].tasks.add(task)
            self.waiting.add(task)
            self.schedule.add(task, first=room == 1)

    @rule(passes=seconds)
    def time_passes(self, passes: float) -> None:
        self.now += passes

    @rule(addresses=st.lists(addresses, min_size=1, max_size=8))
    def hand_out(self, addresses: list[str]) -> None:
        for address in addresses:
            ready = self.ready_hosts()
            task = self.schedule.next(self.now)
            if task is None:
                assert not ready
                return
            assert task in self.waiting and task.not_before <= self.now and task.may_begin()
            assert self.hosts[task.host].is_ready(self.now)
            self.waiting.discard(task)
            self.claim(task, address)

    def claim(self, task: Task, address: str) -> None:
        is_free = self.addresses[address].is_ready(self.now) or not self.politeness.minds_addresses
        assert self.schedule.claim(task, address, self.now) == is_free
        self.last_address[task.host] = address
        if not is_free:
            self.schedule.add(task, first=True)
            self.schedule.release(task, self.now)
            self.waiting.add(task)
            return
        self.out[task] = address
        self.hosts[task.host].is_busy = True
        if self.politeness.minds_addresses:
            self.addresses[address].is_busy = True

    @precondition(lambda self: self.out)
    @rule(number=st.integers(0, 9), took=st.none() | seconds, pause=st.sampled_from([0.0, 0.0, 7.0]))
    def finish(self, number: int, took: float | None, pause: float) -> None:
        task = sorted(self.out, key=lambda task: task.host)[number % len(self.out)]
        host, address = self.hosts[task.host], self.addresses[self.out.pop(task)]
        gap = 0.0
        if took is not None:
            gap = max(self.politeness.delay_seconds, host.delay, self.politeness.duration_factor * took)
            host.ended_at = self.now
        self.schedule.release(task, self.now, seconds=took, pause=pause)
        host.is_busy = address.is_busy = False
        host.ready_at = max(host.ready_at, self.now + max(gap, pause))
        if self.politeness.minds_addresses:
            address.ready_at = max(address.ready_at, self.now + gap)

    @rule(host=hosts, delay=seconds)
    def robots_txt_asks_for_a_delay(self, host: str, delay: float) -> None:
        self.schedule.slow_down(host, delay)
        place = self.hosts[host]
        place.delay = max(place.delay, delay)
        if place.ended_at is not None:  # it holds from the end of that robots.txt on
            place.ready_at = max(place.ready_at, place.ended_at + place.delay)

    @rule(host=hosts)
    def withdraw(self, host: str) -> None:
        withdrawn = {task for task in self.waiting if task.host == host}
        assert set(self.schedule.withdraw(host)) == withdrawn
        self.waiting -= withdrawn

    @rule(room=st.integers(0, 1))
    def abandon(self, room: int) -> None:
        self.schedule.discard(self.rooms[room].tasks)
        self.waiting -= self.rooms[room].tasks

    @rule(room=st.integers(0, 1))
    def results_fill_the_room(self, room: int) -> None:
        self.rooms[room].is_there = False

    @rule(room=st.integers(0, 1))
    def results_are_taken(self, room: int) -> None:
        self.rooms[room].is_there = True
        self.schedule.resume()

    def ready_hosts(self) -> set[str]:
        """Those that must have their turn now; a host whose address is not known yet may try any."""
        return {
            task.host
            for task in self.waiting
            if task.not_before <= self.now
            and task.may_begin()
            and self.hosts[task.host].is_ready(self.now)
            and self.can_enter(self.last_address.get(task.host))
        }

    def can_enter(self, address: str | None) -> bool:
        is_free = not self.politeness.minds_addresses or address is None
        return is_free or self.addresses[str(address)].is_ready(self.now)

    @invariant()
    def the_count_of_those_that_wait_is_right(self) -> None:
        if hasattr(self, "schedule"):
            assert self.schedule.waiting == len(self.waiting)

    def teardown(self) -> None:
        """All that wait come out once, if all that are out come back and time goes on."""
        if not hasattr(self, "schedule"):
            return
        for task in list(self.out):
            self.schedule.release(task, self.now, seconds=1.0)
        for room in self.rooms:
            room.is_there = True
        self.schedule.resume()
        world = World(concurrency=2, address=lambda task: self.last_address.get(task.host, "one"))
        turns = [turn.task for turn in crawl(self.schedule, world, start=self.now)]
        assert len(turns) == len(self.waiting)
        assert set(turns) == self.waiting


TestTurns = pytest.mark.filterwarnings("error")(Turns.TestCase)
TestTurns.settings = settings(max_examples=300, stateful_step_count=80)
