"""How sure it is that each line of a text is content, and what kind of text they make: the judge of plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.plain_text.cut import best_cut
from scrubber.cleaner.plain_text.features import line_features
from scrubber.cleaner.plain_text.model import LineModel, shipped_model
from scrubber.cleaner.plain_text.network import probabilities
from scrubber.cleaner.plain_text.regime import Regime, regime_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrubber.cleaner.plain_text.characters import Flags, Floats
    from scrubber.page import Block

MIN_LINES = 6  # fewer have no neighbours to be told by
MAX_LINES = 4000  # a longer text is no page but an archive of them, in which nothing has its place


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the model says of n lines."""

    sure: Floats
    """How sure it is that each is content, 0 to 1."""
    taken: Flags
    """The lines of the best cut, as of a whole page."""
    expected_f1: float
    """Of that cut."""
    regime: Regime


def score(lines: Sequence[Block], model: LineModel | None = None) -> Scores | None:
    """The scores of the blocks of a text, by the shipped model if none is given; None for too few or too many."""
    if not MIN_LINES <= len(lines) <= MAX_LINES:
        return None
    model = model or shipped_model()
    features = line_features([line.text for line in lines], np.array([line.gap_before for line in lines]))
    sure = probabilities(features, model.network)
    taken, expected = best_cut(sure, np.array([line.words for line in lines], np.float32))
    return Scores(sure, taken, expected, regime_of(sure, taken, model.regime))
