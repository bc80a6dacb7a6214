"""Addresses as feeds and sitemaps write them → URLs that can be asked for."""

from __future__ import annotations

import re

from ada_url import URL

MAX_URL = 8000  # characters; servers refuse longer ones

_ABSOLUTE = re.compile(r"https?://", re.I)
_REFERENCE = re.compile(r"&[A-Za-z]\w*;")


def absolute(address: str, base: str | None = None) -> str | None:
    """The http or https URL that an address means, without its fragment; None for anything else.

    `base` is an URL of the kind that this function returns.

    >>> absolute(" ../b?x=1&amp;y=2#top ", "https://dale.example/a/c"), absolute("HTTPS://Dale.example:443")
    ('https://dale.example/b?x=1&y=2', 'https://dale.example/')
    >>> absolute("mailto:ann@dale.example"), absolute("/b"), absolute("https://dale.example/&undefined;")
    (None, None, None)
    """
    if len(address) > MAX_URL:
        return None
    # "&amp;" is "&#38;" in an attribute that libxml2 gives to a target, and stays where it was escaped twice.
    address = address.strip().replace("&#38;", "&").replace("&amp;", "&")
    if not address or _REFERENCE.search(address):  # what an entity stood for is not known
        return None
    try:
        url = URL(address) if base is None or _ABSOLUTE.match(address) else URL(address, base)
    except ValueError:
        return None
    href = url.href.partition("#")[0]
    return href if _ABSOLUTE.match(href) and len(href) <= MAX_URL else None


def absolute_only(address: str) -> str | None:
    """The same for what may be a URL or any other name: `tag:dale.example,2024:7`, `post-7`.

    >>> absolute_only("https://dale.example/7"), absolute_only("post-7"), absolute_only("https:post-7")
    ('https://dale.example/7', None, None)
    """
    return absolute(address) if _ABSOLUTE.match(address.lstrip()) else None
