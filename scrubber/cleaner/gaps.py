"""Where something has fallen, the blank line beside it stays."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.page import Block


def with_gaps(blocks: Sequence[Block], kept: Sequence[Block]) -> tuple[Block, ...]:
    """The kept blocks; where something with a gap before it has fallen between two of them, the gap stays."""
    result, previous = [], -1
    for block in kept:
        fallen = range(previous + 1, block.index)
        if fallen and not block.gap_before and any(blocks[index].gap_before for index in fallen):
            block = block.moved(block.index, gap_before=True)
        result.append(block)
        previous = block.index
    return tuple(result)
