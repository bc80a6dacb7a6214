"""Plain text → blocks, one a line; blank lines set them apart."""

from __future__ import annotations

import re
from collections.abc import Callable

from scrubber.bidi import without_reaching_controls
from scrubber.junk import LONGEST_RUN
from scrubber.page import Block, BlockKind
from scrubber.reader.forms import told_form
from scrubber.reader.lifted import lifted
from scrubber.words import count_words, fold, fold_space, is_all_seen, without_controls

LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_RARE_BREAKS = "\r\v\f\x85\u2028\u2029"
MAX_FENCE_CHARACTERS = 100
_FENCE = re.compile(r"\s*(`{3,}|~{3,})[^`]*$")


def read_lines(text: str, *, index: int = 0, line: int = 1, gap: bool = True) -> tuple[Block, ...]:
    """A block for every line that is not blank. The first one has the index, the line number and the gap given.

    In a mail, a manual page and Markdown each line is code, which nothing is dropped of.

    >>> [(b.text, b.gap_before, b.place) for b in read_lines("One.\\n\\nTwo,\\nthree.")]
    [('One.', True, 'line 1'), ('Two,', True, 'line 3'), ('three.', False, 'line 4')]
    """
    lines = _lines_of(text.replace("\ufeff", ""))  # marks of byte order; files that were joined have them inside
    form = told_form(text)
    code = range(1, len(lines) + 1) if form else _fenced(lines)
    language = "markdown" if form in {None, "markdown"} else None
    folded, exact = _readers(text)
    blocks: list[Block] = []
    for number, content in enumerate(lines, 1):
        is_code = number in code
        line_text, junk = exact(content) if is_code else folded(content), ""
        if not line_text:
            gap = True
            continue
        if len(line_text) > LONGEST_RUN and not is_code:
            line_text, _, junk = lifted(line_text)
        kind, told = (BlockKind.CODE, language) if is_code else (BlockKind.PARAGRAPH, None)
        for block_text in (line_text, junk) if junk else (line_text,):
            place, words = f"line {line + number - 1}", count_words(block_text)
            blocks.append(  # by position: by name it takes longer, and a text has millions
                Block(index + len(blocks), block_text, kind, place, words, None, (), None, gap, 0, False, (), told)
            )
            gap = False
    return tuple(blocks)


def _lines_of(text: str) -> list[str]:
    return LINE_BREAK.split(text) if any(map(text.__contains__, _RARE_BREAKS)) else text.split("\n")


def _readers(text: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """How to fold a line of a text, and how to take one as it is: simply, where nothing more can be in it."""
    if not is_all_seen(text):
        return fold, _exact
    return str.strip if "  " not in text and "\t" not in text else fold_space, str.rstrip


def _exact(line: str) -> str:
    return without_reaching_controls(without_controls(line)).rstrip()


def fence_of(line: str, opened: str = "") -> str:
    """The characters that open a Markdown code fence on a line, or close the one that they opened; else nothing.

    >>> fence_of("~~~ python"), fence_of("~~~~", "~~~"), fence_of("~~~ python", "~~~"), fence_of("a ~~~")
    ('~~~', '~~~~', '', '')
    """
    if len(line) > MAX_FENCE_CHARACTERS or not (fence := _FENCE.match(line)):
        return ""
    if opened and not (fence[1].startswith(opened) and line.strip() == fence[1]):
        return ""
    return fence[1]


def _fenced(lines: list[str]) -> set[int]:
    """The numbers of the lines inside Markdown's code fences, fences included; an unclosed fence is a plain line."""
    fenced: set[int] = set()
    opened, start = "", 0
    for number, line in enumerate(lines, 1):
        if not (fence := fence_of(line, opened)):
            continue
        if opened:
            fenced.update(range(start, number + 1))
        opened, start = "" if opened else fence, number
    return fenced
