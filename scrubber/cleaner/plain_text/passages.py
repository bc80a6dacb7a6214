"""Lines that are one sentence: a text that was wrapped, or broken at its links, is judged a sentence at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrubber.junk import is_junk
from scrubber.page import Block, BlockKind
from scrubber.scripts import ends_like_sentence
from scrubber.words import count_words

MIN_WRAP, MAX_WRAP = 50, 100  # columns of a text that a program has wrapped; verse is narrower
MIN_FULL_SHARE = 0.7  # of the long lines that another one follows, for a text that was wrapped
MIN_FULL_LINES = 6
MIN_GOING_ON = 0.04  # of all lines, for a text that was broken where its links were
MIN_GOING_ON_LINES = 3
MAX_LINK_WORDS = 6  # of a linked name
MIN_OPEN_WORDS = 3  # of a line that a linked name interrupts; fewer are a label
MAX_LINES = 40  # of one passage; more are no sentence

_CLOSES = frozenset(",.;:!?)]’”%")
_ITEM = re.compile(r"(?:[-*•·–+]|\(?\d{1,3}[.)]|[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Passages:
    """What is judged in place of the lines."""

    blocks: tuple[Block, ...]
    lines: tuple[tuple[int, ...], ...]
    """For each block the indexes of its lines in the page."""


def passages_of(lines: Sequence[Block]) -> Passages:
    """The lines, those of one sentence joined; a text of whole lines stays as it is.

    >>> texts = ["Home", "The council", "met", "on Monday.", "It voted", "at last", "."]
    >>> lines = [Block(index, text, gap_before=False, words=2) for index, text in enumerate(texts)]
    >>> [block.text for block in passages_of(lines).blocks]
    ['Home', 'The council met on Monday.', 'It voted at last .']
    """
    groups = [[line] for line in lines]
    if joins := _joins(lines):
        groups = []
        for position, line in enumerate(lines):
            if position in joins and len(groups[-1]) < MAX_LINES:
                groups[-1].append(line)
            else:
                groups.append([line])
    return Passages(
        tuple(_joined(group, index) for index, group in enumerate(groups)),
        tuple(tuple(line.index for line in group) for group in groups),
    )


def _joins(lines: Sequence[Block]) -> set[int]:
    """The positions of lines that go on with the line above."""
    is_text = [line.kind is BlockKind.PARAGRAPH and not is_junk(line.text) for line in lines]
    within = [
        position
        for position in range(1, len(lines))
        if not lines[position].gap_before and is_text[position] and is_text[position - 1]
    ]
    return _wrapped(lines, within) or _broken(lines, within)


def _wrapped(lines: Sequence[Block], within: Sequence[int]) -> set[int]:
    """Those whose first word would not have fitted into the line above, if the whole text is so."""
    wide = [position for position in within if len(lines[position - 1].text) >= MIN_WRAP]
    width = max((len(lines[position - 1].text) for position in wide), default=0)
    if len(wide) < MIN_FULL_LINES or width > MAX_WRAP:
        return set()
    full = {
        position
        for position in wide
        if len(lines[position - 1].text) + 1 + len(lines[position].text.partition(" ")[0]) > width
        and not _ITEM.match(lines[position].text)
    }
    return full if len(full) >= MIN_FULL_SHARE * len(wide) else set()


def _broken(lines: Sequence[Block], within: Sequence[int]) -> set[int]:
    """Those that begin in the middle of a sentence, with the linked names before them, if the text has some of them."""
    going_on = {position for position in within if _goes_on(lines[position - 1], lines[position])}
    if len(going_on) < max(MIN_GOING_ON_LINES, MIN_GOING_ON * len(lines)):
        return set()
    inside = set(within)
    return going_on | {
        position - 1
        for position in going_on
        if position - 1 in inside and lines[position - 1].words <= MAX_LINK_WORDS and _is_open(lines[position - 2])
    }


def _goes_on(above: Block, below: Block) -> bool:
    begins = below.text[0]
    is_inside = begins.islower() or begins in _CLOSES  # in a script without case nothing tells
    return is_inside and not ends_like_sentence(above.text) and not _ITEM.match(below.text)


def _is_open(line: Block) -> bool:
    """Whether a sentence has begun in a line and may go on below it with a capital: a linked name stands there."""
    return line.words >= MIN_OPEN_WORDS and not ends_like_sentence(line.text) and line.text[-1].isalnum()


def _joined(group: Sequence[Block], index: int) -> Block:
    first = group[0]
    if len(group) == 1:
        return first if first.index == index else first.moved(index, gap_before=first.gap_before)
    text = " ".join(line.text for line in group)
    place = f"lines {first.place.removeprefix('line ')}–{group[-1].place.removeprefix('line ')}"
    return replace(first, index=index, text=text, place=place, words=count_words(text))
