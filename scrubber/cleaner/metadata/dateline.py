"""The place that a news text opens with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from scrubber.page import Block, BlockKind

MIN_WORDS = 6  # of a paragraph; headline, byline and date of a plain text have fewer
DATELINE_BLOCKS = 3  # a standfirst or two may stand before the first paragraph

_CAPITALS = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = r"[^\W\d_a-z][a-zß-ÿ.][\w.-]*"
_CAPITAL_CITY = rf"{_CAPITALS}{{2,}}(?:[ .'’-]+{_CAPITALS}+)*\.?(?:,\s+{_NAME}(?:\s+{_NAME}){{0,2}}){{0,2}}"
_CITY = rf"{_NAME}(?:[ /-]{_NAME}){{0,2}}(?:,\s+{_NAME})?"
_DASH = r"(?:—|–|--?)"
_SENTENCE = r"[\"“„‘«]?[^\W_a-z]"
_AGENCY = r"\((?:dpa|AP|AFP|Reuters|epd|KNA|APA|SID)[^()]{0,20}\)"
_DASH_OR_BRACKET = re.compile(r"[—–-]\s|\(")  # every dateline has one, and few other openings
_DATELINE = re.compile(
    rf"(?P<capitals>{_CAPITAL_CITY})(?:,?\s+\([A-Za-z/ -]{{2,20}}\))?\s*{_DASH}\s+{_SENTENCE}"
    rf"|(?P<agency>{_CITY})\s+{_AGENCY}\s*{_DASH}?\s*{_SENTENCE}"
)


def read_dateline(kept: Iterable[Block]) -> str | None:
    """The place in front of the first paragraph.

    >>> read_dateline([Block(0, "OSLO, Norway (AP) — The council met.", words=7)])
    'OSLO, Norway'
    >>> read_dateline([Block(0, "SELECT, TABLE — retrieve rows", words=6)])
    """
    paragraphs = (block.text[:120] for block in kept if block.kind is BlockKind.PARAGRAPH and block.words >= MIN_WORDS)
    for opening in islice(paragraphs, DATELINE_BLOCKS):
        if _DASH_OR_BRACKET.search(opening) and (match := _DATELINE.match(opening)):
            return match["capitals"] or match["agency"]
    return None
