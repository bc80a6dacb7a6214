"""What is measured of each line of a text: what it is, its wording, and the words that it shares with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.plain_text.cohesion import cohesion
from scrubber.cleaner.plain_text.lexicon import worded
from scrubber.cleaner.scoring.lines import measure_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrubber.cleaner.scoring.characters import Flags, Floats


def line_features(lines: Sequence[str], has_gap: Flags) -> Floats:
    """n × 102: the features of n lines, of which none is empty; `has_gap`: a blank line stands before it.

    >>> line_features(["Home", "The council met on Monday and voted for it."], np.array([True, True])).shape
    (2, 102)
    """
    measured, is_prose = measure_lines(lines, has_gap)
    return np.concatenate([measured, worded(lines), cohesion(lines, is_prose)], axis=1)
