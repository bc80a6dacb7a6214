"""Which lines are worded like boilerplate: a coarse look-up in the wording data, fast enough for every line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.wording import phrases, words_of
from scrubber.cleaner.wording.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CATEGORIES = (
    "ad", "app", "bio", "breadcrumb", "byline", "comments", "cookie", "copyright", "credit", "follow", "navigation",
    "newsletter", "related", "share", "staff", "subscription",
)  # fmt: skip
MAX_LINE_CHARACTERS = 80  # of a line that is one phrase
MAX_OPENED_CHARACTERS = 200  # of a line that begins with one
OPENING_CHARACTERS = 60

Columns = tuple[int, ...]


def worded(lines: Sequence[str]) -> NDArray[np.float32]:
    """n × 32, 0 or 1: whether the line is a phrase of each category; whether it begins with one.

    >>> found = worded(["Advertisement", "Follow us on the river", "The council met."])
    >>> [(row, CATEGORIES[column % len(CATEGORIES)]) for row, column in np.argwhere(found).tolist()]
    [(0, 'ad'), (1, 'follow')]
    """
    found = np.zeros((len(lines), 2 * len(CATEGORIES)), np.float32)
    for row, line in enumerate(lines):
        if len(line) <= MAX_OPENED_CHARACTERS and (columns := _columns(line)):
            found[row, list(columns)] = 1.0
    return found


def _columns(line: str) -> Columns:
    by_line, by_opening = _phrases()
    words = words_of(line if len(line) <= MAX_LINE_CHARACTERS else line[:OPENING_CHARACTERS])
    if not words:
        return ()
    if len(line) <= MAX_LINE_CHARACTERS and (columns := by_line.get(words)):
        return columns
    openings = by_opening.get(words[0])
    if openings is None:
        return ()
    return tuple({column for phrase, column in openings if words[: len(phrase)] == phrase})


@cache
def _phrases() -> tuple[dict[Words, Columns], dict[str, tuple[tuple[Words, int], ...]]]:
    """Columns by whole lines, and openings with their columns by first words."""
    lines: dict[Words, set[int]] = {}
    openings: dict[str, set[tuple[Words, int]]] = {}
    for column, category in enumerate(CATEGORIES):
        of_category = phrases(category)
        for words in (*of_category.lines, *of_category.counted):
            lines.setdefault(words, set()).add(column)
        for by_word in (of_category.opens, of_category.marks_by_word):
            for first, same in by_word.items():
                openings.setdefault(first, set()).update((words, column + len(CATEGORIES)) for words in same)
    lines.pop((), None)
    return (
        {words: tuple(sorted(columns)) for words, columns in lines.items()},
        {first: tuple(sorted(same)) for first, same in openings.items()},
    )
