"""The words that a line shares with the prose of its page: what belongs to an article speaks of the same things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from scrubber.words import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.plain_text.characters import Flags, Floats

MIN_CHARACTERS = 4  # shorter words are in every line; a character of a script without spaces is a word
MAX_RARE_SHARE = 0.1  # of the lines, for a word that is rare on its page
MIN_RARE = 3
UNSPACED_FROM = "\u0e00"  # the first script without spaces between words, of which each character is a word here

_WORD = re.compile(UNSPACED.pattern + r"|[^\W\d_]+|\n")


def cohesion(lines: Sequence[str], is_prose: Flags) -> NDArray[np.float32]:
    """n × 9: shares of a line's words that other lines hold, other lines of prose hold, the first line holds.

    >>> found = cohesion(["Bridge", "The bridge was built.", "The bridge fell.", "Menu"], np.array([0, 1, 1, 0], bool))
    >>> found[:, 0].tolist()
    [1.0, 0.5, 0.5, 0.0]
    """
    n = len(lines)
    words, owners, counts = _words(lines)
    by_word = len(counts)
    pairs = np.unique(owners.astype(np.int64) * by_word + words)  # each word once a line
    rows, words = pairs // by_word, pairs % by_word
    in_lines = np.bincount(words, minlength=by_word)
    in_prose = np.bincount(words[is_prose[rows]], minlength=by_word)
    first = np.zeros(by_word, bool)
    first[words[rows == 0]] = True
    told = counts[words]  # long enough to tell something
    rows, words = rows[told], words[told]
    others, prose = in_lines[words] - 1, in_prose[words] - is_prose[rows]
    total = np.bincount(rows, minlength=n)
    rare = others < max(MIN_RARE, MAX_RARE_SHARE * n)
    each = np.maximum(total, 1)

    def share(values: NDArray[np.generic], among: Floats | NDArray[np.intp] = each) -> Floats:
        return (np.bincount(rows, weights=values, minlength=n) / among).astype(np.float32)

    return np.column_stack(
        [
            share(prose > 0),
            share(prose > 1),
            share(np.log1p(others)) / 3,
            share(others > 0),
            share(np.sqrt(prose / max(is_prose.sum(), 1))),
            share((prose > 0) & rare, np.maximum(np.bincount(rows[rare], minlength=n), 1)),
            share(first[words]),
            np.minimum(share(first[words], np.full(n, max(total[0], 1))), 1),
            (total == 0).astype(np.float32),
        ]
    )


def _words(lines: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.intp], Flags]:
    """The words of all lines as numbers, the line of each, and which of the numbers stand for words that tell."""
    found = _WORD.findall("\n".join(lines).lower() + "\n")
    numbers: dict[str, int] = {}
    words = np.fromiter((numbers.setdefault(word, len(numbers)) for word in found), np.int32, len(found))
    is_end = words == numbers["\n"]
    tells = np.array([len(word) >= MIN_CHARACTERS or (len(word) == 1 and word >= UNSPACED_FROM) for word in numbers])
    owners = np.cumsum(is_end)
    return words[~is_end], owners[~is_end], tells
