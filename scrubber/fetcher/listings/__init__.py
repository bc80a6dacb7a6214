"""Feeds and sitemaps → the page URLs that a site itself announces. Reads bytes, and asks no network."""

from __future__ import annotations

from scrubber.fetcher.listings.discovery import WELL_KNOWN_PATHS, find_feeds, find_well_known
from scrubber.fetcher.listings.listed import Listed, Listing
from scrubber.fetcher.listings.reading import read_listing

__all__ = ["WELL_KNOWN_PATHS", "Listed", "Listing", "find_feeds", "find_well_known", "read_listing"]
