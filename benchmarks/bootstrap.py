"""Paired bootstrap over pages: how much of a difference between two systems is luck of the pages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measures import SnippetCounts

RESAMPLES = 2000  # the ends of a 95 % interval then rest on 50 resamples each

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference to the first system, with its 95 % interval."""

    difference: float
    low: float
    high: float


def resample_pages(count: int, *, seed: int, resamples: int = RESAMPLES) -> Numbers:
    """How often each page is drawn, shape (resamples, count); one draw serves all systems, which pairs them."""
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return draws.astype(np.float64)


def mean_interval(scores: Sequence[float], first: Sequence[float], draws: Numbers) -> Interval:
    """The difference of two means over the same pages."""
    differences = np.asarray(scores, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    return _interval(float(differences.mean()), draws @ differences / len(differences))


def pooled_interval(counts: Sequence[SnippetCounts], first: Sequence[SnippetCounts], draws: Numbers) -> Interval:
    """The difference of two pooled snippet F1, the pool drawn anew for each resample."""
    once = np.ones((1, len(counts)))
    difference = float((_pooled_f1(counts, once) - _pooled_f1(first, once))[0])
    return _interval(difference, _pooled_f1(counts, draws) - _pooled_f1(first, draws))


def _pooled_f1(counts: Sequence[SnippetCounts], draws: Numbers) -> Numbers:
    table = np.array([(page.found, page.missed + page.leaked) for page in counts], dtype=np.float64)
    found, wrong = (draws @ table).T
    total = 2 * found + wrong
    scores: Numbers = np.divide(2 * found, total, out=np.ones_like(total), where=total > 0)
    return scores


def _interval(difference: float, resampled: Numbers) -> Interval:
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Interval(difference, float(low), float(high))
