"""The text that an extractor gave back → the blocks that it came from.

Texts are compared without white space. A piece that equals a block is that block: of several, the nearest to the piece
before it. Any other piece is looked for as a run of blocks or a part of one, from the same place on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from scrubber.page import Block

MIN_COVERED = 0.5  # of a block's characters, for the block to be chosen
ANCHOR_CHARACTERS = 25  # a shorter piece may stand anywhere, so it must not move the place where the next is expected
NEAR = 12  # blocks
MANY_LINES = 4  # a piece of more lines is a dump of the page, a line for each of its texts
END_CHARACTERS = 14
MAX_LEFT_OUT = 2.0  # of the piece's length; further apart, the ends belong to two texts
PART_CHARACTERS = 10  # a shorter text is in any long piece by accident


@dataclass(frozen=True, slots=True)
class Mapping:
    """The blocks that were chosen, and the pieces that no block holds."""

    chosen: frozenset[int]
    unmatched: tuple[str, ...]


def squash(text: str) -> str:
    """A text without white space and unprintable characters, which extractors drop.

    >>> squash(" a\\u200bb\\n c\\xad ")
    'abc'
    """
    squashed = "".join(text.split())
    return squashed if squashed.isprintable() else "".join(filter(str.isprintable, squashed))


def map_pieces(blocks: Sequence[Block], pieces: Sequence[str]) -> Mapping:
    """Which blocks the pieces are, each character of a block used once."""
    page = _SquashedPage(blocks)
    unmatched: list[str] = []
    for piece in pieces:
        if page.claim(piece):
            continue
        lines = piece.splitlines()
        left = [line for line in lines if not page.claim(line)] if len(lines) >= MANY_LINES else [piece]
        unmatched += [line for line in left if not page.claim_roughly(line)]
    return Mapping(page.chosen(), tuple(unmatched))


class _SquashedPage:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self._texts = [squash(block.text) for block in blocks]
        self._starts: list[int] = []
        self._by_text: dict[str, list[int]] = {}
        length = 0
        for index, text in enumerate(self._texts):
            self._starts.append(length)
            length += len(text)
            if text:
                self._by_text.setdefault(text, []).append(index)
        self._whole = "".join(self._texts)
        self._covered = [0] * len(self._texts)
        self._cursor = 0

    def chosen(self) -> frozenset[int]:
        return frozenset(
            index for index, text in enumerate(self._texts) if text and self._covered[index] >= MIN_COVERED * len(text)
        )

    def claim(self, text: str) -> bool:
        """Mark a text as used: a block, a run of blocks or a part of one. An empty text is always found."""
        piece = squash(text)
        if not piece:
            return True
        free = [index for index in self._by_text.get(piece, ()) if not self._covered[index]]
        if free:
            index = min(free, key=self._distance)
            self._covered[index] = len(piece)
            self._move_to(index, piece)
            return True
        return self._claim_span(piece)

    def claim_roughly(self, text: str) -> bool:
        """Mark a text as used that differs from the page: something was left out of it."""
        piece = squash(text)
        return self._claim_between_ends(piece) or self._claim_parts(piece)

    def _distance(self, index: int) -> tuple[int, int]:
        """Blocks ahead before blocks behind: text comes in order but for what was recovered late."""
        ahead = index - self._cursor
        return (ahead, 0) if ahead >= 0 else (-4 * ahead, 1)

    def _move_to(self, index: int, piece: str) -> None:
        if len(piece) >= ANCHOR_CHARACTERS or abs(index - self._cursor) <= NEAR:
            self._cursor = index

    def _claim_span(self, piece: str) -> bool:
        start = self._starts[self._cursor] if self._cursor < len(self._starts) else 0
        for position in (start, 0):
            while (found := self._whole.find(piece, position)) >= 0:
                if self._cover(found, found + len(piece)):
                    return True
                position = found + 1
        return False

    def _claim_between_ends(self, piece: str) -> bool:
        """A piece that left out something in its middle, such as a formula: known by its two ends."""
        if len(piece) < 2 * END_CHARACTERS:
            return False
        head, tail = piece[:END_CHARACTERS], piece[-END_CHARACTERS:]
        for position in (self._starts[self._cursor], 0):
            start = self._whole.find(head, position)
            end = self._whole.find(tail, start + END_CHARACTERS) if start >= 0 else -1
            if end >= 0 and end + END_CHARACTERS - start <= MAX_LEFT_OUT * len(piece):
                return self._cover(start, end + END_CHARACTERS)
        return False

    def _claim_parts(self, piece: str) -> bool:
        """A piece that ran several blocks together, and left some text between them out."""
        parts = [
            index
            for index, text in enumerate(self._texts)
            if PART_CHARACTERS <= len(text) < len(piece) and not self._covered[index] and text in piece
        ]
        if sum(len(self._texts[index]) for index in parts) < MIN_COVERED * len(piece):
            return False
        for index in parts:
            self._covered[index] = len(self._texts[index])
        return True

    def _cover(self, start: int, end: int) -> bool:
        """Mark a span of the page as used; False if other pieces have used it up."""
        first = bisect_right(self._starts, start) - 1
        spans: list[tuple[int, int]] = []
        for index in range(first, len(self._texts)):
            offset, size = self._starts[index], len(self._texts[index])
            if offset >= end:
                break
            inside = min(end, offset + size) - max(start, offset)
            if inside <= 0:
                continue
            if self._covered[index] + inside > size:
                return False
            spans.append((index, inside))
        for index, inside in spans:
            self._covered[index] += inside
        if spans:
            self._move_to(spans[-1][0], self._whole[start:end])
        return bool(spans)
