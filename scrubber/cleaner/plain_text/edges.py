"""May a text be a whole page? Asked before its lines are scored: most texts that are clean need not be."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.cleaner.plain_text import MAX_CHARACTERS, MAX_LINES, MIN_LINES
from scrubber.cleaner.prose import is_prose
from scrubber.page import Block

TOP = 10  # lines, of which half or more are no prose on a whole page: its title, its menu, its headline
MIN_OTHERS = 5


def has_size_of_page(blocks: Sequence[Block]) -> bool:
    """Whether a text is of a size for which scores tell anything."""
    if not MIN_LINES <= len(blocks) <= MAX_LINES:
        return False
    return sum(len(block.text) for block in blocks) <= MAX_CHARACTERS


def may_be_page(blocks: Sequence[Block]) -> bool:
    """Whether so many of the first lines are no prose that the text may be a whole page."""
    return sum(not is_prose(block) for block in blocks[:TOP]) >= MIN_OTHERS
