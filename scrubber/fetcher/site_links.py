"""A site → the pages that it announces: its sitemaps and feeds are asked for as politely as pages are."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import replace

from scrubber.fetcher.body import Want
from scrubber.fetcher.fetcher import Fetcher
from scrubber.fetcher.listings import Listed, Listing, find_feeds, find_well_known, read_listing
from scrubber.fetcher.permissions import ROBOTS
from scrubber.fetcher.result import FetchStatus
from scrubber.fetcher.robots import read_robots
from scrubber.fetcher.settings import Limits
from scrubber.fetcher.web_url import read_url

LISTING = Want("application/xml,application/rss+xml,application/atom+xml,application/json,text/plain,*/*;q=0.5")
LIMITS = replace(Limits(), decoded_bytes=50_000_000, max_ratio=1000.0)  # a sitemap may hold 50 MB of much the same
MAX_LISTINGS = 500  # feeds and sitemaps of one call
MAX_DEPTH = 5  # of indexes that name indexes


class SiteLinks:
    """The pages that a site announces, each once."""

    def __init__(self, fetcher: Fetcher, site: str, *, limit: int) -> None:
        """`site`: the address of a site, a feed or a sitemap. `limit`: pages. Raises BadUrl."""
        self._fetcher, self._limit = fetcher, limit
        self._site = read_url(site)
        self._waiting: deque[tuple[str, int]] = deque()
        self._asked: set[str] = set()
        self._seen: set[str] = set()
        self._has_answered = False
        self.problems: list[str] = []
        """What could not be read, and why."""

    async def pages(self) -> AsyncGenerator[Listed, None]:
        """Each page as it is found: those of sitemaps before those of feeds."""
        front = await self._body(self._site.href)
        listing = None if front is None else read_listing(front, self._site.href)
        if listing is not None and (listing.pages or listing.further):
            for page in self._new(listing, depth=0):
                yield page
        elif front is not None or self._has_answered:
            await self._look_around(front or b"")
        while self._waiting and len(self._seen) < self._limit:
            url, depth = self._waiting.popleft()
            if (content := await self._body(url)) is not None:
                for page in self._new(read_listing(content, url), depth=depth, url=url):
                    yield page

    async def _look_around(self, front: bytes) -> None:
        """Find feeds and sitemaps: those that the site declares, else where they usually are."""
        robots = await self._body(self._site.robots_url.href, ROBOTS)
        declared = [*read_robots(robots or b"", "").sitemaps, *find_feeds(front, self._site.href)]
        self._waiting.extend((url, 0) for url in declared or find_well_known(self._site.href))

    async def _body(self, url: str, want: Want = LISTING) -> bytes | None:
        """What is at an address, once; None where it is not to be had, and a problem if that is odd."""
        if url in self._asked or len(self._asked) >= MAX_LISTINGS:
            return None
        self._asked.add(url)
        result = await self._fetcher.fetch_as_it_is(url, want, LIMITS)
        self._has_answered |= result.http_status is not None
        if result.fetch_status is FetchStatus.OK:
            return result.content
        if result.http_status != 404:  # which says that there is none
            self.problems.append(f"{url}: {result.fetch_status}: {result.reason}")
        return None

    def _new(self, listing: Listing, *, depth: int, url: str | None = None) -> list[Listed]:
        """The pages of a listing that have not been seen; the sitemaps that it names wait from now on."""
        if listing.problem:
            self.problems.append(f"{url or self._site.href}: {listing.problem}")
        if depth < MAX_DEPTH:
            self._waiting.extendleft((further, depth + 1) for further in reversed(listing.further))
        pages = [page for page in listing.pages if page.url not in self._seen][: self._limit - len(self._seen)]
        self._seen.update(page.url for page in pages)
        return pages
