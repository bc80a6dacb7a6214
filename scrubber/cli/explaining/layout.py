"""How a block and its verdicts look: coloured and cut to the width on a terminal, whole and plain elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TextIO

from scrubber.cleaner.verdict import Verdict
from scrubber.cli.terminal import has_colours, is_terminal, visible
from scrubber.page import Block

GREEN, RED, BOLD, DIM, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
INDENT = "    "
MIN_WIDTH = 40


class Layout:
    """Lays out lines for one stream."""

    def __init__(self, stream: TextIO | None) -> None:
        self._has_colours = has_colours(stream)
        self._width = max(MIN_WIDTH, shutil.get_terminal_size().columns) if is_terminal(stream) else None

    def block(self, block: Block, naming: Verdict | None, last: Verdict | None) -> Iterator[str]:
        """What became of a block, and its text below."""
        verdict = naming or last
        mark, colour = ("-", RED) if naming else ("+", GREEN)
        says = f"{verdict.rule}: {verdict.reason}" if verdict else "kept"
        yield self._coloured(colour, f"{mark} {says}") + self._coloured(
            DIM, visible(f"  [{block.kind}, {block.place}]")
        )
        for line in text_of(block).split("\n"):
            yield self.line(INDENT + line.replace("\t", "  |  ") if block.cells else INDENT + line)

    def line(self, text: str) -> str:
        """A line that steers no terminal; where it is cut, it says how much is missing.

        >>> Layout(None).line("a\\x1b[2Jb")
        'a\\\\x1b[2Jb'
        """
        text = visible(text)
        if self._width is None or len(text) <= self._width:
            return text
        kept = text[: self._width - len(f" … {len(text)} more characters")].rstrip()
        return f"{kept} … {len(text) - len(kept)} more characters"

    def strong(self, text: str) -> str:
        """A heading."""
        return self._coloured(BOLD, text)

    def verdict(self, keep: bool, text: str) -> str:
        """A line in the colour of what it says."""
        return self._coloured(GREEN if keep else RED, text)

    def _coloured(self, colour: str, text: str) -> str:
        text = visible(text)
        return f"{colour}{text}{PLAIN}" if self._has_colours else text


def text_of(block: Block) -> str:
    """The text of a block; of an image, what the page says of it."""
    if block.image is not None and not block.text:
        return " ".join(part for part in ("image:", block.image.alt, block.image.url) if part)
    return block.text
