"""Bylines: who wrote a piece of news and when, between its headline and its first paragraph. They are metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrubber.cleaner.author_names import byline_names
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block, BlockKind
from scrubber.scripts import ends_like_sentence

MAX_WORDS = 24
MAX_PARAGRAPHS = 2  # a byline may follow the standfirst; a date may not
_DATE_OR_TIME = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[.:h]\d\d\b|\d{1,2}[./]\d{1,2}[./]\d\d|\d年")
_NEWS = '<html><script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>'
_PROSE = "<p>The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours.</p>"


@page_rule(
    drops=[
        Example(
            f"{_NEWS}<p>By Ann Lee and Bo Ek</p><p>Published: 3 May 2024, 10:14</p>{_PROSE}",
            ("By Ann Lee and Bo Ek", "Published: 3 May 2024, 10:14"),
        )
    ],
    keeps=[
        Example(f"<html><p>By Ann Lee</p><p>3 May 2024</p>{_PROSE}"),
        Example(f"{_NEWS}{_PROSE}<p>3 May 2024</p>{_PROSE}"),
        Example(f"{_NEWS}{_PROSE}{_PROSE}<p>By Ann Lee</p>{_PROSE}"),
        Example(f"{_NEWS}<p>By the river</p><h2>The flood of 1954</h2>{_PROSE}"),
        "By Ann Lee\n\n3 May 2024\n\nThe council met on Monday and voted for the bridge, nine to four.",
    ],
)
def byline(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop, on pages that declare themselves news, lines with names or a date above the first paragraph, or names
    below the standfirst."""
    found = list(_above_text(draft))
    if found and draft.is_news:  # to know it takes longer than to find that there is none
        yield from found


def _above_text(draft: Draft) -> Iterator[tuple[Block, str]]:
    paragraphs = 0
    for block in draft.kept():
        is_short = block.words <= MAX_WORDS and block.kind is not BlockKind.HEADING and is_judged(block)
        if is_short and draft.may_begin(block, "byline") and byline_names(block):
            yield block, "names the author above the first paragraph"
        elif is_prose(block):
            paragraphs += 1
            if paragraphs == MAX_PARAGRAPHS:
                return
        elif not is_short or not block.text or paragraphs:
            continue
        elif _DATE_OR_TIME.search(block.text) and not ends_like_sentence(block.text):
            yield block, "gives the date above the first paragraph"
