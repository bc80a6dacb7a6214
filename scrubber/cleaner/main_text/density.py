"""The densest run of paragraphs: a linear choice for pages that nothing better can judge.

Prose counts for its words, everything else against; the run with the largest sum is the main text (maximum subarray,
as in the body text extraction of Arasu and of Finn, Kushmerick and Smyth, "Fact or fiction", 2001).
"""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.cleaner.prose import is_prose
from scrubber.page import Block, BlockKind

MAX_LINK_DENSITY = 0.5
NOISE_WEIGHT = 6.0  # words of prose that one line of something else outweighs
MIN_RUN_WORDS = 12  # a shorter run is a slogan


def densest_run(blocks: Sequence[Block]) -> set[int]:
    """The indices of the blocks in the run, lists of links inside it left out; empty for a page without prose."""
    best, best_range = 0.0, (0, 0)
    total, start = 0.0, 0
    for position, block in enumerate(blocks):
        if total <= 0:
            total, start = 0.0, position
        total += _weight(block)
        if total > best:
            best, best_range = total, (start, position + 1)
    if best < MIN_RUN_WORDS:
        return set()
    run = blocks[slice(*best_range)]
    return {block.index for block in run if block.text and (block.link_density or 0.0) <= MAX_LINK_DENSITY}


def _weight(block: Block) -> float:
    density = block.link_density or 0.0
    if block.kind is BlockKind.IMAGE:
        return 0.0
    if density <= MAX_LINK_DENSITY and (is_prose(block) or block.words > 40):
        return block.words * (1 - density)
    if block.kind in {BlockKind.HEADING, BlockKind.CODE, BlockKind.TABLE_ROW}:
        return -1.0
    return -NOISE_WEIGHT
