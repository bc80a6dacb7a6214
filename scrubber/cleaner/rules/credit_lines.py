"""Credits: who reported, edited, photographed. They name people, not news."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.credits import MAX_CREDIT_WORDS, is_name, split_credit
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block, BlockKind

_COLON = re.compile(r"\s*[:：]\s*")
_SEPARATOR = re.compile(r"[;；]|(?<=\w)[.,]\s+(?=[^\W\d_A-Z])|\s+(?=[a-z]+ing by )")
MAX_STAFF_WORDS = 24  # "Reporting by A in B, C in D and E in F; editing by G and H"


@block_rule(
    drops=[
        "Reporting by Jane Doe; editing by John Roe",
        "Photo: A. Smith / Agency",
        "Foto: Jana Beispiel/dpa",
        "© Getty Images / Max Muster",
        "imago images/Beispiel",
        "Additional reporting by Ann Lee in Oslo and Bo Ek in Turku; writing by Cy Dee",
        "Mitarbeit: Jana Beispiel, Max Muster",
    ],
    keeps=[
        "Reporting by phone from the front is never easy, she said, and the line often fell silent.",
        "Video: 4K/30p, Full HD 120p",
        "Photos of Houston - 129",
        "High School AP/IB History",
        "2:23:respawn:/sbin/getty",
        "Source: 2023 NAIC Report",
        "Bild: eine Zeitung, die jeder kennt.",
        "Text: the words of a page, without its images.",
    ],
    is_local=True,
)
def credit(block: Block, draft: Draft) -> str | None:
    """Drop short lines that credit the reporters, editors or photographers."""
    if block.words > MAX_STAFF_WORDS or block.kind is BlockKind.HEADING:
        return None
    if draft.may_begin(block, "staff") and (staff := _staff(block.text)):
        return f"opens like a credit ({staff})"
    if block.words > MAX_CREDIT_WORDS:
        return None
    text, who = split_credit(block.text)
    return f"credits a picture to {who}" if text is None and who else None


def _staff(text: str) -> str | None:
    """The mark of a staff credit, if names and further marks are all that follow it."""
    found = phrases("staff").opening_mark(text)
    if found is None:
        return None
    mark, rest = found
    if not _COLON.match(rest) and words_of(mark)[-1] not in _prepositions():
        return None
    people = [part for part in _SEPARATOR.split(_COLON.sub("", rest, count=1)) if part.strip(" .;,)]")]
    return mark if people and all(_is_people(part) for part in people) else None


def _is_people(text: str) -> bool:
    """Whether a part of a staff credit is names, with or without a mark of its own ("editing by")."""
    mark = phrases("staff").opening_mark(text)
    return is_name(text) or (mark is not None and is_name(mark[1].lstrip(" :：")))


@cache
def _prepositions() -> frozenset[str]:
    """Last words of marks that names may follow without a colon: "edited by", "übersetzt von"."""
    return phrases("credit").words | phrases("preposition").words
