"""What of a page may tell its metadata, as strings: the page and its tree can go before anybody asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scrubber.article import Candidate
from scrubber.cleaner.element_words import words_of_names
from scrubber.cleaner.metadata.addresses import read_canonical_url
from scrubber.cleaner.metadata.marks import MAX_AROUND
from scrubber.cleaner.metadata.said import Said, gather
from scrubber.cleaner.metadata.titles import read_title
from scrubber.cleaner.opening import Opening, read_opening
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block, BlockKind, Page, host_of

MAX_LINES = 30
MAX_LINE_WORDS = 40
MAX_PARAGRAPHS = 3  # below the headline, between which a byline may stand
MAX_TELLING_WORDS = 12
LINES_ABOVE = 12  # of a headline; a date may stand over it

_ASIDE = frozenset({"related", "comment", "comments"})
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Evidence:
    """What was taken from a page."""

    url: str | None
    titles: Sequence[Candidate[str]]
    """The candidates for the headline, the chosen one first: cleaning needs it."""
    lines: tuple[Block, ...] = ()
    """Short lines around the headline, in which a byline and a date may stand."""
    said: Said | None = None
    """None for plain text."""
    opening: Opening | None = None
    """Of a plain text."""

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.titles[0].value if self.titles else None

    @cached_property
    def host(self) -> str | None:
        """The host that the page is from, or that it names as its own."""
        canonical = read_canonical_url(self.said, None) if self.said and not self.url else []
        for address in (self.url, *(one.value for one in canonical)):
            if host := host_of(address):
                return host
        return None


def gather_evidence(page: Page, tree: object) -> Evidence:
    """The evidence of a page; `tree` is its `lxml.html.HtmlElement`, None for plain text."""
    if page.html is None:
        opening = read_opening(page.blocks)
        titles = [Candidate(opening.title, "text")] if opening.title else []
        return Evidence(page.url, titles, opening=opening)
    said = gather(tree)  # type: ignore[arg-type]
    titles = read_title(said, page.blocks, page.url)
    return Evidence(page.url, titles, tuple(_lines_around(page.blocks, titles[0].value if titles else "")), said)


def _lines_around(blocks: Sequence[Block], title: str) -> list[Block]:
    """Short lines from above the headline to the second paragraph below it; further off, those that tell of
    publication."""
    start = next((block.index for block in blocks if block.text == title), None)
    if start is None:
        start = next((block.index for block in blocks if block.kind is BlockKind.HEADING), 0)
    found: list[Block] = []
    paragraphs = 0
    for block in blocks[max(0, start - LINES_ABOVE) :]:
        if paragraphs < MAX_PARAGRAPHS and len(found) < MAX_LINES:
            paragraphs += block.index > start and is_prose(block)
            if block.text and (block.words <= MAX_LINE_WORDS or paragraphs == 1) and not _is_aside(block):
                found.append(block)
        elif block.words <= MAX_TELLING_WORDS and tells_of_publication(block.text) and not _is_aside(block):
            found.append(block)
    return found


def _is_aside(block: Block) -> bool:
    """Whether a line is of a picture, a comment or another article; more names cost more bylines than they keep out."""
    names = (words_of_names(f"{one.classes} {one.identifier}") for one in block.inside[-MAX_AROUND:])
    return block.kind is BlockKind.CAPTION or any(not _ASIDE.isdisjoint(words) for words in names)


def tells_of_publication(text: str) -> bool:
    """Whether a line begins with a word such as "published", and gives a year.

    >>> tells_of_publication("Published on 3 May 2024"), tells_of_publication("He published it")
    (True, False)
    """
    return _YEAR.search(text) is not None and not phrases("published").words.isdisjoint(words_of(text)[:3])
