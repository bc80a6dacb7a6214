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
class Span:
    """For each line the lines `low` to `high`, without the last, of which a mean is taken, and what it is taken by."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]
    weight: Floats


def spans(lengths: Sequence[int]) -> tuple[Span, ...]:
    """Around each line of texts that stand one behind the other: no span leaves its text.

    A near mean is taken over as many lines as it reaches, so that the edge of the page shows in it.
    """
    counts = np.asarray(lengths, np.intp)
    last = np.repeat(np.cumsum(counts), counts)
    first = last - np.repeat(counts, counts)
    here = np.arange(len(first))
    found = []
    for reach in REACHES:
        weight = np.full(len(here), 1 / reach, np.float32)
        found += [Span(np.maximum(here - reach, first), here, weight)]
        found += [Span(here + 1, np.minimum(here + 1 + reach, last), weight)]
    for low, high in ((first, last), (first, here), (here + 1, last)):
        found.append(Span(low, high, (1 / np.maximum(high - low, 1)).astype(np.float32)))
    return tuple(found)


def contexts(values: Floats, around: Sequence[Span]) -> Floats:
    """m × n × (11 · c): the means of m × n × c values over the spans of each line."""
    sums = np.zeros((values.shape[0], values.shape[1] + 1, values.shape[2]), np.float32)
    np.cumsum(values, axis=1, out=sums[:, 1:])
    means = [(sums.take(one.high, axis=1) - sums.take(one.low, axis=1)) * one.weight[:, None] for one in around]
    return np.concatenate(means, axis=2)


def probabilities(features: Floats, weights: Weights) -> Floats:
    """n numbers from 0 to 1: how sure it is that each line of one text is content."""
    around = spans([len(features)])
    scaled = (features - weights.mean) / weights.spread
    line = np.maximum(scaled @ weights.line + weights.line_bias, 0)
    near = np.maximum(_with_context(line, weights.line_context, around) @ weights.near + weights.near_bias, 0)
    far = np.maximum(_with_context(near, weights.near_context, around) @ weights.far + weights.far_bias, 0)
    answers = np.clip((far @ weights.out + weights.out_bias)[:, :, 0], -30, 30)
    found: Floats = (1 / (1 + np.exp(-answers))).mean(axis=0)
    return found


def _with_context(layer: Floats, to_context: Floats, around: Sequence[Span]) -> Floats:
    return np.concatenate([layer, contexts(np.maximum(layer @ to_context, 0), around)], axis=2)
