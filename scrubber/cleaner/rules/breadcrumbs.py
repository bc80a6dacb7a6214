"""Breadcrumbs: the way from the start page to this one."""

from __future__ import annotations

import re

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block
from scrubber.scripts import ends_like_sentence

MAX_WORDS = 25
FIRST_SHARE = 0.2  # of the page's blocks; further down, arrows part the steps of a recipe or the menus of a program
FIRST_BLOCKS = 5
_ARROW = re.compile(r"\s*[›»>|/→·•❯⟩]\s*")


@block_rule(
    drops=[
        "Home › News › Politics",
        "Startseite|Schweiz|",
        "You are here: Home » Valley » Bridges",
        Example(
            "<article><ol class='breadcrumb'><li><a href=/>Valley</a></li><li>Bridges</li></ol>"
            "<p>The council met on Monday and voted for the bridge, nine to four, after a long debate.</p></article>",
            ("Valley", "Bridges"),
        ),
    ],
    keeps=[
        "Home is where the heart is",
        "File > Open > Recent",
        "Home Office > Treasury, as the saying in Whitehall goes.",
        "»Home«, she said, »is a word.«",
    ],
    wording="breadcrumb",
)
def breadcrumb(block: Block, draft: Draft) -> str | None:
    """Drop a line of names set apart by arrows that begins with the start page, near the top."""
    if reason := draft.stands_in(block, "breadcrumb"):
        return reason
    if block.words > MAX_WORDS or block.index > max(FIRST_BLOCKS, FIRST_SHARE * len(draft.page.blocks)):
        return None
    words = phrases("breadcrumb")
    first, *others = _ARROW.split(block.text, maxsplit=1)
    if others and not ends_like_sentence(block.text) and (words.line(first) or words.opening(first)):
        return f"begins with “{first}” and goes on with an arrow"
    return None
