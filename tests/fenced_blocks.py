"""The fenced blocks of the documents, and the commands that stand in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROMPT = re.compile(r"^\$ ", re.MULTILINE)
ASSIGNMENT = re.compile(r"\w+=.*")


@dataclass(frozen=True)
class Block:
    """A fenced block, and where it stands."""

    page: Path
    line: int
    language: str
    content: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def is_doctest(self) -> bool:
        """Whether it shows what an interpreter was told and what it said."""
        return self.language == "python" and ">>> " in self.content


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, those in lists too."""
    for token in MarkdownIt().parse(page.read_text(encoding="utf-8")):
        if token.type == "fence" and token.map:
            yield Block(page, token.map[0] + 1, token.info, token.content)


def lines_of(block: Block) -> list[str]:
    """What is typed: all lines of a script, those with a prompt of a transcript."""
    lines = block.content.replace("\\\n", " ").splitlines()
    return [line[2:] for line in lines if PROMPT.match(line)] if block.language == "console" else lines


def commands_of(line: str) -> Iterator[list[str]]:
    """The commands of a line of a shell, without what they are told by variables and where they write to.

    >>> list(commands_of("A=1 scrubber links site > 'my urls' | head  # all"))
    [['scrubber', 'links', 'site'], ['head']]
    """
    words = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    words.whitespace_split = True
    for is_between, part in groupby(words, key=lambda word: word[0] in "|&;"):
        command = list(part)
        while command and ASSIGNMENT.fullmatch(command[0]):
            del command[0]
        while ">" in command or "<" in command:
            place = next(index for index, word in enumerate(command) if word in {">", "<"})
            del command[place : place + 2]
        if command and not is_between:
            yield command
