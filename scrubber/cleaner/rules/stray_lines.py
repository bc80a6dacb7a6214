"""Stray lines: what stands inside or below a plain text and is no part of it, though no phrase gives it away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import ends_like_sentence
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block

if TYPE_CHECKING:
    from scrubber.cleaner.plain_text.scores import Scores

SURE = 0.5  # the last line that is more likely content than not ends a half-clean text
JUNK_BELOW = 0.2  # how sure a line below that end may be content at most
JUNK_INSIDE = 0.1  # the same of a line above it
JUNK_OF_PAGE = 0.3  # the same inside the body of a flattened page, where the best cut is for leaving it out


@page_rule(drops=[], keeps=[Example("A line.\n\nAnother line.")], budget=0.34)
def stray_line(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop lines of plain text that by their shape, place and neighbours are no part of the text around them."""
    is_page = draft.is_whole_page
    if not (is_page or _has_junk(draft)) or (scores := draft.line_scores) is None:
        return
    end = max(scores.sure.size - 1 if is_page else 0, *(scores.sure > SURE).nonzero()[0].tolist(), 0)
    for block in draft.kept_texts():
        if is_judged(block) and _is_stray(scores, block.index, is_page, is_below=block.index > end):
            where = "below the end of the text" if block.index > end else "no part of the text around it"
            yield block, f"{_look(block)}, {where} (content at {float(scores.sure[block.index]):.0%})"


def _has_junk(draft: Draft) -> bool:
    """Whether another rule has found something: of a text that is clean already, nothing goes for its looks."""
    return bool(draft.verdicts)


def _is_stray(scores: Scores, index: int, is_page: bool, *, is_below: bool) -> bool:
    sure = scores.sure[index]
    if is_page:
        return not scores.taken[index] and bool(sure < JUNK_OF_PAGE)
    return bool(sure < (JUNK_BELOW if is_below else JUNK_INSIDE))


def _look(block: Block) -> str:
    if ends_like_sentence(block.text):
        return "a sentence"
    return f"a line of {block.words} words without a stop" if block.words > 1 else "a line of one word"
