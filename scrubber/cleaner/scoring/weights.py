"""The weights of a network in a file: those of a matrix in 127 steps, which is enough, and a fifth of the size."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from scrubber.cleaner.scoring.network import Weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrubber.cleaner.scoring.characters import Floats

STEPS = 63  # of a weight, from 0 to the largest of its column, in the file


def unpacked(arrays: Mapping[str, Any]) -> Weights:
    """The network that `packed` has made arrays of."""
    weights = {field.name: arrays[field.name].astype(np.float32) for field in fields(Weights)}
    for name in weights:
        if (step := f"{name}_step") in arrays:
            weights[name] *= arrays[step]
    return Weights(**weights)


def packed(network: Weights) -> dict[str, Any]:
    """The arrays of a network by name, for `numpy.savez_compressed`."""
    arrays: dict[str, Any] = {}
    for field in fields(Weights):
        weights: Floats = getattr(network, field.name)
        if weights.ndim == 3:
            step = np.maximum(np.abs(weights).max(axis=1, keepdims=True) / STEPS, 1e-12)
            arrays[f"{field.name}_step"] = step.astype(np.float32)
            weights = np.round(weights / step).astype(np.int8)
        arrays[field.name] = weights
    return arrays
