"""What was learned from labelled pages, and the file that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, TYPE_CHECKING

import numpy as np

from scrubber.cleaner.main_text.names import NameScores
from scrubber.cleaner.scoring.network import Weights
from scrubber.cleaner.scoring.weights import packed, unpacked

if TYPE_CHECKING:
    from scrubber.cleaner.scoring.characters import Floats

DATA = "block_model.npz"
STEPS_A_LOGIT = 16  # of the log-odds of a name, in the file


@dataclass(frozen=True, slots=True, eq=False)
class BlockModel:
    """Networks that say how sure it is that a block is content, and what they need beside the blocks."""

    network: Weights
    names: NameScores
    confidence: Floats
    """2 × k, both rows rising: F1 that the cut expects, and F1 that such pages had."""


@cache
def shipped_model() -> BlockModel:
    """The model in the data file beside this one; docs/block-model.md says what it was trained on."""
    with resources.files(__package__).joinpath(DATA).open("rb") as file:
        return read_model(file)


def read_model(file: IO[bytes]) -> BlockModel:
    """The model that `write_model` has written."""
    with np.load(file) as arrays:
        words = bytes(arrays["names"]).decode("ascii").split()
        told = (arrays["told"] / STEPS_A_LOGIT).tolist()
        return BlockModel(unpacked(arrays), NameScores(dict(zip(words, told, strict=True))), arrays["confidence"])


def write_model(model: BlockModel, file: IO[bytes]) -> None:
    """Write a model as `.npz`."""
    words = sorted(model.names.by_word)
    told = np.round(np.array([model.names.by_word[word] for word in words]) * STEPS_A_LOGIT)
    np.savez_compressed(
        file,
        names=np.frombuffer(" ".join(words).encode("ascii", "ignore"), np.uint8),
        told=told.astype(np.int8),
        confidence=model.confidence,
        **packed(model.network),
    )
