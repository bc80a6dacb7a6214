"""What stands above the first paragraph of a plain text: its headline, who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scrubber.cleaner.author_names import byline_names
from scrubber.cleaner.credits import split_credit
from scrubber.cleaner.dates import date_in
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.wording import words_of
from scrubber.page import Block, BlockKind
from scrubber.scripts import GOES_ON, ends_like_sentence

MIN_TITLE_WORDS, MAX_TITLE_WORDS = 3, 30
MIN_ECHO_WORDS = 2  # of a headline that the title of the page says, too
MAX_TITLE_CHARACTERS = 400  # of a page, with the names of its section and its site
LINES_BELOW_TITLE = 15  # in which byline and date stand, of a page with its share bar
TITLE_PARTS = re.compile(r"\s+(?:[|·•»–—-]|::)\s+")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a text says of itself before it begins."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601."""


def read_opening(lines: Sequence[Block]) -> Opening:
    """The opening of a text.

    >>> texts = ["The mill burns - The Gazette", "Home", "The mill burns", "By Ann Lee and Bo Ek", "3 May 2024"]
    >>> read_opening([Block(index, text, words=len(text.split())) for index, text in enumerate(texts)])
    Opening(title='The mill burns', authors=('Ann Lee', 'Bo Ek'), date='2024-05-03')
    """
    if not lines or any(line.kind is not BlockKind.PARAGRAPH for line in lines[:2]):
        return Opening()
    place = _title_place(lines)
    authors: tuple[str, ...] = ()
    date = None
    start = 0 if place is None else place + 1
    for line in lines[start : start + LINES_BELOW_TITLE]:
        if is_prose(line):
            break
        authors = authors or byline_names(line)
        date = date or date_in(line.text)
    return Opening(None if place is None else lines[place].text, authors, date)


def _title_place(lines: Sequence[Block]) -> int | None:
    """Where the headline stands: where the title of the page is said again, or on the first line."""
    first = lines[0].text
    if len(first) > MAX_TITLE_CHARACTERS:
        return None
    said = {words_of(part) for part in (first, *TITLE_PARTS.split(first)) if len(part.split()) >= MIN_ECHO_WORDS}
    echoes = [
        place for place, line in enumerate(lines[1:], 1) if len(line.text) <= len(first) and words_of(line.text) in said
    ]
    if echoes:  # the name of the site is the shorter part
        return max(echoes, key=lambda place: (lines[place].words, -place))
    return 0 if _is_title(lines) else None


def _is_title(lines: Sequence[Block]) -> bool:
    """Whether the first line heads a text whose first paragraph is near."""
    line, below = lines[0], lines[1 : 1 + LINES_BELOW_TITLE]
    return (
        MIN_TITLE_WORDS <= line.words <= MAX_TITLE_WORDS
        and not (ends_like_sentence(line.text) and line.text[-1] not in "?!？！")
        and line.text[-1] not in GOES_ON
        and line.text[-1] != "…"
        and not byline_names(line)
        and split_credit(line.text)[1] is None
        and (date_in(line.text) is None)
        and any(is_prose(one) for one in below)
        and not any(one.text.startswith(line.text.rstrip("…. ")) for one in below)
    )
