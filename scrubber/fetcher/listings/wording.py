"""Titles and dates as feeds and sitemaps write them → one line."""

from __future__ import annotations

import html
import re

from scrubber.words import fold

MAX_TITLE = 500  # characters; a longer one is a text in the wrong place
MAX_MARKUP = 4000  # characters of a title with its markup
MAX_DATE = 100  # characters

# Those that occur in headlines. Any other may be meant: "A Vec<T> is no list".
_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u)"
    r"(?:[\s/][^<>]*+)?>",
    re.I,
)


def title_of(text: str) -> str | None:
    """A title as one line without markup; None for an empty one.

    >>> title_of("A <b>new</b>\\n bell"), title_of("Caf&amp;eacute; &#8211; closed"), title_of("A Vec<T> is no list")
    ('A new bell', 'Café – closed', 'A Vec<T> is no list')
    >>> title_of(" <br/> ")
    """
    bare = _TAG.sub("", text[:MAX_MARKUP])
    if "&" in bare:
        bare = html.unescape(html.unescape(bare))  # twice: it is HTML that was escaped for XML by some, not by others
    return fold(bare)[:MAX_TITLE].rstrip() or None


def date_of(text: str) -> str | None:
    """A date as it stands, on one line; None for an empty one."""
    return fold(text)[:MAX_DATE].rstrip() or None
