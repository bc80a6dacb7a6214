"""Stray lines: what stands inside or below a plain text and is no part of it, though no phrase gives it away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrubber.cleaner.dates import date_in
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.plain_text import MIN_TELLING_LINES
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block
from scrubber.scripts import ends_like_sentence

if TYPE_CHECKING:
    from scrubber.cleaner.plain_text.scores import Scores

SURE = 0.5  # the last line that is more likely content than not ends a half-clean text
# How sure a line may be content at most to fall. On pages that the model had not seen, of lines just below these
# limits one in four is content, of prose one in ten.
JUNK_BELOW = 0.2  # the end of a half-clean text
JUNK_INSIDE = 0.15  # up to 0.3 it would take 5 % more of the junk inside, and 0.15 % more of the words of clean texts
MAX_BELOW = 40  # lines below that end; what has more goes on, with a list or a table
JUNK_OF_PAGE = 0.2  # inside the body of a flattened page, where the best cut is for leaving it out
JUNK_PROSE = 0.1


@page_rule(drops=[], keeps=[Example("A line.\n\nAnother line.")], budget=0.34)
def stray_line(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop lines of plain text that by their shape, place and neighbours are no part of the text around them."""
    is_page = draft.is_whole_page
    if not (is_page or _has_junk(draft)) or (scores := draft.line_scores) is None:
        return
    start, end = (0, scores.sure.size) if is_page else _extent(draft, scores)
    for block in draft.kept_texts():
        limit = JUNK_OF_PAGE if is_page else JUNK_BELOW if block.index > end else JUNK_INSIDE
        sure = float(scores.sure[block.index])
        is_left_out = not (is_page and scores.taken[block.index])
        if is_left_out and block.index >= start and sure < _limit(block, limit) and _may_go(block, is_page):
            where = "below the end of the text" if block.index > end else "no part of the text around it"
            yield block, f"{_look(block)}, {where} (content at {sure:.0%})"


def _may_go(block: Block, is_page: bool) -> bool:
    """Whether looks may decide: of a half-clean text a line that gives a date may be a part of what it tells."""
    return is_judged(block) and (is_page or date_in(block.text) is None)


def _has_junk(draft: Draft) -> bool:
    """Whether another rule has found something: of a text that is clean already, nothing goes for its looks."""
    return bool(draft.verdicts) and len(draft.page.blocks) >= MIN_TELLING_LINES


def _extent(draft: Draft, scores: Scores) -> tuple[int, int]:
    """From the first paragraph of a half-clean text, below its headline and byline, to the last line of its own.

    The end is that of the text where so much follows that it cannot be told.
    """
    blocks = draft.page.blocks
    start = next((block.index for block in blocks if is_prose(block)), 0)
    end = max((block.index for block in blocks if scores.sure[block.index] > SURE), default=0)
    return start, end if len(blocks) - end <= MAX_BELOW else len(blocks)


def _limit(block: Block, limit: float) -> float:
    return min(limit, JUNK_PROSE) if is_prose(block) else limit


def _look(block: Block) -> str:
    if ends_like_sentence(block.text):
        return "a sentence"
    return f"a line of {block.words} words without a stop" if block.words > 1 else "a line of one word"
