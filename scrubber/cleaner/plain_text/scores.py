"""How sure it is that each line of a text is content, and what kind of text they make: the judge of plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.plain_text.features import line_features
from scrubber.cleaner.plain_text.model import LineModel, shipped_model
from scrubber.cleaner.plain_text.regime import is_whole_page
from scrubber.cleaner.scoring.cut import best_cut
from scrubber.cleaner.scoring.network import probabilities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrubber.cleaner.scoring.characters import Flags, Floats
    from scrubber.page import Block


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the model says of n lines."""

    sure: Floats
    """How sure it is that each is content, 0 to 1."""
    taken: Flags
    """The lines of the best cut, as of a whole page."""
    expected_f1: float
    """Of that cut."""
    is_page: bool
    """Whether the text is a whole page, flattened."""


def score(lines: Sequence[Block], model: LineModel | None = None) -> Scores:
    """The scores of the blocks of a text, one at least, by the shipped model if none is given."""
    model = model or shipped_model()
    features = line_features([line.text for line in lines], np.array([line.gap_before for line in lines]))
    sure = probabilities(features, model.network)
    taken, expected = best_cut(sure, np.array([line.words for line in lines], np.float32))
    return Scores(sure, taken, expected, is_whole_page(sure, taken, model.regime))
