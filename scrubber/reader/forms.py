"""Texts that have a form of their own, and are left as they are: mails, manual pages, Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

Form = Literal["mail", "manual", "markdown"]

HEAD_CHARACTERS, HEAD_LINES = 8000, 40  # of a mail, in which its headers stand; of a manual, its first chapters
MIN_HEADERS = 3
MIN_MARKS = 2  # lines of Markdown, with marks of two kinds: a "#" alone opens a comment as often as a heading
MIN_MARKED = 0.05  # of the lines: a page on Markdown shows some
MAX_LINE = 2000  # characters that are looked at

_HEADER = re.compile(
    r"(?:From|To|Cc|Subject|Date|Message-ID|In-Reply-To|References|Reply-To|Received|Return-Path|Sender"
    r"|MIME-Version|Content-Type|Newsgroups|List-Id):\s",
    re.I,
)
_MAILBOX = re.compile(r"From \S+@\S+ ")
_MANUAL_TITLE = re.compile(r"\s*([\w.+-]+\([0-9n][a-z]*\))\s.*\s\1\s*$")
_SIGNS = ("# ", "```", "~~~", "](", "--|", "**")
_MARKS = {
    "heading": re.compile(r"#{1,6} \S"),
    "fence": re.compile(r"\s{0,3}(?:```|~~~)"),
    "link": re.compile(r".*?\[[^\]\n]{1,300}\]\([^()\s]{1,1000}\)"),
    "table": re.compile(r"\|?\s*:?-{3,}:?\s*\|[\s:|-]*$"),
    "strong": re.compile(r".*?\*\*\S[^*\n]{0,200}\*\*"),
}


def told_form(text: str) -> Form | None:
    r"""The form of a text; None for a text like any other.

    >>> told_form("From: Ann <ann@mill.example>\nTo: Bo\nSubject: The mill\n\nIt burns.")
    'mail'
    >>> told_form("MILL(1)     User Commands     MILL(1)\n\nNAME\n       mill - grind corn")
    'manual'
    >>> told_form("# Mill\n\nIt **grinds**. See [the river](river.md).")
    'markdown'
    >>> told_form("From: Oslo\n\n# 1 in the charts\nThe council met.")
    """
    head = text[:HEAD_CHARACTERS].strip("\ufeff\r\n").splitlines()
    if _is_mail(head[:HEAD_LINES]):
        return "mail"
    if _is_manual(head):
        return "manual"
    may_be = sum(sign in text for sign in _SIGNS) > 1  # faster by far than a look at every line
    return "markdown" if may_be and _is_markdown(text.splitlines()) else None


def _is_mail(head: Sequence[str]) -> bool:
    """Whether a text opens with the headers of RFC 5322, or with the line that parts the mails of a mailbox."""
    if not head:
        return False
    if _MAILBOX.match(head[0]):
        head = head[1:]
    headers = list(takewhile(str.strip, head))
    known = sum(_HEADER.match(line) is not None for line in headers)
    return known >= MIN_HEADERS and all(_is_header(line) for line in headers)


def _is_header(line: str) -> bool:
    name, colon, _ = line.partition(":")
    return line[0] in " \t" or (colon == ":" and name.replace("-", "").isalnum())


def _is_manual(lines: Sequence[str]) -> bool:
    """Whether a text opens like a page of `man`, or has its first two chapters with their indented text."""
    if lines and len(lines[0]) <= MAX_LINE and _MANUAL_TITLE.match(lines[0]):
        return True
    chapters = [index for index, line in enumerate(lines[:-1]) if line in {"NAME", "SYNOPSIS", "DESCRIPTION"}]
    return len(chapters) > 1 and all(lines[index + 1].startswith("  ") for index in chapters)


def _is_markdown(lines: Sequence[str]) -> bool:
    """Whether marks of several kinds stand in a text."""
    found: set[str] = set()
    marked, written = 0, 0
    for line in lines:
        written += bool(line.strip())
        if len(line) <= MAX_LINE and (kinds := [kind for kind, mark in _MARKS.items() if mark.match(line)]):
            found.update(kinds)
            marked += 1
    return marked >= max(MIN_MARKS, MIN_MARKED * written) and len(found) > 1 and bool(found - {"fence", "strong"})
