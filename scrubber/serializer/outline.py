"""Flat blocks → runs that stand together, and lists within lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scrubber.page import Block, BlockKind

MARKDOWN = "markdown"  # the language of a line that Markdown prints as it is
MAX_DEPTH = 30  # lists within lists; parsers give up at 256 elements
_LINE = re.compile(r"line \d+")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with the lists below it."""

    block: Block
    lists: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    ordered: bool
    items: tuple[Item, ...]


def runs(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks that stand together: a list, a table, the lines of a paragraph, a quote or code; else a block alone.

    >>> [len(run) for run in runs([Block(0, "One."), Block(1, "Two,"), Block(2, "three.", gap_before=False)])]
    [1, 2]
    """
    run: list[Block] = []
    for block in blocks:
        if not block.text:
            continue
        if run and not _stands_with(run[-1], block):
            yield tuple(run)
            run = []
        run.append(block)
    if run:
        yield tuple(run)


def _stands_with(above: Block, block: Block) -> bool:
    if is_line_of_code(above) and is_line_of_code(block):
        return above.language == block.language  # a blank line in code is no end of it
    group = group_of(block)
    return group is not None and not block.gap_before and group == group_of(above)


def is_line_of_code(block: Block) -> bool:
    """Whether it is a line of a plain text that is printed as it is; code of a web page is one block."""
    return block.kind is BlockKind.CODE and _LINE.fullmatch(block.place) is not None


def is_line_of_markdown(block: Block) -> bool:
    """Whether it is a line of a text that is Markdown already."""
    return block.language == MARKDOWN and is_line_of_code(block)


def group_of(block: Block) -> str | None:
    """Blocks of one group may follow each other without a blank line; None for what stands alone."""
    match block.kind:
        case BlockKind.LIST_ITEM | BlockKind.TABLE_ROW | BlockKind.QUOTE:
            return block.kind
        case BlockKind.TERM | BlockKind.DEFINITION:
            return "definition"
        case BlockKind.PARAGRAPH:
            return "line"
        case BlockKind.CODE if is_line_of_markdown(block):
            return MARKDOWN
    return None


def code_of(run: Sequence[Block]) -> str:
    """The code of a run, with its blank lines."""
    first, *others = run
    return first.text + "".join(("\n\n" if block.gap_before else "\n") + block.text for block in others)


def listings(items: Sequence[Block], depth: int = MAX_DEPTH) -> tuple[Listing, ...]:
    """The lists of a run of items: a deeper item belongs to the one above it, and numbers begin a list of their own.

    >>> one, two = Block(0, "one", BlockKind.LIST_ITEM, level=1), Block(1, "two", BlockKind.LIST_ITEM, level=2)
    >>> [[len(item.lists) for item in listing.items] for listing in listings([one, two, two, one])]
    [[1, 0]]
    """
    trees: list[list[Block]] = []
    for block in items:
        if trees and depth > 1 and block.level > trees[-1][0].level:
            trees[-1].append(block)
        else:
            trees.append([block])
    made = [Item(head, listings(below, depth - 1)) for head, *below in trees]
    return tuple(Listing(ordered, tuple(group)) for ordered, group in groupby(made, lambda item: item.block.ordered))
