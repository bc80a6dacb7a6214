"""What is measured of each line: its shape, its place, its copies."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.prose import MIN_PROSE_WORDS
from scrubber.cleaner.scoring.characters import Characters, Kind, count_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.scoring.characters import Flags, Floats

LONG_WORDS = 25
MIN_STOPS = 0.1  # a line, in a script that has them
MIN_UNSTOPPED_WORDS = 12  # of prose that ends with none
_LAST_KINDS = (Kind.STOP, Kind.COLON, Kind.COMMA, Kind.DIGIT, Kind.LOWER, Kind.UPPER, Kind.SEPARATOR, Kind.CLOSER)
_FIRST_KINDS = (Kind.LOWER, Kind.UPPER, Kind.DIGIT, Kind.SEPARATOR, Kind.SYMBOL, Kind.OTHER, Kind.CLOSER)


def measure_lines(lines: Sequence[str], has_gap: Flags) -> tuple[Floats, Flags]:
    """n × 61: the features of n lines, of which none is empty; and which of them are prose.

    `has_gap`: a blank line stands before it.

    >>> found, is_prose = measure_lines(["Home", "The council met on Monday and voted for it."], np.array([True, True]))
    >>> found.shape, is_prose.tolist()
    ((2, 61), [False, True])
    """
    found = count_characters(lines)
    words = np.maximum(found.of(Kind.SPACE) + 1, found.of(Kind.UNSPACED) / 2)
    is_prose = (words >= MIN_PROSE_WORDS) & ((found.last == Kind.STOP) | _is_long_and_unstopped(found, words))
    first, last = _caseless(found.first), _caseless(found.last)
    rows = [
        *_shape(found, words),
        is_prose,
        *(last == kind for kind in _LAST_KINDS),
        *(first == kind for kind in _FIRST_KINDS),
        *_copies(lines),
        *_place(words, is_prose),
        has_gap,
        *_page(words, is_prose),
    ]
    return as_columns(rows), is_prose


def as_columns(rows: Sequence[NDArray[np.generic]]) -> Floats:
    """n × k: k features of n numbers each, of whatever type."""
    found = np.empty((len(rows), len(rows[0])), np.float32)
    for place, row in enumerate(rows):
        found[place] = row
    return found.T


def _caseless(kinds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The kinds of some characters, letters without case taken for lower ones."""
    return np.where((kinds == Kind.LETTER) | (kinds == Kind.UNSPACED), np.uint8(Kind.LOWER), kinds)


def _is_long_and_unstopped(found: Characters, words: Floats) -> Flags:
    """Lines that would end with a stop if the text had any, as Thai has none."""
    letters = found.counts[:, Kind.LOWER : Kind.DIGIT].sum()
    has_no_stops = found.of(Kind.UNSPACED).sum() > letters / 2 and found.of(Kind.STOP).sum() < MIN_STOPS * len(words)
    is_one: Flags = (words >= MIN_UNSTOPPED_WORDS) & bool(has_no_stops)
    return is_one


def _shape(found: Characters, words: Floats) -> list[NDArray[np.generic]]:
    """Lengths, and the make-up of a line from kinds of characters."""
    length = found.length
    unspaced, stops, commas = found.of(Kind.UNSPACED), found.of(Kind.STOP), found.of(Kind.COMMA)
    upper, digits, separators = found.of(Kind.UPPER), found.of(Kind.DIGIT), found.of(Kind.SEPARATOR)
    letters = found.of(Kind.LOWER) + upper + found.of(Kind.LETTER) + unspaced
    return [
        np.log1p(length) / 5,
        np.log1p(words) / 4,
        np.minimum(words, 60) / 60,
        words >= MIN_PROSE_WORDS,
        words >= LONG_WORDS,
        words <= 2,
        upper / np.maximum(letters, 1),
        digits / length,
        letters / length,
        (unspaced + found.of(Kind.LETTER)) / np.maximum(letters, 1),
        commas / words,
        np.minimum(commas, 5) / 5,
        np.minimum(found.sentences, 6) / 6,
        stops / words,
        np.minimum(stops, 5) / 5,
        separators / words,
        np.minimum(separators, 3) / 3,
        found.of(Kind.SYMBOL) / words,
        found.of(Kind.COLON) / words,
        found.of(Kind.CLOSER) / words,
        found.of(Kind.OTHER) / length,
        found.capitalised / words,
        found.lower / words,
        np.minimum(found.lower, 20) / 20,
        found.glued / words,
        np.minimum(found.glued, 3) / 3,
        letters / words / 10,
    ]


def _copies(lines: Sequence[str]) -> list[NDArray[np.generic]]:
    """How often the same line stands on the page, and whether it stood there before."""
    count = Counter(lines)
    copies = np.array([count[line] for line in lines], np.float32)
    first = {line: index for index, line in reversed(list(enumerate(lines)))}
    is_later = np.array([first[line] < index for index, line in enumerate(lines)])
    return [np.log1p(copies - 1), copies > 1, is_later]


def _place(words: Floats, is_prose: Flags) -> list[NDArray[np.generic]]:
    """Where a line stands: among the lines, the words, and the prose of the page."""
    n = len(words)
    index = np.arange(n)
    prose = words * is_prose
    so_far, prose_so_far = np.cumsum(words), np.cumsum(prose)
    all_prose = max(float(prose_so_far[-1]), 1.0)
    return [
        index / n,
        1 - np.exp(-index / 10),
        1 - np.exp(-(n - 1 - index) / 10),
        so_far / so_far[-1],
        prose_so_far / all_prose,
        (prose_so_far - prose) / all_prose,
        prose_so_far == 0,
        prose_so_far >= all_prose,
    ]


def _page(words: Floats, is_prose: Flags) -> list[NDArray[np.generic]]:
    """What all lines of a page have in common."""
    total, prose = float(words.sum()), float((words * is_prose).sum())
    values = [
        np.log1p(len(words)) / 8,
        np.log1p(total) / 10,
        prose / total,
        is_prose.mean(),
        np.log1p(prose) / 10,
        (words <= 3).mean(),
    ]
    return [np.full(len(words), value) for value in values]
