"""The words that a line shares with the prose of its page: what belongs to an article speaks of the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.scoring.characters import Kind, codes_and_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.scoring.characters import Flags, Floats

MIN_CHARACTERS = 4  # shorter words are in every line; a character of a script without spaces is a word
MAX_RARE_SHARE = 0.1  # of the lines, for a word that is rare on its page
MIN_RARE = 3

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse; its bits are well mixed


def cohesion(lines: Sequence[str], is_prose: Flags) -> NDArray[np.float32]:
    """n × 9: shares of a line's words that other lines hold, other lines of prose hold, the first line holds.

    >>> found = cohesion(["Bridge", "The bridge was built.", "The bridge fell.", "Menu"], np.array([0, 1, 1, 0], bool))
    >>> found[:, 0].tolist()
    [1.0, 0.5, 0.5, 0.0]
    """
    n = len(lines)
    words, owners, tells = _words(lines)
    by_word = len(tells)
    pairs = np.unique(owners.astype(np.int64) * by_word + words)  # each word once a line
    rows, words = pairs // by_word, pairs % by_word
    in_lines = np.bincount(words, minlength=by_word)
    in_prose = np.bincount(words[is_prose[rows]], minlength=by_word)
    first = np.zeros(by_word, bool)
    first[words[rows == 0]] = True
    told = tells[words]
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


def _words(lines: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp], Flags]:
    """The words of all lines as numbers, the line of each, and which of the numbers stand for words that tell."""
    codes, kinds = codes_and_kinds("\n".join(lines).lower() + "\n")
    is_letter, is_character = kinds <= Kind.LETTER, kinds == Kind.UNSPACED
    edges = np.diff(is_letter, prepend=False, append=False).nonzero()[0]
    starts = np.concatenate([edges[::2], is_character.nonzero()[0]])
    ends = np.concatenate([edges[1::2], starts[len(edges) // 2 :] + 1])
    _, first, words = np.unique(_hashes(codes, starts, ends), return_index=True, return_inverse=True)
    tells = (ends - starts >= MIN_CHARACTERS) | is_character[starts]
    return words, np.cumsum(kinds == Kind.LINE_END)[starts], tells[first]


def _hashes(codes: NDArray[np.uint32], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.uint64]:
    """A number for the characters of each span, the same for the same characters: a polynomial, modulo 2⁶⁴."""
    powers = np.cumprod(np.full(len(codes), _BASE, np.uint64))
    sums = np.concatenate([[np.uint64(0)], np.cumsum(codes * powers)])
    inverses = np.cumprod(np.full(len(codes), pow(_BASE, -1, 1 << 64), np.uint64))
    found: NDArray[np.uint64] = (sums[ends] - sums[starts]) * inverses[starts]
    return found
