"""Is a text a whole page, flattened, or an article that some junk is left in? Told by how sure its lines are content.

A flattened page has its navigation above the article and its footer below; a half-clean text begins and ends with the
article, a few lines aside. Of a page the body is cut out; of a half-clean text only what is surely junk goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scrubber.cleaner.scoring.characters import Flags, Floats

# Log-odds. A body that is taken for a page loses little, for the cut fits it nearly as well; a page that is taken for a
# body keeps its menu.
MIN_EVIDENCE = -0.5
LOW = 0.2  # below it a line is junk
MOST_ABOVE, MOST_BELOW = 30, 60  # lines beside the body; more of them say no more


def is_whole_page(sure: Floats, taken: Flags, fitted: Floats) -> bool:
    """Whether n lines are a whole page; `taken` are those of the best cut, `fitted` the weights of the evidence."""
    return float(evidence(sure, taken) @ fitted) > MIN_EVIDENCE


def evidence(sure: Floats, taken: Flags) -> Floats:
    """What tells a page: 9 numbers, 1 being the first; their weighted sum is the log-odds that the text is one."""
    n = len(sure)
    places = np.flatnonzero(taken)
    above, below = (int(places[0]), n - 1 - int(places[-1])) if len(places) else (n, n)
    return np.array(
        [
            1.0,
            np.log1p(above),
            np.log1p(below),
            np.mean(sure < LOW),
            np.mean(sure),
            np.log1p(n),
            min(above, MOST_ABOVE),
            min(below, MOST_BELOW),
            not above and not below,
        ],
        np.float32,
    )
