"""The text that an extractor gave back → the blocks that it came from.

Texts are compared without white space. A piece that equals a block is that block; any other piece is looked for as a
run of blocks or a part of one, then as one from which something is missing. Long pieces come first, in order, as
anchors; a short one may stand anywhere, so it is looked for between the anchors around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from scrubber.page import Block

MIN_COVERED = 0.5  # of a block's characters, for the block to be chosen
ANCHOR_CHARACTERS = 25  # a shorter piece may be a label that the navigation has, too
MANY_LINES = 4  # a piece of more lines is a dump of the page, a line for each of its texts
END_CHARACTERS = 14
MAX_LEFT_OUT = 2.0  # of the piece's length; further apart, the ends belong to two texts
MIN_OPENING = 3  # characters of the block that a run of them begins with
MAX_OPENINGS = 5  # places where such a run is tried
MAX_MISSED = 40  # blocks in a row that the run has left out
LEFT_OUT_CHARACTERS = 80  # between two of its blocks


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
    if not blocks:
        return Mapping(frozenset(), tuple(pieces))
    page = _SquashedPage([squash(block.text) for block in blocks])
    lines = [line for piece in pieces for line in _lines(page, piece)]
    texts = [squash(line) for line in lines]
    places = _anchors(page, texts)
    below = _next_places(places)
    above: int | None = None
    unmatched: list[str] = []
    for number, text in enumerate(texts):
        if text and places[number] is None:
            places[number] = page.claim(text, above, below[number])
            if places[number] is None and not page.claim_roughly(text, above or 0):
                unmatched.append(lines[number])
        above = above if places[number] is None else places[number]
    return Mapping(page.chosen(), tuple(unmatched))


def _lines(page: _SquashedPage, piece: str) -> list[str]:
    """The piece, or the lines of a dump of the page."""
    if piece.count("\n") < MANY_LINES or page.holds(squash(piece)):
        return [piece]
    return piece.splitlines()


def _anchors(page: _SquashedPage, texts: Sequence[str]) -> list[int | None]:
    places: list[int | None] = []
    above: int | None = None
    for text in texts:
        place = page.claim(text, above, None) if len(text) >= ANCHOR_CHARACTERS else None
        places.append(place)
        above = above if place is None else place
    return places


def _next_places(places: Sequence[int | None]) -> list[int | None]:
    """For each piece, the place of the next one below it that has one."""
    result: list[int | None] = []
    below: int | None = None
    for place in reversed(places):
        result.append(below)
        below = below if place is None else place
    return result[::-1]


class _SquashedPage:
    """The blocks' texts on end, and how much of each has been claimed."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._starts: list[int] = []
        self._by_text: dict[str, list[int]] = {}
        length = 0
        for index, text in enumerate(texts):
            self._starts.append(length)
            length += len(text)
            if text:
                self._by_text.setdefault(text, []).append(index)
        self._whole = "".join(texts)
        self._covered = [0] * len(texts)

    def holds(self, text: str) -> bool:
        return text in self._whole

    def chosen(self) -> frozenset[int]:
        return frozenset(
            index for index, text in enumerate(self._texts) if text and self._covered[index] >= MIN_COVERED * len(text)
        )

    def claim(self, text: str, above: int | None, below: int | None) -> int | None:
        """The block where a text ends that is a block, a run of blocks or a part of one; None if there is none.

        It is looked for first between the blocks `above` and `below`, near the one that is known.
        """
        free = [index for index in self._by_text.get(text, ()) if not self._covered[index]]
        if not free:
            return self._claim_span(text, above or 0)

        def farness(index: int) -> tuple[bool, int]:
            is_outside = (above is not None and index < above) or (below is not None and index > below)
            known = above if above is not None else below
            return is_outside, abs(index - (known or 0))

        index = min(free, key=farness)
        self._covered[index] = len(text)
        return index

    def claim_roughly(self, text: str, above: int) -> bool:
        """Mark a text as used that differs from the page: something was left out of it."""
        return self._claim_between_ends(text, above) or self._claim_in_turn(text, above)

    def _claim_span(self, text: str, above: int) -> int | None:
        for position in (self._starts[above], 0):
            while (found := self._whole.find(text, position)) >= 0:
                if (place := self._cover(found, found + len(text))) is not None:
                    return place
                position = found + 1
        return None

    def _claim_between_ends(self, text: str, above: int) -> bool:
        """A text that left out something in its middle, such as a formula: known by its two ends."""
        if len(text) < 2 * END_CHARACTERS:
            return False
        head, tail = text[:END_CHARACTERS], text[-END_CHARACTERS:]
        for position in (self._starts[above], 0):
            start = self._whole.find(head, position)
            end = self._whole.find(tail, start + END_CHARACTERS) if start >= 0 else -1
            if end >= 0 and end + END_CHARACTERS - start <= MAX_LEFT_OUT * len(text):
                return self._cover(start, end + END_CHARACTERS) is not None
        return False

    def _claim_in_turn(self, text: str, above: int) -> bool:
        """A text that ran several blocks together, in their order, and left some of what is between them out."""
        openings = [index for index in self._from(above) if not self._covered[index] and self._opens(text, index)]
        for opening in openings[:MAX_OPENINGS]:
            parts = self._parts_from(opening, text)
            if sum(len(self._texts[index]) for index in parts) >= MIN_COVERED * len(text):
                for index in parts:
                    self._covered[index] = len(self._texts[index])
                return True
        return False

    def _from(self, above: int) -> Iterator[int]:
        return chain(range(above, len(self._texts)), range(above))

    def _opens(self, text: str, index: int) -> bool:
        part = self._texts[index]
        return len(part) >= MIN_OPENING and (text.startswith(part) or part.startswith(text[:END_CHARACTERS]))

    def _parts_from(self, opening: int, text: str) -> list[int]:
        parts: list[int] = []
        position = missed = 0
        for index in range(opening, len(self._texts)):
            part = self._texts[index]
            if not part or self._covered[index]:
                continue
            found = text.find(part, position, position + len(part) + LEFT_OUT_CHARACTERS)
            missed = missed + 1 if found < 0 else 0
            if found >= 0:
                parts.append(index)
                position = found + len(part)
            if missed > MAX_MISSED or position >= len(text):
                break
        return parts

    def _cover(self, start: int, end: int) -> int | None:
        """Mark a span of the page as used; the last block of it, or None if other texts have used it up."""
        spans: list[tuple[int, int]] = []
        for index in range(bisect_right(self._starts, start) - 1, len(self._texts)):
            offset, size = self._starts[index], len(self._texts[index])
            if offset >= end:
                break
            inside = min(end, offset + size) - max(start, offset)
            if self._covered[index] + max(0, inside) > size:
                return None
            if inside > 0:
                spans.append((index, inside))
        for index, inside in spans:
            self._covered[index] += inside
        return spans[-1][0] if spans else None
