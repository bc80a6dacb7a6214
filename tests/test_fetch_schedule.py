"""Whose turn it is, in simulated time: hosts and addresses have their pauses, and every task has its turn."""

from __future__ import annotations

import time
import tracemalloc
from collections import Counter, defaultdict

import pytest
from simulated_crawl import Turn, World, crawl, gaps, task_of

from scrubber.fetcher.schedule import FORGOTTEN_FROM, Schedule
from scrubber.fetcher.settings import Politeness
from scrubber.fetcher.task import Task

DELAY = Politeness(delay_seconds=1.0, duration_factor=2.0)
TINY = 1e-6  # seconds that sums of fractions differ by


def by_host(turn: Turn) -> str:
    return turn.task.host


def by_address(turn: Turn) -> str:
    return turn.address


def filled(schedule: Schedule, counts: dict[str, int]) -> Schedule:
    for host, count in counts.items():
        for number in range(count):
            schedule.add(task_of(host, f"/{number}"))
    return schedule


@pytest.mark.parametrize(
    ("seconds", "crawl_delay", "gap"),
    [(0.1, 0.0, 1.0), (0.1, 3.0, 3.0), (4.0, 3.0, 8.0), (0.5, 0.5, 1.0)],
    ids=["the delay", "its crawl delay", "twice its slowness", "the longest of them"],
)
def test_a_host_rests_after_each_answer(seconds: float, crawl_delay: float, gap: float) -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 4, "b.test": 1})
    schedule.slow_down("a.test", crawl_delay)
    turns = list(crawl(schedule, World(seconds=lambda task: seconds)))
    assert [round(rest, 6) for _, rest in gaps(turns, by_host)] == [gap] * 3
    assert [turn.task.url.href for turn in turns if by_host(turn) == "a.test"] == [
        f"http://a.test/{number}" for number in range(4)
    ]


def test_of_the_crawl_delays_of_a_host_s_origins_the_longest_counts() -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 3})
    schedule.slow_down("a.test", 5.0)
    schedule.slow_down("a.test", 0.0)  # said for another port
    assert [round(rest, 6) for _, rest in gaps(crawl(schedule, World()), by_host)] == [5.0, 5.0]


@pytest.mark.parametrize("has_others", [False, True])
def test_a_crawl_delay_counts_from_the_end_of_the_robots_txt_that_asks_for_it(has_others: bool) -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 1 + has_others})
    turns = [next(crawl(schedule, World()))]
    schedule.slow_down("a.test", 5.0)
    schedule.add(task_of("a.test", "/page"))
    turns += crawl(schedule, World(), start=turns[0].end)
    assert [round(rest, 6) for _, rest in gaps(turns, by_host)] == [5.0] * (1 + has_others)


@pytest.mark.parametrize("minds_addresses", [True, False])
def test_hosts_that_share_an_address_share_its_turns(minds_addresses: bool) -> None:
    politeness = Politeness(delay_seconds=1.0, minds_addresses=minds_addresses)
    schedule = filled(Schedule(politeness), {f"h{number}.test": 5 for number in range(20)})
    turns = list(crawl(schedule, World(seconds=lambda task: 0.25, address=lambda task: f"ip{task.host[1]}")))
    assert len(turns) == 100
    assert min(rest for _, rest in gaps(turns, by_host)) >= 1.0 - TINY
    shortest = min(rest for _, rest in gaps(turns, by_address))
    assert shortest >= 1.0 - TINY if minds_addresses else shortest < 0


def test_hosts_of_one_address_have_their_turns_by_turns() -> None:
    schedule = filled(Schedule(DELAY), {f"h{number}.test": 5 for number in range(10)})
    turns = list(crawl(schedule, World(address=lambda task: "one")))
    for start in range(0, 50, 10):
        assert len({by_host(turn) for turn in turns[start : start + 10]}) == 10


def test_a_pause_that_a_host_asks_for_is_kept_and_no_other_host_waits_for_it() -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 3, "b.test": 3})
    pauses = {"http://a.test/0": 100.0}
    turns = list(crawl(schedule, World(address=lambda task: "one", pause=lambda task: pauses.get(task.url.href, 0.0))))
    rests = {turn.task.url.href: round(rest, 6) for turn, rest in gaps(turns, by_host)}
    assert rests["http://a.test/0"] == 100.0
    assert max(rest for href, rest in rests.items() if href != "http://a.test/0") < 4
    assert schedule.wait_of("a.test", turns[-1].end) == 1.0


def test_a_task_that_must_not_be_asked_for_yet_lets_the_others_of_its_host_go_first() -> None:
    schedule = Schedule(DELAY)
    for path, not_before in (("/late", 60.0), ("/soon", 5.0), ("/now", 0.0)):
        schedule.add(task_of("a.test", path, not_before=not_before))
    assert [(turn.task.url.href[13:], turn.start) for turn in crawl(schedule, World())] == [
        ("/now", 0.0),
        ("/soon", 5.0),
        ("/late", 60.0),
    ]


def test_what_goes_first_goes_before_those_of_its_host_that_wait_already() -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 2})
    schedule.add(task_of("a.test", "/first"), first=True)
    assert next(crawl(schedule, World())).task.url.href == "http://a.test/first"


def test_what_is_withdrawn_or_discarded_has_no_turn_and_the_rest_does() -> None:
    schedule = filled(Schedule(DELAY), {"a.test": 2, "b.test": 2})
    late, kept = task_of("c.test", "/late", not_before=9.0), task_of("c.test", "/kept")
    for task in (late, kept):
        schedule.add(task)
    assert {task.url.href for task in schedule.withdraw("a.test")} == {"http://a.test/0", "http://a.test/1"}
    schedule.discard({late})
    assert schedule.waiting == 3
    assert {turn.task.url.href for turn in crawl(schedule, World())} == {
        "http://b.test/0",
        "http://b.test/1",
        kept.url.href,
    }
    assert (schedule.waiting, schedule.hosts_waiting) == (0, 0)


@pytest.mark.parametrize("is_next_already", [False, True])
def test_a_host_whose_tasks_are_withdrawn_while_it_waits_for_an_address_leaves_its_place_to_the_next(
    is_next_already: bool,
) -> None:
    schedule = filled(Schedule(DELAY), {f"h{number}.test": 1 for number in range(4)})
    out = []
    for _ in range(4):
        task = schedule.next(0.0)
        assert task is not None
        out.append(task)
        if not schedule.claim(task, "one", 0.0):
            schedule.add(task, first=True)
            schedule.release(task, 0.0)
    assert schedule.next(0.0) is None  # and all but the first are parked
    if is_next_already:
        schedule.release(out[0], 1.0, seconds=1.0)
    schedule.withdraw(out[1].host)
    if not is_next_already:
        schedule.release(out[0], 1.0, seconds=1.0)
    assert [turn.task for turn in crawl(schedule, World(address=lambda task: "one"), start=1.0)] == out[2:]


def test_tasks_without_room_for_their_results_wait_and_others_of_their_host_pass_them_by() -> None:
    has_room: list[bool] = []
    schedule = Schedule(DELAY)
    for path, not_before in (("/held", 0.0), ("/a", 0.0), ("/b", 5.0), ("/c", 5.0)):
        schedule.add(task := task_of("a.test", path, not_before=not_before))
        task.may_begin = (lambda: bool(has_room)) if path == "/held" else task.may_begin
    assert [turn.task.url.href[13:] for turn in crawl(schedule, World())] == ["/a", "/b", "/c"]
    assert (schedule.waiting, schedule.wakes_at) == (1, None)
    has_room.append(True)
    schedule.resume()
    assert [turn.task.url.href[13:] for turn in crawl(schedule, World(), start=60.0)] == ["/held"]


def test_hosts_that_are_new_do_not_pass_by_those_that_wait() -> None:
    schedule = filled(Schedule(Politeness(delay_seconds=1.0)), {f"h{number}.test": 2 for number in range(8)})
    names = iter(range(1_000_000))
    starts: list[float] = []
    for turn in crawl(schedule, World(concurrency=4, seconds=lambda task: 1.0)):
        starts += [turn.start] if turn.task.url.href.endswith(".test/1") else []
        if len(starts) == 8:
            break
        schedule.add(task_of(f"new{next(names)}.test", "/new"))
    assert max(starts) <= 8


@pytest.mark.parametrize(("concurrency", "ideal"), [(32, 50_000 * 0.1 / 32), (400, 25 * 1.1)])
def test_small_hosts_are_not_kept_waiting_by_a_large_one(concurrency: int, ideal: float) -> None:
    counts = {"large.test": 50_000, **{f"h{number}.test": 25 for number in range(1_999)}}
    tasks = [task_of(host, f"/{number}") for host, count in counts.items() for number in range(count)]
    schedule = Schedule(DELAY)
    began = time.process_time()
    for task in tasks:
        schedule.add(task)
    turns = list(crawl(schedule, World(concurrency=concurrency)))
    assert time.process_time() - began < 5  # 1.3 on an idle machine
    assert Counter(turn.task for turn in turns) == Counter(tasks)
    assert max(turn.end for turn in turns if by_host(turn) != "large.test") <= 2 * ideal
    assert max(turn.end for turn in turns) <= 50_000 * 1.1 + 2 * ideal


def test_tasks_that_come_while_others_wait_cost_no_more_than_those_before_them() -> None:
    schedule = Schedule(Politeness(delay_seconds=3600.0))
    hosts: defaultdict[str, list[Task]] = defaultdict(list)
    for number in range(100_000):
        task = task_of(f"h{number % 2_000}.test", f"/{number}")
        hosts[task.host].append(task)
    began = time.process_time()
    for number, tasks in enumerate(zip(*hosts.values(), strict=True)):
        for task in tasks:
            schedule.add(task)
            schedule.next(float(number))
    assert time.process_time() - began < 3


def test_hosts_that_nobody_waits_for_are_forgotten() -> None:
    held: list[int] = []
    schedule = Schedule(DELAY)
    tracemalloc.start()
    try:
        for number in range(4 * FORGOTTEN_FROM):
            schedule.add(task_of(f"h{number}.test"))
            turns = list(crawl(schedule, World(seconds=lambda task: 0.0), start=float(number)))
            assert len(turns) == 1
            if number % FORGOTTEN_FROM == FORGOTTEN_FROM - 1:
                held.append(tracemalloc.get_traced_memory()[0])
            del turns
    finally:
        tracemalloc.stop()
    assert max(held) <= 2 * held[0]
