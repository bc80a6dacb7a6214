"""What was learned from labelled pages, and the file that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, TYPE_CHECKING

import numpy as np

from scrubber.cleaner.main_text.told import WordScores
from scrubber.cleaner.scoring.network import Weights
from scrubber.cleaner.scoring.weights import packed, unpacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scrubber.cleaner.scoring.characters import Floats

DATA = "block_model.npz"
STEPS_A_LOGIT = 16  # of the log-odds of a word, in the file


@dataclass(frozen=True, slots=True, eq=False)
class BlockModel:
    """Networks that say how sure it is that a block is content, and what they need beside the blocks."""

    network: Weights
    names: WordScores
    """What the words in the names of elements tell."""
    labels: WordScores
    """What the words of short lines tell."""
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
        names, labels = (_scores(arrays[name], arrays[f"{name}_told"]) for name in ("names", "labels"))
        return BlockModel(unpacked(arrays), names, labels, arrays["confidence"])


def write_model(model: BlockModel, file: IO[bytes]) -> None:
    """Write a model as `.npz`."""
    arrays = packed(model.network)
    for name, scores in (("names", model.names), ("labels", model.labels)):
        words = sorted(scores.by_word)
        told = np.round(np.array([scores.by_word[word] for word in words]) * STEPS_A_LOGIT)
        arrays |= {name: np.frombuffer(" ".join(words).encode(), np.uint8), f"{name}_told": told.astype(np.int8)}
    np.savez_compressed(file, confidence=model.confidence, **arrays)


def _scores(words: NDArray[np.uint8], told: NDArray[np.int8]) -> WordScores:
    return WordScores(dict(zip(bytes(words).decode().split(), (told / STEPS_A_LOGIT).tolist(), strict=True)))
