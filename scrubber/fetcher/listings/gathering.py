"""Entries one by one → a listing: without twins, up to a bound, and with what went wrong."""

from __future__ import annotations

from collections.abc import Iterable

from scrubber.fetcher.listings.listed import Listed, Listing

MAX_ENTRIES = 50_000  # of a sitemap (sitemaps.org/protocol.html); the longest feeds have some thousands

Entry = Listed | str | None
"""A page, the URL of another sitemap, or one that cannot be asked for, which counts as well."""


class Cut(Exception):  # noqa: N818 - what was read until then is good
    """Why the rest of a feed or sitemap is not read."""


def gathered(entries: Iterable[Entry], *, own_url: str | None) -> Listing:
    """The listing of some entries. Those that lead to the feed or sitemap itself are left out."""
    pages: dict[str, Listed] = {}
    further: dict[str, None] = {}
    problem = None
    try:
        for count, entry in enumerate(entries):
            if count == MAX_ENTRIES:
                raise Cut(f"it has more than {MAX_ENTRIES:,} entries: the rest is left out")
            if isinstance(entry, Listed):
                pages.setdefault(entry.url, entry)
            elif entry is not None:
                further.setdefault(entry)
    except Cut as cut:
        problem = str(cut)
    if own_url is not None:
        pages.pop(own_url, None)
        further.pop(own_url, None)
    if not pages and not further:
        problem = problem or "it names no http or https URL"
    return Listing(tuple(pages.values()), tuple(further), problem)
