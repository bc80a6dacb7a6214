"""Bytes of a feed or sitemap, of whatever form → what it announces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from scrubber.fetcher.listings.addresses import absolute
from scrubber.fetcher.listings.feeds import read_entry, read_item, read_json_feed
from scrubber.fetcher.listings.gathering import Cut, Entry, gathered
from scrubber.fetcher.listings.items import Item
from scrubber.fetcher.listings.listed import Listing
from scrubber.fetcher.listings.sitemaps import read_lines, read_sitemap, read_url
from scrubber.fetcher.listings.unpacking import unpacked

_URL = re.compile(rb"https?://", re.I)


def read_listing(content: bytes, url: str) -> Listing:
    """What the feed or sitemap at a URL announces, its form told by its content.

    RSS, Atom, JSON Feed; a sitemap as XML or plain text, an index of sitemaps; any of them in a gzip file. Whatever
    the bytes are, nothing is raised: `problem` says what is wrong with them.

    >>> read_listing(b"https://dale.example/a", "https://dale.example/map.txt").pages[0].url
    'https://dale.example/a'
    >>> read_listing(b"Not found", "https://dale.example/map.txt").problem
    'it is neither a feed nor a sitemap'
    """
    own_url = absolute(url)
    return gathered(_entries(content, url, own_url), own_url=own_url)


def _entries(content: bytes, url: str, base: str | None) -> Iterator[Entry]:
    pieces = unpacked(content)
    first = next((begun for piece in pieces if (begun := piece.lstrip(b" \t\r\n\0"))), b"")
    whole = chain([first], pieces)
    if first.startswith(b"<"):
        from scrubber.fetcher.listings.elements import items_of  # lxml, which other forms do not need

        for item in items_of(whole, base):
            yield _read(item, url)
    elif first.startswith(b"{"):
        yield from read_json_feed(whole, url, base)
    elif _URL.match(first):
        yield from read_lines(whole, url)
    else:
        raise Cut("it is neither a feed nor a sitemap" if first else "it is empty")


def _read(item: Item, url: str) -> Entry:
    match item.name:
        case "item":
            return read_item(item, url)
        case "entry":
            return read_entry(item, url)
        case "sitemap":
            return read_sitemap(item)
        case _:
            return read_url(item, url)
