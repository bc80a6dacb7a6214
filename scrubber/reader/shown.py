"""A block's text without what no reader sees or should be led by, and its links where they then stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from scrubber.bidi import reaching_controls
from scrubber.page import Link
from scrubber.words import UNSEEN

_TOO_MANY_SPACES = re.compile(r"^ +| +$| +(?=\t)|(?<=[ \t]) +")  # where what stood between them is gone


def shown(text: str, links: Sequence[Link]) -> tuple[str, tuple[Link, ...]]:
    r"""The text without control characters, soft hyphens and reaching controls, folded again; and its links.

    >>> shown("Do\xadnau \xad ri\xadver", [Link(0, 6, "/donau"), Link(7, 8, "/soft-hyphen")])
    ('Donau river', (Link(start=0, end=5, url='/donau'),))
    """
    gone = {match.start() for match in UNSEEN.finditer(text)} | reaching_controls(text)
    if not gone:
        return text, tuple(links)
    kept = [place for place in range(len(text)) if place not in gone]
    rest = "".join([text[place] for place in kept])
    gone.update(kept[place] for spaces in _TOO_MANY_SPACES.finditer(rest) for place in range(*spaces.span()))
    moved = list(accumulate((place not in gone for place in range(len(text))), initial=0))
    there = (Link(moved[link.start], moved[link.end], link.url) for link in links)
    return _TOO_MANY_SPACES.sub("", rest), tuple(link for link in there if link.start < link.end)
