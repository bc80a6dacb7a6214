"""Credits: who reported, edited, photographed. They name people, not news."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.credits import MAX_CREDIT_WORDS, is_name, split_credit
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind

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
)
def credit(block: Block, draft: Draft) -> str | None:
    """Drop short lines that credit the reporters, editors or photographers."""
    if block.words > MAX_STAFF_WORDS or block.kind is BlockKind.HEADING:
        return None
    staff = _staff_opening().match(block.text)
    if staff and all(is_name(part) for part in _people(block.text[staff.end() :])):
        return f"opens like a credit ({staff[0].strip(' :')})"
    if block.words > MAX_CREDIT_WORDS:
        return None
    text, who = split_credit(block.text)
    return f"credits a picture to {who}" if text is None and who else None


def _people(text: str) -> list[str]:
    """The names of a staff credit; each further mark ("; editing by") starts a new one."""
    people = [part for part in _further_marks().split(text) if part.strip(" .;,")]
    return people or [text]


@cache
def _staff_opening() -> re.Pattern[str]:
    marks = phrases("staff").marks
    with_preposition = "|".join(re.escape(mark) for mark in marks if mark.endswith((" by", " von")))
    alone = "|".join(re.escape(mark) for mark in marks)
    return re.compile(rf"[(\[]?(?i:(?:{with_preposition})\s+|(?:{alone})\s*:\s*)(?=[^\W\d_a-z])")


@cache
def _further_marks() -> re.Pattern[str]:
    marks = "|".join(re.escape(mark) for mark in phrases("staff").marks if mark.endswith((" by", " von")))
    return re.compile(rf"[;,.]?\s*\b(?i:{marks})\s+|;\s*")
