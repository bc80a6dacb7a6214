"""Measurements → pass or fail, and why."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.hostile.case import MEGABYTE, Bounds, Case
from benchmarks.hostile.isolation import Outcome
from benchmarks.hostile.measure import Measurement

FALLBACK = "partial"
"""The status of a text that only a fallback gave."""
LEAST_SECONDS = 0.1  # growth is told of what takes longer; below, it is that of the clock and of what is done once


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that failed."""

    page: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One system on one case."""

    case: str
    system: str
    pages: int
    failures: tuple[Failure, ...]
    fallbacks: int
    """Pages whose text only a fallback gave."""
    worst: str
    """The highest of the figures that are bounded."""

    @property
    def has_passed(self) -> bool:
        """Whether every page has."""
        return not self.failures


def verdict(case: Case, system: str, outcomes: Sequence[Outcome]) -> Verdict:
    """What the outcomes of all trials of a case say of a system."""
    failures = tuple(failure for outcome in outcomes for failure in _failures(outcome, case.bounds))
    measurements = [one for outcome in outcomes for one in outcome.measurements]
    fallbacks = sum(one.status == FALLBACK for one in measurements) if case.may_fall_back else 0
    pages = sum(outcome.pages for outcome in outcomes)
    return Verdict(case.id, system, pages, failures, fallbacks, _worst(case.bounds, outcomes))


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of a straight line through the logarithms: 1 is linear, 2 quadratic.

    >>> round(exponent([1, 2, 4], [3, 6, 12]), 3), round(exponent([1, 2, 4], [1, 4, 16]), 3)
    (1.0, 2.0)
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(max(one, 1e-6)) for one in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def _failures(outcome: Outcome, bounds: Bounds) -> Iterator[Failure]:
    for one in outcome.measurements:
        if why := "; ".join((*one.faults, *_excesses(one, bounds))):
            yield Failure(f"{outcome.trial} {one.page}".strip(), why)
    if outcome.end:
        for _ in range(outcome.pages - len(outcome.measurements)):
            yield Failure(outcome.trial, outcome.end)
    growth = _growth(outcome, bounds)
    if bounds.exponent is not None and growth > bounds.exponent:
        yield Failure(outcome.trial, f"exponent {growth:.2f}")


def _excesses(one: Measurement, bounds: Bounds) -> Iterator[str]:
    megabytes = one.size / MEGABYTE
    if bounds.seconds is not None and one.seconds > bounds.seconds:
        yield f"{one.seconds:.2f} s"
    if bounds.seconds_a_megabyte is not None and one.seconds > bounds.seconds_a_megabyte * megabytes:
        yield f"{one.seconds / megabytes:.2f} s/MB"
    if bounds.times_input is not None and one.grown_bytes > bounds.times_input * one.size:
        yield f"{one.grown_bytes / one.size:.1f} × the input in memory"
    if bounds.peak_bytes is not None and one.peak_bytes > bounds.peak_bytes:
        yield f"{one.peak_bytes / MEGABYTE:.0f} MB of memory"
    if bounds.touches is not None and one.touches > bounds.touches:
        yield f"{one.touches} files or addresses touched"


def _growth(outcome: Outcome, bounds: Bounds) -> float:
    """The exponent of a trial that has ended well; 0 where growth is not bounded or too short to be told."""
    ones = outcome.measurements
    if bounds.exponent is None or outcome.end or len(ones) < 2 or ones[-1].seconds < LEAST_SECONDS:
        return 0.0
    return exponent([one.size for one in ones], [one.seconds for one in ones])


def _worst(bounds: Bounds, outcomes: Sequence[Outcome]) -> str:
    ones = [one for outcome in outcomes for one in outcome.measurements]
    if not ones:
        return ""
    figures = []
    if bounds.seconds is not None:
        figures.append(f"{max(one.seconds for one in ones):.2f} s")
    if bounds.seconds_a_megabyte is not None:
        figures.append(f"{max(one.seconds / one.size for one in ones) * MEGABYTE:.2f} s/MB")
    if bounds.exponent is not None:
        figures.append(f"exponent {max(_growth(outcome, bounds) for outcome in outcomes):.2f}")
    if bounds.times_input is not None:
        figures.append(f"memory {max(one.grown_bytes / one.size for one in ones):.1f} × input")
    if bounds.peak_bytes is not None:
        figures.append(f"{max(one.peak_bytes for one in ones) / MEGABYTE:.0f} MB")
    return ", ".join(figures)
