"""Stray lines: what stands in the middle of a plain text and is no part of it, though no phrase gives it away."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import ends_like_sentence
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block

JUNK = 0.1  # how sure a line of a half-clean text may be content at most; of a flattened page, the best cut decides


@page_rule(drops=[], keeps=[Example("A line.\n\nAnother line.")], budget=0.34)
def stray_line(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop lines of plain text that by their shape, place and neighbours are no part of the text around them."""
    scores = draft.line_scores
    if scores is None:
        return
    from scrubber.cleaner.plain_text.regime import Regime  # numpy

    is_page = scores.regime is Regime.PAGE
    for block in draft.kept_texts():
        sure = float(scores.sure[block.index])
        if is_judged(block) and (not scores.taken[block.index] if is_page else sure < JUNK):
            yield block, f"{_look(block)} that is no part of the text around it (content at {sure:.0%})"


def _look(block: Block) -> str:
    if ends_like_sentence(block.text):
        return "a sentence"
    return f"a line of {block.words} words without a stop" if block.words > 1 else "a line of one word"
