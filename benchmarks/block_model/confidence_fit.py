"""From the F1 that a cut expects to the F1 that such pages have: fitted on pages that the model has not seen."""

from collections.abc import Sequence

import numpy as np

from benchmarks.training.gradient import Floats

BINS = 12  # of as many pages each


def fit_confidence(pairs: Sequence[tuple[float, float]]) -> Floats:
    """2 × k: expected F1 and measured F1, both rising, from such pairs of pages.

    >>> fit_confidence([(0.2, 0.1), (0.4, 0.3)] * 12)[:, -1].round(2).tolist()
    [0.4, 0.3]
    """
    ordered = np.array(sorted(pairs))
    bins = [part.mean(axis=0) for part in np.array_split(ordered, min(BINS, len(ordered)))]
    expected, measured = np.array(bins).T
    rising = np.maximum.accumulate(measured)
    found: Floats = np.array([[0.0, *expected], [0.0, *rising]], np.float32)
    return found
