"""Is it prose? By its length and its end, in any script."""

from __future__ import annotations

from collections.abc import Iterable

from scrubber.page import Block, BlockKind
from scrubber.scripts import ends_like_sentence

MIN_PROSE_WORDS = 8  # a shorter block is a label as often as a sentence


def is_prose(block: Block) -> bool:
    """Whether a block is prose: eight words or more that end like a sentence.

    >>> is_prose(Block(0, "The council met on Monday and voted for it.", words=9))
    True
    >>> is_prose(Block(0, "Read more about the council and its many votes", words=9))
    False
    """
    return block.words >= MIN_PROSE_WORDS and ends_like_sentence(block.text)


def prose_words(blocks: Iterable[Block]) -> int:
    """Words of the blocks that are prose."""
    return sum(block.words for block in blocks if is_prose(block))


def is_code_or_verse(block: Block) -> bool:
    """Whether a block is code, or a line right below another one, such as that of a poem."""
    return block.kind is BlockKind.CODE or (block.kind is BlockKind.PARAGRAPH and not block.gap_before)


def heads_prose(block: Block, below: Block | None) -> bool:
    """Whether a block is a heading with prose right below it; in plain text, a word of its own."""
    if block.kind is not BlockKind.HEADING and (block.link_density is not None or block.words > 1):
        return False
    if below is None:
        return False
    return is_prose(below) or (below.words >= MIN_PROSE_WORDS and below.text.endswith((":", "：")))
