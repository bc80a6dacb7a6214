"""The margin of the main text: what is no part of it, but stands between its blocks or right beside them.

A line there is what the polishing rules are for: they tell a newsletter from a byline, and give the removal its name.
So it comes back for them, and what none of them claims goes in the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.rule import page_rule, restoring_rule
from scrubber.page import Block

LONGEST_GAP = 4  # blocks between two of the main text; more of them are another part of the page
LONGEST_EDGE = 6  # blocks above the first or below the last, in the element that holds it


@restoring_rule(keeps=["Plain text has no elements."])
def margin(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Bring back, for the rules that follow, what stands between two kept blocks, and beside the first and the last.

    Of the scorer's choice, which is made line by line; trafilatura leaves out whole boxes, and they stay out.
    """
    if draft.confidence is None or not (kept := draft.kept_texts()):
        return
    blocks = draft.page.blocks
    found: list[Block] = []
    for above, below in pairwise(kept):
        between = [block for block in blocks[above.index + 1 : below.index] if block.text]
        found += between if len(between) <= LONGEST_GAP else ()
    first, last = kept[0], kept[-1]
    found += _beside(first, blocks[max(0, first.index - LONGEST_EDGE) : first.index][::-1])
    found += _beside(last, blocks[last.index + 1 : last.index + 1 + LONGEST_EDGE])
    for block in found:
        if draft.fell_under(block, MAIN_TEXT):
            yield block, "stands beside the main text: for other rules to name"


@page_rule(drops=[], keeps=["Plain text has no elements."], budget=1.0)
def unclaimed(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop what came back for the rules to name, if none of them did."""
    reasons = {verdict.block: verdict.reason for verdict in draft.verdicts if verdict.rule == MAIN_TEXT}
    for verdict in draft.verdicts:
        if verdict.rule == margin.name and draft.is_kept(block := draft.page.blocks[verdict.block]):
            yield block, reasons[verdict.block]


def _beside(edge: Block, following: Sequence[Block]) -> list[Block]:
    """The blocks, from the edge on, that stand in the element that holds it."""
    home = edge.inside[-2] if len(edge.inside) > 1 else None
    for count, block in enumerate(following):
        if home is None or home not in block.inside:
            return list(following[:count])
    return list(following)
