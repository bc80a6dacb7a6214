"""A text of any size → its blocks, and which of them are judged together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scrubber.page import Block
from scrubber.reader.parts import PART_CHARACTERS, Part, parts_of
from scrubber.reader.text import LINE_BREAK, read_lines


def read_text(text: str, size: int = PART_CHARACTERS) -> tuple[tuple[Block, ...], tuple[range, ...] | None]:
    """The blocks of a text, and the runs of them that are judged together; None if all are."""
    if len(text) <= size:
        return read_lines(text), None
    blocks: list[Block] = []
    judged: list[range] = []
    line = 1
    was_blank = False
    for part in _with_whole_lines(parts_of([text], size)):
        start = len(blocks)
        blocks += read_lines(part.text, index=start, line=line, gap=was_blank or part.opens == "\n\n")
        line += len(LINE_BREAK.findall(part.text))
        was_blank = part.is_judged and len(blocks) == start
        if part.is_judged and not was_blank:
            judged.append(range(start, len(blocks)))
    return tuple(blocks), tuple(judged)


def _with_whole_lines(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts, with the pieces of a line that was cut joined again."""
    pieces: list[Part] = []
    for part in parts:
        if pieces and part.opens not in (" ", ""):
            yield _joined(pieces)
            pieces = []
        pieces.append(part)
    if pieces:
        yield _joined(pieces)


def _joined(pieces: list[Part]) -> Part:
    return pieces[0] if len(pieces) == 1 else replace(pieces[0], text="".join(piece.text for piece in pieces))
