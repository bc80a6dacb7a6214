"""What the choice of the main text lost: losing a paragraph is worse than leaving a teaser."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, Rule
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block, BlockKind

NAME = "restored"
MAX_LEAD = 3  # blocks of a standfirst above the first kept one
MAX_GAP = 6  # blocks that fell together; a longer stretch is another part of the page
MAX_LINK_DENSITY = 0.3  # a paragraph of an article rarely links more of its text
_GROUPED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.TERM, BlockKind.DEFINITION, BlockKind.CODE})


def _judge(draft: Draft) -> Iterator[Verdict]:
    """Bring back headings right above kept text, a standfirst above the first kept block, and what stands between two
    kept blocks in the same container: paragraphs, items of a list that was kept in part, code and rows of data."""
    if draft.page.html is None:
        return
    kept = [block.index for block in draft.kept() if block.text]
    if kept:
        yield from _restored_above(draft, kept[0])
    for before, after in pairwise(kept):
        if 1 < after - before <= MAX_GAP + 1:
            yield from _restored_between(draft, before, after)


def _restored_above(draft: Draft, first: int) -> Iterator[Verdict]:
    blocks = draft.page.blocks
    for block in reversed(blocks[max(0, first - MAX_LEAD) : first]):
        if not _may_return(draft, block) or not is_prose(block) or _container(block) != _container(blocks[first]):
            return
        yield Verdict(block.index, True, NAME, "prose right above the first kept block, in the same container")


def _may_return(draft: Draft, block: Block) -> bool:
    verdict = draft.naming_verdict(block)
    return verdict is not None and verdict.rule == MAIN_TEXT and (block.link_density or 0.0) <= MAX_LINK_DENSITY


def _restored_between(draft: Draft, before: int, after: int) -> Iterator[Verdict]:
    blocks = draft.page.blocks
    above, below = blocks[before], blocks[after]
    for block in blocks[before + 1 : after]:
        if _may_return(draft, block) and (reason := _reason(block, above, below)):
            yield Verdict(block.index, True, NAME, reason)


def _reason(block: Block, above: Block, below: Block) -> str | None:
    if block.kind is BlockKind.HEADING:
        is_above = block.index == below.index - 1 and below.kind is not BlockKind.HEADING
        return "heads text that was kept" if is_above and _container(block) == _container(below) else None
    if block.kind in _GROUPED and block.kind in {above.kind, below.kind} and block.place in {above.place, below.place}:
        return "stands in a list, a table or code that was kept in part"
    if is_prose(block) and _container(block) in {_container(above), _container(below)}:
        return "prose between two kept blocks of the same container"
    return None


def _container(block: Block) -> str:
    return block.place.rpartition(" > ")[0]


restored = Rule(
    NAME,
    _judge,
    _judge.__doc__ or "",
    keeps=(Example("Plain text has no main text to restore to."),),
)
