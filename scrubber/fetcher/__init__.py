"""URLs → pages and their articles: polite, bounded, safe. Nothing here is imported before it is asked for."""

from scrubber.fetcher.fetcher import Fetcher, fetch
from scrubber.fetcher.page_cache import PageCache
from scrubber.fetcher.result import FetchResult, FetchStatus
from scrubber.fetcher.settings import Access, Cleaning, Limits, Politeness

__all__ = ["Access", "Cleaning", "FetchResult", "FetchStatus", "Fetcher", "Limits", "PageCache", "Politeness", "fetch"]
