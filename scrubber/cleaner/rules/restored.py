"""What the choice of the main text lost: losing a paragraph is worse than leaving a teaser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import restoring_rule
from scrubber.page import Block, BlockKind, Container
from scrubber.scripts import ends_like_sentence

MAX_LEAD = 3  # blocks above the first kept one, in the same container
MAX_GAP = 6  # blocks that fell together; a longer stretch is another part of the page
MIN_SENTENCE_WORDS = 3  # between two kept blocks; a question in an interview may be no longer
MAX_LIST_GAP = 20  # items and their heading
MAX_LINK_DENSITY = 0.3  # a paragraph of an article rarely links more of its text
MAX_STAMP_DISTANCE = 2  # blocks from a time to the text of its entry; the entry's heading may stand between them
_STAMP = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?(?:[ap]\.?m\.?|Uhr|h))?", re.I)
_GROUPED = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.TERM, BlockKind.DEFINITION, BlockKind.CODE})
_LISTED = frozenset({BlockKind.LIST_ITEM, BlockKind.HEADING})


@restoring_rule(keeps=["Plain text has no main text to restore to."])
def restored(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Bring back headings right above kept text, prose right above the first kept block, and what stands between two
    kept blocks in the same container: paragraphs, lists, items of a list that was kept in part, code, rows of data."""
    if draft.page.html is None:
        return
    kept = [block.index for block in draft.kept_texts()]
    if kept:
        yield from _restored_above(draft, kept[0])
    for two_above, index in zip((-2, -2, *kept), kept, strict=False):
        if index - two_above > MAX_STAMP_DISTANCE:  # else nothing fell there
            yield from _restored_above_entry(draft, index)
    yield from _restored_refrains(draft)
    for before, after in pairwise(kept):
        if 1 < after - before <= MAX_GAP + 1:
            yield from _restored_between(draft, before, after)
        if 1 < after - before <= MAX_LIST_GAP + 1:
            yield from _restored_list(draft, before, after)


def may_return(draft: Draft, block: Block) -> bool:
    """Whether the choice of the main text dropped a block that is not mostly links."""
    return draft.fell_under(block, MAIN_TEXT) and (block.link_density or 0.0) <= MAX_LINK_DENSITY


def _restored_above(draft: Draft, first: int) -> Iterator[tuple[Block, str]]:
    blocks = draft.page.blocks
    for block in reversed(blocks[max(0, first - MAX_LEAD) : first]):
        if not may_return(draft, block) or not is_prose(block) or _container(block) != _container(blocks[first]):
            return
        yield block, "prose right above the first kept block, in the same container"


def _restored_above_entry(draft: Draft, index: int) -> Iterator[tuple[Block, str]]:
    """The time of an entry of a live blog, and the linked heading of an entry of a listing."""
    blocks = draft.page.blocks
    entry = blocks[index]
    for block in blocks[max(0, index - MAX_STAMP_DISTANCE) : index]:
        if (
            draft.fell_under(block, MAIN_TEXT)
            and _STAMP.fullmatch(block.text)
            and block.inside
            and block.inside[-1] in entry.inside
        ):
            yield block, "the time of the entry below it"
    above = blocks[index - 1] if index else entry
    if (
        above.kind is BlockKind.HEADING
        and draft.fell_under(above, MAIN_TEXT)
        and is_prose(entry)
        and _parent(above) is not None
        and _parent(above) is _parent(entry)
        and not draft.is_news  # where it heads a teaser
    ):
        yield above, "heads text that was kept, in the same element"


def _restored_refrains(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Lines that were kept once and not again, in the same element, as those of a song."""
    kept = {(block.text, _parent(block)) for block in draft.kept_texts()}
    for block in draft.page.blocks:
        if (
            block.text
            and (block.text, _parent(block)) in kept
            and not draft.is_kept(block)
            and may_return(draft, block)
        ):
            yield block, "says again what was kept, in the same element"


def _restored_between(draft: Draft, before: int, after: int) -> Iterator[tuple[Block, str]]:
    blocks = draft.page.blocks
    above, below = blocks[before], blocks[after]
    for block in blocks[before + 1 : after]:
        if may_return(draft, block) and (reason := _reason(block, above, below)):
            yield block, reason


def _restored_list(draft: Draft, before: int, after: int) -> Iterator[tuple[Block, str]]:
    """A whole list, with its heading, between two blocks that stand where the list stands."""
    blocks = draft.page.blocks
    home = _parent(blocks[before])
    if home is None or home is not _parent(blocks[after]):
        return
    fallen = [block for block in blocks[before + 1 : after] if block.text]
    if all(block.kind in _LISTED and may_return(draft, block) and _home_of_list(block) is home for block in fallen):
        for block in fallen:
            yield block, "a list between two kept blocks of the same container"


def _reason(block: Block, above: Block, below: Block) -> str | None:
    if block.kind is BlockKind.HEADING:
        is_above = block.index == below.index - 1 and below.kind is not BlockKind.HEADING
        return "heads text that was kept" if is_above and _container(block) == _container(below) else None
    if block.kind in _GROUPED and block.kind in {above.kind, below.kind} and block.place in {above.place, below.place}:
        return "stands in a list, a table or code that was kept in part"
    if is_prose(block) and _container(block) in {_container(above), _container(below)}:
        return "prose between two kept blocks of the same container"
    is_within = _container(block) == _container(above) == _container(below)
    if is_within and block.words >= MIN_SENTENCE_WORDS and ends_like_sentence(block.text):
        return "a sentence between two kept blocks of the same container"
    return None


def _container(block: Block) -> str:
    return block.place.rpartition(" > ")[0]


def _parent(block: Block, levels: int = 1) -> Container | None:
    """The element that holds that of the block; or the one that holds the list of an item."""
    return block.inside[-1 - levels] if len(block.inside) > levels else None


def _home_of_list(block: Block) -> Container | None:
    return _parent(block) if block.kind is BlockKind.HEADING else _parent(block, 2)
