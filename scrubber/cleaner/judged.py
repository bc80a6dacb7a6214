"""Which blocks wording can tell anything of."""

from __future__ import annotations

from scrubber.page import Block, BlockKind

# Of a text that a rule is asked about: a megabyte without a space is one word, and no boilerplate.
MAX_JUDGED_CHARACTERS = 5000
_NOT_JUDGED = frozenset({BlockKind.CODE, BlockKind.IMAGE, BlockKind.TABLE_ROW})


def is_judged(block: Block) -> bool:
    """Whether wording can tell anything of a block: code, images, rows of data and very long texts are left alone."""
    return block.kind not in _NOT_JUDGED and len(block.text) <= MAX_JUDGED_CHARACTERS
