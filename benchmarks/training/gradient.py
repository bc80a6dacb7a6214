"""The loss of the line network on some texts, and its gradient: `cleaner/scoring/network.py` backwards."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scrubber.cleaner.scoring.network import Spans, Weights, contexts

Floats = NDArray[np.float32]
Gradient = dict[str, Floats]

PAGE_SHARE = 2.0  # weight of 1 − F1 of each text, beside the cross-entropy of its lines
WORD_POWER = 0.75  # a line counts by its words to this power: F1 is of words, but lines are what is learned from


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Texts one behind the other, n lines."""

    features: Floats
    """n × columns, standardised."""
    is_content: Floats
    """1 or 0 for each line."""
    words: Floats
    """Of each line; 0 for lines of which the truth says nothing."""
    lengths: tuple[int, ...]
    """Lines of each text."""
    weights: Floats
    """Of each text in the loss."""


def loss_and_gradient(
    batch: Batch, weights: Weights, around: Spans, keep: float, random: np.random.Generator
) -> tuple[float, Gradient]:
    """The mean loss of one network (m = 1) with dropout, and its gradient by the names of the weights."""
    masks = [
        _mask(random, keep, len(batch.features), size.shape[2]) for size in (weights.line, weights.near, weights.far)
    ]
    line = np.maximum(batch.features @ weights.line + weights.line_bias, 0) * masks[0]
    line_values = np.maximum(line @ weights.line_context, 0)
    line_seen = np.concatenate([line, contexts(line_values, around)], axis=2)
    near = np.maximum(line_seen @ weights.near + weights.near_bias, 0) * masks[1]
    near_values = np.maximum(near @ weights.near_context, 0)
    near_seen = np.concatenate([near, contexts(near_values, around)], axis=2)
    far = np.maximum(near_seen @ weights.far + weights.far_bias, 0) * masks[2]
    answers = (far @ weights.out + weights.out_bias)[0, :, 0]

    loss, back = _loss(batch, answers)
    found: Gradient = {}
    back = _through(found, "out", far, back[None, :, None], weights.out)
    back = _through(found, "far", near_seen, back * (far > 0) * masks[2], weights.far)
    back = _through_context(found, "near_context", back, (near, near_values, weights.near_context), around)
    back = _through(found, "near", line_seen, back * (near > 0) * masks[1], weights.near)
    back = _through_context(found, "line_context", back, (line, line_values, weights.line_context), around)
    _through(found, "line", batch.features[None], back * (line > 0) * masks[0], weights.line)
    return loss, found


def _loss(batch: Batch, answers: Floats) -> tuple[float, Floats]:
    """The loss, and its gradient with respect to the answers."""
    p = 1 / (1 + np.exp(-np.clip(answers, -30, 30)))
    starts = np.concatenate([[0], np.cumsum(batch.lengths)[:-1]])
    text = np.repeat(np.arange(len(batch.lengths)), batch.lengths)
    total = batch.weights.sum()

    def each_text(values: NDArray[np.floating]) -> NDArray[np.floating]:
        summed: NDArray[np.floating] = np.add.reduceat(values, starts)
        return summed

    y, w = batch.is_content, batch.words
    mass = w**WORD_POWER
    mass = mass / np.maximum(each_text(mass), 1)[text]
    entropy = each_text(-mass * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9)))
    both, sizes, wanted = each_text(p * y * w), each_text(p * w), each_text(y * w)
    sizes = np.maximum(sizes + wanted, 1)
    has_content = wanted > 0
    loss = ((entropy + PAGE_SHARE * has_content * (1 - 2 * both / sizes)) * batch.weights).sum() / total
    back = mass * (p - y)
    slope = 2 * w * (y * sizes[text] - both[text]) / sizes[text] ** 2
    back -= PAGE_SHARE * has_content[text] * slope * p * (1 - p)
    return float(loss), (back * batch.weights[text] / total).astype(np.float32)


def _mask(random: np.random.Generator, keep: float, n: int, width: int) -> Floats:
    kept = random.random((n, width), dtype=np.float32) < keep
    return (kept / np.float32(keep)).astype(np.float32)


def _through(found: Gradient, name: str, inputs: Floats, back: Floats, matrix: Floats) -> Floats:
    """Note the gradients of a layer; the gradient of what went into it."""
    found[name] = inputs.transpose(0, 2, 1) @ back
    found[f"{name}_bias"] = back.sum(axis=1, keepdims=True)
    return back @ matrix.transpose(0, 2, 1)


def _through_context(
    found: Gradient, name: str, back: Floats, layer: tuple[Floats, Floats, Floats], around: Spans
) -> Floats:
    """The same through the means around each line: what the layer itself saw, and what it gave to others."""
    inputs, values, matrix = layer
    width, wide = inputs.shape[2], values.shape[2]
    given = _through_means(back[:, :, width:].reshape(1, len(back[0]), -1, wide), around) * (values > 0)
    found[name] = inputs.transpose(0, 2, 1) @ given
    return back[:, :, :width] + given @ matrix.transpose(0, 2, 1)


def _through_means(back: Floats, around: Spans) -> Floats:
    """A mean is a difference of two running sums; bounds of spans never go down, so equal ones stand together."""
    n, wide = back.shape[1], back.shape[3]
    at_sums = np.zeros((n + 1, wide), np.float32)
    for place in range(around.weight.shape[1]):
        weighted = back[0, :, place] * around.weight[:, place, None]
        for bounds, sign in ((around.high[:, place], 1), (around.low[:, place], -1)):
            firsts = np.concatenate([[0], np.flatnonzero(np.diff(bounds)) + 1])
            at_sums[bounds[firsts]] += sign * np.add.reduceat(weighted, firsts, axis=0)
    return np.cumsum(at_sums[::-1], axis=0, dtype=np.float64)[::-1][1:].astype(np.float32)[None]
