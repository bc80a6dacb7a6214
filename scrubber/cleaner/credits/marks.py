"""Marks of a credit: "Photo:", "Foto von", "图源：". Where one begins, the caption ends."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.credits.names import opens_like_name
from scrubber.cleaner.wording import folded, phrases, unglued, words_of
from scrubber.cleaner.wording.words import WORD
from scrubber.scripts import SENTENCE_ENDS

MARK_CHARACTERS = 60  # the longest mark has half as many
MAX_MARK_WORDS = 4  # "crédito de la foto"

_BEFORE_SOURCE = frozenset("([（【|–—" + SENTENCE_ENDS)
_BEFORE_LOWER_CASE = frozenset("([（【|" + SENTENCE_ENDS)


def mark_before(text: str, end: int) -> int | None:
    """Where a mark begins that ends at `end`: after a stop, a bracket or a space, or glued to the word before it.

    A mark opens with a capital where its script has them; in lower case it is a word of a sentence, unless it follows
    a stop or a bracket.
    """
    offset = max(0, end - MARK_CHARACTERS)
    words = list(WORD.finditer(text[offset:end]))[-MAX_MARK_WORDS:]
    if not words or not text[:end].rstrip(".").endswith(words[-1][0]):
        return None
    last = words[-1][0]
    if folded(last) not in _last_words_of_marks():
        part = unglued(last).rpartition(" ")[2]
        begin = offset + words[-1].end() - len(part)
        return begin if len(part) < len(last) and _is_mark(part) else None
    for first in words:
        begin = offset + first.start()
        if _is_mark(text[begin:end]) or (
            text[:begin].rstrip()[-1:] in _BEFORE_LOWER_CASE and _is_known(text[begin:end])
        ):
            return begin
    return None


def _is_mark(text: str) -> bool:
    return opens_like_name(text) and _is_known(text)


def _is_known(text: str) -> bool:
    return words_of(text) in _marks()


def opening_source(text: str) -> int | None:
    """Where a word such as "Source" begins that is all of a text, or all behind its last stop or bracket.

    In a line of text it says where news is from; below a picture it is a mark.
    """
    begin = max(text.rfind(sign) for sign in _BEFORE_SOURCE) + 1
    begin += len(text[begin:]) - len(text[begin:].lstrip())
    return begin if words_of(text[begin:]) in _sources() else None


@cache
def _sources() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(mark) for mark in phrases("source").marks)


@cache
def _marks() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(mark) for mark in phrases("credit").marks)


@cache
def _last_words_of_marks() -> frozenset[str]:
    return frozenset(mark[-1] for mark in _marks())


@cache
def spaced_words() -> frozenset[str]:
    """Words of which one tells that there may be a credit, where no sign does."""
    words = {word.split()[0] for word in phrases("credit").words}
    return frozenset(
        {
            "Fot.",
            "fot.",
            "Rys.",
            "rys.",
            "(Fot.",
            "(fot.",
            *words,
            *(word.title() for word in words),
            *(word.upper() for word in words),
        }
    )


@cache
def prepositions() -> re.Pattern[str]:
    """Words that may stand for the colon of a mark, before a name."""
    words = "|".join(sorted({re.escape(word) for word in phrases("credit").words}, key=lambda word: (-len(word), word)))
    return re.compile(rf"\s(?i:{words})\s+(?=[^\W\d_a-z])")
