"""What a feed or a sitemap announces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a site announces."""

    url: str
    """Absolute, http or https, without its fragment."""
    date: str | None
    """When it was published, else changed, as it stands there: any form of date, or none at all."""
    title: str | None
    """One line, without markup."""
    found_in: str
    """The URL of the feed or sitemap."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one feed or sitemap announces, in its order and without twins."""

    pages: tuple[Listed, ...] = ()
    further: tuple[str, ...] = ()
    """The URLs of other sitemaps, which an index names."""
    problem: str | None = None
    """Why it is cut, has gaps or is empty."""
