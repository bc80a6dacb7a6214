"""Has a text lines around its prose? Asked before its lines are scored: most texts need not be."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.cleaner.prose import is_prose
from scrubber.page import Block

MIN_AROUND = 4  # lines that are no prose, above the first paragraph and below the last; no whole page has fewer


def may_be_page(blocks: Sequence[Block]) -> bool:
    """Whether so many lines stand around the prose of a text that it may be a whole page."""
    around = 0
    for ends in (blocks, reversed(blocks)):
        for block in ends:
            if around >= MIN_AROUND or is_prose(block):
                break
            around += 1
    return around >= MIN_AROUND
