"""A small network over the lines of a text: what a line is, and twice what stands around it.

Each of its layers but the last sees, beside the line, means over the lines before and after it, near and far, and over
the whole page. A few networks that were trained from different seeds are one here, and their answers are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.scoring.characters import Floats

REACHES = (1, 3, 10, 30)  # lines before and after
CONTEXTS = 2 * len(REACHES) + 3
# Multiplications in a product of matrices that OpenBLAS does not share out among threads. Of a page, their waiting for
# each other takes several times as long as the work.
ONE_THREAD = 4 * 65_536


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """m networks: a first axis of m; rows of a matrix are inputs, columns outputs."""

    mean: Floats
    """Of each feature, and its spread: the networks see features less the one, in units of the other."""
    spread: Floats
    line: Floats
    line_bias: Floats
    line_context: Floats
    near: Floats
    near_bias: Floats
    near_context: Floats
    far: Floats
    far_bias: Floats
    out: Floats
    out_bias: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """n × 11: for each line the lines `low` to `high`, without the last, of which means are taken, and by what."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]
    weight: Floats


def spans(lengths: Sequence[int]) -> Spans:
    """Around each line of texts that stand one behind the other: no span leaves its text.

    A near mean is taken over as many lines as it reaches, so that the edge of the page shows in it.
    """
    counts = np.asarray(lengths, np.intp)
    last = np.repeat(np.cumsum(counts), counts)
    first = last - np.repeat(counts, counts)
    here = np.arange(len(first))
    low, high = np.empty((len(here), CONTEXTS), np.intp), np.empty((len(here), CONTEXTS), np.intp)
    weight = np.empty((len(here), CONTEXTS), np.float32)
    for place, reach in enumerate(REACHES):
        low[:, 2 * place], high[:, 2 * place] = np.maximum(here - reach, first), here
        low[:, 2 * place + 1], high[:, 2 * place + 1] = here + 1, np.minimum(here + 1 + reach, last)
        weight[:, 2 * place : 2 * place + 2] = 1 / reach
    for place, (start, end) in enumerate(((first, last), (first, here), (here + 1, last)), 2 * len(REACHES)):
        low[:, place], high[:, place] = start, end
        weight[:, place] = 1 / np.maximum(end - start, 1)
    return Spans(low, high, weight)


def contexts(values: Floats, around: Spans) -> Floats:
    """m × n × (11 · c): the means of m × n × c values over the spans of each line."""
    m, n, c = values.shape
    sums = np.zeros((m, n + 1, c), np.float32)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    means = sums.take(around.high.ravel(), axis=1)
    means -= sums.take(around.low.ravel(), axis=1)
    means *= around.weight.reshape(-1, 1)
    return means.reshape(m, n, -1)


def probabilities(features: Floats, weights: Weights) -> Floats:
    """n numbers from 0 to 1: how sure it is that each line of one text is content."""
    around = spans([len(features)])
    scaled = (features - weights.mean) / weights.spread
    line = np.maximum(_times(scaled, weights.line) + weights.line_bias, 0)
    near = np.maximum(_times(_with_context(line, weights.line_context, around), weights.near) + weights.near_bias, 0)
    far = np.maximum(_times(_with_context(near, weights.near_context, around), weights.far) + weights.far_bias, 0)
    answers = np.clip((far @ weights.out + weights.out_bias)[:, :, 0], -30, 30)
    found: Floats = (1 / (1 + np.exp(-answers))).mean(axis=0)
    return found


def _with_context(layer: Floats, to_context: Floats, around: Spans) -> Floats:
    return np.concatenate([layer, contexts(np.maximum(_times(layer, to_context), 0), around)], axis=2)


def _times(values: Floats, matrices: Floats) -> Floats:
    """n × k or m × n × k values times m × k × c: m × n × c, so few rows at a time that one thread does it."""
    m, k, c = matrices.shape
    n = values.shape[-2]
    rows = max(1, ONE_THREAD // (k * c))
    product = np.empty((m, n, c), np.float32)
    for start in range(0, n, rows):
        np.matmul(values[..., start : start + rows, :], matrices, out=product[:, start : start + rows])
    return product
