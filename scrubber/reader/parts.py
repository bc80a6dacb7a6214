"""A large text → parts that are read and judged one by one, so that neither time nor memory grows with the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from scrubber.reader.text import LINE_BREAK, fence_of

PART_CHARACTERS = 500_000  # a novel of 90,000 words is one part; larger ones are no faster, and 32 may wait at once

Opening = Literal["\n\n", "\n", " ", ""]
"""What stands before a part: a blank line, a line break; a space or nothing where a line of its own length was cut."""

_BREAK = rf"(?>{LINE_BREAK.pattern})"
_BLANK = "[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad]"
_BLANK_LINE = re.compile(f"{_BREAK}{_BLANK}*+{_BREAK}")
_BLANK_START = re.compile(f"{_BLANK}*+{_BREAK}")
_LINE_END = re.compile(_BREAK)
_LINE = re.compile("[^\n\r\v\f\x85\u2028\u2029]++")
_SPACE = re.compile(r"[^\S\x1c-\x1f]")  # those four are white space to Python, and dropped as control characters


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text: some lines, or a piece of one line that is longer than a part may be."""

    text: str
    opens: Opening = "\n\n"
    start: int = 0
    """Where it begins in the whole text, in characters."""
    is_judged: bool = True
    """False for a piece of a line: nobody can tell what it is from a piece."""


def parts_of(texts: Iterable[str], size: int = PART_CHARACTERS) -> Iterator[Part]:
    r"""Parts of at most `size` characters, whatever pieces the text comes in; together they are the text.

    They end at the last blank line that fits, and not inside of fenced code; else at the last line end; a line that is
    longer than `size` is cut at white space, or anywhere.

    >>> [(part.text, part.opens) for part in parts_of(["One.\n\nTwo,\nthree."], size=12)]
    [('One.\n\n', '\n\n'), ('Two,\nthree.', '\n\n')]
    >>> [(part.text, part.opens, part.is_judged) for part in parts_of(["One two three.\nFour."], size=10)]
    [('One two ', '\n\n', False), ('three.\n', ' ', False), ('Four.', '\n', True)]
    """
    cutter = _Cutter(size)
    for text in texts:
        for start in range(0, len(text), size):  # a whole text in one piece is not copied for each of its parts
            cutter.rest += text[start : start + size]
            while len(cutter.rest) > size:
                yield cutter.cut()
    while cutter.rest:
        yield cutter.cut()


class _Cutter:
    """Takes parts off the front of what has come in and is not cut yet."""

    def __init__(self, size: int) -> None:
        self.rest = ""
        self._size = size
        self._start = 0
        self._opens: Opening = "\n\n"
        self._is_in_line = False

    def cut(self) -> Part:
        was_in_line = self._is_in_line
        length, opens = self._end_of_line() if was_in_line else self._end_of_lines()
        self._is_in_line = opens in (" ", "")
        text = self.rest[:length]
        stands_apart = self._opens == "\n" and _BLANK_START.match(text)
        is_judged = not (was_in_line or self._is_in_line)
        part = Part(text, "\n\n" if stands_apart else self._opens, self._start, is_judged)
        self.rest = self.rest[length:]
        self._start, self._opens = self._start + length, opens
        return part

    def _end_of_lines(self) -> tuple[int, Opening]:
        """How many characters the next part has, and what stands after it."""
        if len(self.rest) <= self._size:
            return len(self.rest), "\n"
        head = self._head()
        for text in dict.fromkeys((_without_code(head), head)):  # mostly one and the same
            if end := _last_end(_BLANK_LINE, text):
                return end, "\n\n"
            if end := _last_end(_LINE_END, text):
                return end, "\n"
        return self._end_of_piece()

    def _end_of_line(self) -> tuple[int, Opening]:
        """The same inside of a line that is cut."""
        if end := _LINE_END.search(self._head()):
            return end.end(), "\n"
        if len(self.rest) <= self._size:
            return len(self.rest), "\n"
        return self._end_of_piece()

    def _end_of_piece(self) -> tuple[int, Opening]:
        head = self._head()
        if end := _last_end(_SPACE, head):
            return end, " "
        return len(head), " " if _SPACE.match(self.rest, len(head)) else ""

    def _head(self) -> str:
        """As much as a part may hold; the two characters of a Windows line end stay together."""
        head = self.rest[: self._size]
        return head[:-1] if head[1:] and head[-1] == "\r" and self.rest[self._size : self._size + 1] == "\n" else head


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, 0 if there is none; looked for in growing pieces of the end, as it is mostly near."""
    size = 4096
    while True:
        start = max(0, len(text) - size)
        ends = [match.end() for match in pattern.finditer(text, start)]
        if ends or not start:
            return ends[-1] if ends else 0
        size *= 8


def _without_code(text: str) -> str:
    r"""The text with `x` for every character inside of Markdown's code fences, also where the end is not in it.

    >>> _without_code("One.\n```\ncode\n```\nTwo.\n")
    'One.\nxxxxxxxxxxxx\nTwo.\n'
    """
    if "```" not in text and "~~~" not in text:
        return text
    pieces: list[str] = []
    opened, copied = "", 0
    for line in _LINE.finditer(text):
        if not (fence := fence_of(line[0], opened)):
            continue
        place = line.end() if opened else line.start()
        pieces.append("x" * (place - copied) if opened else text[copied:place])
        opened, copied = "" if opened else fence, place
    rest = text[copied:]
    return "".join([*pieces, "x" * len(rest) if opened else rest])
