"""From how sure the lines are to which of them are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scrubber.cleaner.scoring.characters import Flags, Floats


def best_cut(sure: Floats, words: Floats, beta: float = 1.0) -> tuple[Flags, float]:
    """The surest lines, so many that the word F1 to be expected of them is the highest; and that F1, 0 to 1.

    Of lines in falling order, the prefix that maximises 2·Σpw / (Σw + Σ over all lines of pw). A `beta` other than 1
    makes it Fβ, to which recall counts β times as much as precision (van Rijsbergen 1979).

    >>> taken, expected = best_cut(np.array([0.9, 0.1, 0.8, 0.45]), np.array([20.0, 2.0, 30.0, 10.0]))
    >>> taken.tolist(), round(expected, 2)
    ([True, False, True, True], 0.87)
    >>> best_cut(np.array([]), np.array([]))
    (array([], dtype=bool), 0.0)
    """
    if not len(sure):
        return np.zeros(0, bool), 0.0
    order = np.argsort(-sure, kind="stable")
    content, taken = np.cumsum((sure * words)[order]), np.cumsum(words[order])
    expected = (1 + beta**2) * content / (taken + beta**2 * content[-1] + 1e-9)
    best = int(np.argmax(expected))
    chosen = np.zeros(len(sure), bool)
    chosen[order[: best + 1]] = True
    return chosen, float(expected[best])
