"""Runs of a fetcher with a cache on loopback, and what a server saw of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from fetching import HERE, HURRIED, NO_WORKERS, WITH_TIME
from misbehaving.log import Exchange
from misbehaving.server import Server

from scrubber.fetcher import Access, Cleaning, Fetcher, FetchResult, PageCache, Politeness
from scrubber.fetcher.page_cache import KeptPage


def run(
    path: Path,
    urls: Iterable[str],
    *,
    access: Access = HERE,
    politeness: Politeness = HURRIED,
    cleaning: Cleaning = NO_WORKERS,
) -> list[FetchResult]:
    """The results of a run with a cache, in the order of the URLs."""
    asked = list(urls)

    async def results() -> dict[str, FetchResult]:
        with PageCache(path) as cache:
            async with Fetcher(
                limits=WITH_TIME, access=access, politeness=politeness, cleaning=cleaning, cache=cache
            ) as fetcher:
                return {result.url: result async for result in fetcher.fetch_all(asked)}

    by_url = asyncio.run(results())
    return [by_url[url] for url in asked]


def conditions(exchange: Exchange) -> tuple[str | None, str | None]:
    """The validators that a request carried."""
    return exchange.request.header("If-None-Match"), exchange.request.header("If-Modified-Since")


def said(server: Server) -> list[tuple[str, int | None, str | None, str | None]]:
    """Target, status and validators of each exchange."""
    return [(each.request.target, each.status, *conditions(each)) for each in server.log.exchanges()]


def kept(content: bytes, etag: str = '"1"') -> KeptPage:
    """A page to be kept."""
    return KeptPage({"etag": etag, "content-type": "text/html"}, content, b"sent", 1.5)
