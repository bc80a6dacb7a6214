"""Plain text → blocks, one a line; blank lines set them apart."""

from __future__ import annotations

import re

from scrubber.page import Block, BlockKind
from scrubber.reader.forms import told_form
from scrubber.words import count_words, fold, without_controls

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})[^`]*$")


def read_lines(text: str) -> tuple[Block, ...]:
    """A block for every line that is not blank; in a mail, a manual page and Markdown each line is code.

    >>> [(b.text, b.gap_before, b.place) for b in read_lines("One.\\n\\nTwo,\\nthree.")]
    [('One.', True, 'line 1'), ('Two,', True, 'line 3'), ('three.', False, 'line 4')]
    """
    lines = _LINE_BREAK.split(text.removeprefix("\ufeff"))
    form = told_form(text)
    code = range(1, len(lines) + 1) if form else _fenced(lines)
    blocks: list[Block] = []
    gap = True
    for number, line in enumerate(lines, 1):
        is_code = number in code
        line_text = without_controls(line).rstrip() if is_code else fold(line)
        if not line_text:
            gap = True
            continue
        blocks.append(
            Block(
                index=len(blocks),
                text=line_text,
                kind=BlockKind.CODE if is_code else BlockKind.PARAGRAPH,
                place=f"line {number}",
                words=count_words(line_text),
                gap_before=gap,
                language=form if form == "markdown" else None,
            )
        )
        gap = False
    return tuple(blocks)


def _fenced(lines: list[str]) -> set[int]:
    """The numbers of the lines inside Markdown's code fences, fences included; an unclosed fence is a plain line."""
    fenced: set[int] = set()
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if len(line) > 100 or not (fence := _FENCE.match(line)):
            continue
        if opened is None:
            opened = (number, fence[1])
        elif fence[1].startswith(opened[1]) and line.strip() == fence[1]:
            fenced.update(range(opened[0], number + 1))
            opened = None
    return fenced
