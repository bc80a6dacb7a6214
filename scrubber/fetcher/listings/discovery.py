"""Where the feeds and sitemaps of a site are: those that a page declares, and the places where most are."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.fetcher.listings.addresses import absolute
from scrubber.reader.decode import decode

MAX_FEEDS = 20  # of a page; one a section is common, one a post is not what the site announces
MAX_BYTES = 2_000_000  # of a page; feeds are declared in its head

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
WELL_KNOWN_PATHS = ("/sitemap.xml", "/sitemap_index.xml", "/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml")

_WORDPRESS = "/wp-json/"  # its pages declare themselves as data, with the type of a JSON feed


def find_feeds(content: bytes, url: str) -> tuple[str, ...]:
    """The URLs of the feeds that the HTML page at a URL declares, in its order and without twins.

    >>> find_feeds(b'<link rel="alternate" type="application/rss+xml" href="/feed">', "https://dale.example/a")
    ('https://dale.example/feed',)
    """
    found = dict.fromkeys(_declared(content[:MAX_BYTES], absolute(url)))
    return tuple(found)[:MAX_FEEDS]


def find_well_known(url: str) -> tuple[str, ...]:
    """The URLs at the root of a site where feeds and sitemaps often are, for a site that declares none.

    >>> find_well_known("https://dale.example/a/b?c")[:2], find_well_known("ftp://dale.example")
    (('https://dale.example/sitemap.xml', 'https://dale.example/sitemap_index.xml'), ())
    """
    base = absolute(url)
    return tuple(found for path in WELL_KNOWN_PATHS if base and (found := absolute(path, base)))


def _declared(content: bytes, base: str | None) -> Iterator[str]:
    from scrubber.reader.parse import parse

    decoded = decode(content)
    tree = parse(decoded.text, decoded.utf8).tree if decoded else None
    if tree is None:
        return
    for element in tree.iter("base"):
        base = absolute(element.get("href", ""), base) or base
        break
    for link in tree.iter("link"):
        is_feed = link.get("type", "").partition(";")[0].strip().lower() in FEED_TYPES
        if is_feed and "alternate" in link.get("rel", "").lower().split():
            found = absolute(link.get("href", ""), base)
            if found and _WORDPRESS not in found:
                yield found
