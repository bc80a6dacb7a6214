"""Which texts are whole pages: a logistic regression on the evidence of `cleaner/plain_text/regime.py`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 30
RIDGE = 1.0


def fit_logistic(evidence: Sequence[NDArray[np.float32]], is_page: Sequence[bool]) -> NDArray[np.float32]:
    """The weights of the evidence, by Newton's method; all but that of the constant are held small.

    Both answers weigh the same, however many texts each has.

    >>> rows = [np.array([1.0, x]) for x in (0, 1, 2, 7, 8, 9)]
    >>> [bool(weight > 0) for weight in fit_logistic(rows, [False, False, False, True, True, True])]
    [False, True]
    """
    x, y = np.asarray(evidence, np.float64), np.asarray(is_page, np.float64)
    mass = np.where(y == 1, 0.5 / max(y.mean(), 1e-9), 0.5 / max(1 - y.mean(), 1e-9))
    held = RIDGE * np.diag([0.0, *[1.0] * (x.shape[1] - 1)])
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (mass * (p - y)) + held @ weights
        curve = (x * (mass * p * (1 - p) + 1e-9)[:, None]).T @ x + held + 1e-9 * np.eye(x.shape[1])
        weights -= np.linalg.solve(curve, slope)
    return weights.astype(np.float32)
