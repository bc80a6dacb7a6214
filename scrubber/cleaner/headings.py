"""Headings over several lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrubber.page import Block, BlockKind

MAX_LINES = 6  # of a heading; so many of one level in a row are a list


def headings_in_lines(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """The headings that line breaks part into several blocks.

    >>> first = Block(0, "The bridge", BlockKind.HEADING, level=1)
    >>> second = Block(1, "reopens", BlockKind.HEADING, level=1, gap_before=False)
    >>> [" ".join(line.text for line in lines) for lines in headings_in_lines([first, second])]
    ['The bridge reopens']
    """
    lines: list[Block] = []
    for block in blocks:
        is_next = lines and not block.gap_before and block.index == lines[-1].index + 1
        if is_next and block.kind is BlockKind.HEADING and block.level == lines[0].level:
            lines.append(block)
            continue
        if 1 < len(lines) <= MAX_LINES:
            yield tuple(lines)
        lines = [block] if block.kind is BlockKind.HEADING and block.text else []
    if 1 < len(lines) <= MAX_LINES:
        yield tuple(lines)
