"""What was learned from labelled pages, and the file that holds it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from scrubber.cleaner.plain_text.network import Weights

if TYPE_CHECKING:
    from scrubber.cleaner.plain_text.characters import Floats

DATA = "line_model.npz"
STEPS = 127  # of a weight, from 0 to the largest of its column, in the file


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Networks that say how sure it is that a line is content, and what tells a whole page."""

    network: Weights
    regime: Floats
    """The weights of the evidence for a whole page, the constant first."""


@cache
def shipped_model() -> LineModel:
    """The model in the data file beside this one; docs/line-model.md says what it was trained on."""
    with resources.files(__package__).joinpath(DATA).open("rb") as file:
        return read_model(file)


def read_model(file: IO[bytes]) -> LineModel:
    """The model that `write_model` has written."""
    with np.load(file) as arrays:
        weights = {field.name: arrays[field.name].astype(np.float32) for field in fields(Weights)}
        for name in weights:
            if (step := f"{name}_step") in arrays:
                weights[name] *= arrays[step]
        return LineModel(Weights(**weights), arrays["regime"])


def write_model(model: LineModel, file: IO[bytes]) -> None:
    """Write a model, each weight of a matrix as a byte: 8 bits are enough, and the file is a quarter as large."""
    arrays: dict[str, Any] = {"regime": model.regime}
    for field in fields(Weights):
        weights: Floats = getattr(model.network, field.name)
        if weights.ndim == 3:
            step = np.maximum(np.abs(weights).max(axis=1, keepdims=True) / STEPS, 1e-12)
            arrays[f"{field.name}_step"] = step.astype(np.float32)
            weights = np.round(weights / step).astype(np.int8)
        arrays[field.name] = weights
    np.savez_compressed(file, **arrays)
