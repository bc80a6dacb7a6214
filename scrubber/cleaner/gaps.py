"""Where something has fallen, the blank line beside it stays."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.page import Block


def with_gaps(blocks: Sequence[Block], kept: Sequence[Block]) -> tuple[Block, ...]:
    """The kept blocks; where something with a gap before it has fallen between two of them, the gap stays."""
    result, previous = [], -1
    for block in kept:
        gap = block.gap_before or any(blocks[index].gap_before for index in range(previous + 1, block.index))
        result.append(block if gap == block.gap_before else block.moved(block.index, gap_before=gap))
        previous = block.index
    return tuple(result)
