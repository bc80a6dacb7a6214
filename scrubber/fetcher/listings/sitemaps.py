"""Sitemaps and their indexes: what they announce, as XML and as a text with a URL a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrubber.fetcher.listings.addresses import MAX_URL, absolute, absolute_only
from scrubber.fetcher.listings.gathering import Entry
from scrubber.fetcher.listings.items import Item
from scrubber.fetcher.listings.listed import Listed
from scrubber.fetcher.listings.wording import date_of, title_of


def read_url(item: Item, url: str) -> Entry:
    """The page of a `<url>`, from the sitemap at `url`."""
    address = absolute(item.text("loc"), item.base)
    if address is None:
        return None
    date = item.text("news/publication_date", "lastmod")
    return Listed(address, date_of(date), title_of(item.text("news/title")), url)


def read_sitemap(item: Item) -> Entry:
    """The URL of a further sitemap."""
    return absolute(item.text("loc"), item.base)


def read_lines(pieces: Iterable[bytes], url: str) -> Iterator[Entry]:
    """The pages of a plain text in UTF-8, a URL a line, from the sitemap at `url`.

    >>> [page.url for page in read_lines([b"https://dale.example/a\\n\\nhttps://da", b"le.example/b"], "") if page]
    ['https://dale.example/a', 'https://dale.example/b']
    """
    held = b""
    for piece in pieces:
        *lines, last = (held + piece).replace(b"\r", b"\n").split(b"\n")
        for line in lines:
            yield from _listed(line, url)
        held = last[: 4 * (MAX_URL + 1)]  # bytes; enough to see that the line is too long
    yield from _listed(held, url)


def _listed(line: bytes, url: str) -> Iterator[Entry]:
    if line.strip():
        address = absolute_only(line.decode("utf-8", "replace"))
        yield Listed(address, None, None, url) if address else None
