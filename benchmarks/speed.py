"""CPU time a page, every system in one process and in one run, so that ratios hold on any machine."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.corpus import PageSet
from benchmarks.progress import counted
from benchmarks.systems import System, ask

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
    crashes = dict.fromkeys((system.name for system in systems), 0)
    times: dict[str, list[float]] = {name: [] for name in crashes}
    _warm_up(page_set, systems)
    for turn, page in enumerate(counted(page_set.pages, total=len(page_set.pages), label=f"speed {page_set.name}")):
        source = page.read()
        first = turn % len(systems)  # nobody always runs on what another has brought into the cache
        for system in (*systems[first:], *systems[:first]):
            seconds, crashed = _time_page(system, source, clock)
            times[system.name].append(seconds * 1000)
            crashes[system.name] += crashed
    gc.unfreeze()
    rows = tuple(_summarise(name, times[name], times[reference], crashes[name]) for name in times)
    return SetSpeed(page_set.name, len(page_set.pages), reference, rows)


def _warm_up(page_set: PageSet, systems: Sequence[System]) -> None:
    source = page_set.pages[0].read()
    for system in systems:
        ask(system.timed or system.extract, source)
    gc.freeze()  # what is imported by now needs no look at each collection


def _time_page(system: System, source: bytes, clock: Clock) -> tuple[float, bool]:
    gc.collect()  # nobody pays for the garbage of another
    start = clock()
    answer = ask(system.timed or system.extract, source)
    return clock() - start, answer.crash is not None


def _summarise(name: str, times: Sequence[float], reference: Sequence[float], crashes: int) -> SystemSpeed:
    mean, median = float(np.mean(times)), float(np.median(times))
    return SystemSpeed(
        system=name,
        mean_ms=mean,
        median_ms=median,
        p99_ms=float(np.percentile(times, 99)),
        times_faster_by_mean=_ratio(float(np.mean(reference)), mean),
        times_faster_by_median=_ratio(float(np.median(reference)), median),
        crashes=crashes,
    )


def _ratio(reference: float, own: float) -> float:
    return reference / own if own else float("inf")
