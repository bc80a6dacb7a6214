"""What was learned from labelled texts, and the file that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, TYPE_CHECKING

import numpy as np

from scrubber.cleaner.scoring.network import Weights
from scrubber.cleaner.scoring.weights import packed, unpacked

if TYPE_CHECKING:
    from scrubber.cleaner.scoring.characters import Floats

DATA = "line_model.npz"


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
        return LineModel(unpacked(arrays), arrays["regime"])


def write_model(model: LineModel, file: IO[bytes]) -> None:
    """Write a model as `.npz`."""
    np.savez_compressed(file, regime=model.regime, **packed(model.network))
