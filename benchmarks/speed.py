"""CPU time a page, every system in one process and in one run, so that ratios hold on any machine."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.corpus import PageSet, TruePage
from benchmarks.progress import counted
from benchmarks.systems import Given, System, attempt

REFERENCE = "trafilatura-nocomments"

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class SystemSpeed:
    """CPU milliseconds a page of one system, and how often faster than the reference it is."""

    system: str
    mean_ms: float
    median_ms: float
    p99_ms: float
    times_faster_by_mean: float
    """Mean of the reference divided by this mean: 2 is twice as fast."""
    times_faster_by_median: float
    crashes: int


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """All systems on one set."""

    name: str
    pages: int
    reference: str
    systems: tuple[SystemSpeed, ...]


def time_set(
    page_set: PageSet, systems: Sequence[System], *, reference: str = REFERENCE, clock: Clock = time.process_time
) -> SetSpeed:
    """Time each system on each page; the reference must be one of them."""
    calls = {system.name: system.timed or system.extract for system in systems}
    return time_calls(page_set, calls, TruePage.read, reference=reference, clock=clock)


def time_calls(
    page_set: PageSet,
    calls: Mapping[str, Callable[[Given], str]],
    prepare: Callable[[TruePage], Given],
    *,
    reference: str,
    clock: Clock = time.process_time,
) -> SetSpeed:
    """Time each call on what is made of each page, outside the clock; the reference must be one of the names."""
    times = measure_calls(page_set, calls, prepare, clock=clock)
    rows = tuple(_summarise(name, times[name], times[reference].milliseconds) for name in times)
    return SetSpeed(page_set.name, len(page_set.pages), reference, rows)


@dataclass(frozen=True, slots=True)
class CallTimes:
    """CPU milliseconds of one call on each page, in the order of the set."""

    milliseconds: tuple[float, ...]
    crashes: int


def measure_calls(
    page_set: PageSet,
    calls: Mapping[str, Callable[[Given], object]],
    prepare: Callable[[TruePage], Given],
    *,
    clock: Clock = time.process_time,
    forget: Callable[[], None] = lambda: None,
) -> dict[str, CallTimes]:
    """The times of each call on what is made of each page, outside the clock, as is what `forget` does before each."""
    names = tuple(calls)
    crashes = dict.fromkeys(names, 0)
    times: dict[str, list[float]] = {name: [] for name in names}
    _warm_up(prepare(page_set.pages[0]), calls)
    for turn, page in enumerate(counted(page_set.pages, total=len(page_set.pages), label=f"speed {page_set.name}")):
        given = prepare(page)
        for name in _in_turn(names, turn):
            forget()
            seconds, crashed = _time_page(calls[name], given, clock)
            times[name].append(seconds * 1000)
            crashes[name] += crashed
    gc.unfreeze()
    return {name: CallTimes(tuple(times[name]), crashes[name]) for name in names}


def _in_turn(names: tuple[str, ...], turn: int) -> tuple[str, ...]:
    """The order of a turn: nobody always runs on what another has brought into the cache, nor always behind the same.

    >>> [" ".join(_in_turn(("a", "b", "c"), turn)) for turn in range(4)]
    ['a b c', 'c b a', 'b c a', 'a c b']
    """
    first = turn // 2 % len(names)
    order = (*names[first:], *names[:first])
    return order if turn % 2 == 0 else order[::-1]


def _warm_up(given: Given, calls: Mapping[str, Callable[[Given], object]]) -> None:
    for call in calls.values():
        attempt(call, given)
    gc.freeze()  # what is imported by now needs no look at each collection


def _time_page(call: Callable[[Given], object], given: Given, clock: Clock) -> tuple[float, bool]:
    gc.collect()  # nobody pays for the garbage of another
    start = clock()
    _, crash = attempt(call, given)
    return clock() - start, crash is not None


def _summarise(name: str, own: CallTimes, reference: Sequence[float]) -> SystemSpeed:
    times = own.milliseconds
    mean, median = float(np.mean(times)), float(np.median(times))
    return SystemSpeed(
        system=name,
        mean_ms=mean,
        median_ms=median,
        p99_ms=float(np.percentile(times, 99)),
        times_faster_by_mean=_ratio(float(np.mean(reference)), mean),
        times_faster_by_median=_ratio(float(np.median(reference)), median),
        crashes=own.crashes,
    )


def _ratio(reference: float, own: float) -> float:
    return reference / own if own else float("inf")
