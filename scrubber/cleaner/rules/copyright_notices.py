"""Copyright notices: a mark, and a year or a reservation."""

from __future__ import annotations

import re

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block

MAX_WORDS = 45  # "Copyright 2024 … This material may not be published, broadcast, rewritten or redistributed …"
MAX_UNMARKED_WORDS = 11  # of a line that reserves all rights without a mark; a longer one speaks of them
LICENCE_WITHIN = 3  # blocks below the notice
_LICENCE = ("licence", "license", "lizenz", "licencia", "licenza", "permission", "copyright")
_FIRST_CHARACTERS = frozenset("©(cC")
_MARK_AND_YEAR = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:by\s+)?(?:\S+\s+){0,5}?(?:19|20)\d\d\b", re.I)
_MARK_AND_AGENCY = re.compile(r"©\s*[\w-]+, \S+:\d")


@block_rule(
    drops=[
        "© 2024 The Valley Gazette",
        "Copyright 2024 The Valley Gazette. All rights reserved.",
        "© dpa-infocom, dpa:230428-99-483045/5",
        "Alle Rechte vorbehalten",
    ],
    keeps=[
        "The copyright of the song expired in 2024, seventy years after the death of its author.",
        "In 1999 the court ruled that copyright does not protect a list of names.",
    ],
)
def copyright_notice(block: Block, draft: Draft) -> str | None:
    """Drop short notices that open with a copyright mark and a year, or reserve all rights."""
    reason = _reason(block)
    return None if reason is None or _heads_licence(block, draft) else reason


def _reason(block: Block) -> str | None:
    if block.words > MAX_WORDS:
        return None
    may_be_marked = block.text[:1] in _FIRST_CHARACTERS
    if may_be_marked and (_MARK_AND_YEAR.match(block.text) or _MARK_AND_AGENCY.match(block.text)):
        return "opens with a copyright mark"
    is_marked = block.text[:1] == "©" or block.text[:9].casefold() == "copyright"
    hint = phrases("copyright").hint(block.text) if is_marked or block.words <= MAX_UNMARKED_WORDS else None
    return f"says “{hint}”" if hint else None


def _heads_licence(block: Block, draft: Draft) -> bool:
    """Whether a page on a licence begins with the notice: it is a part of the licence."""
    first, *below = draft.kept_texts()[: 1 + LICENCE_WITHIN]
    return first is block and any(word in other.text.casefold() for other in below for word in _LICENCE)
