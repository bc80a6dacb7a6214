"""An item of a feed or sitemap, whatever its form: the parts that a listing needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """An element inside of an item."""

    path: str
    """Its local name in lower case, behind that of its parent if that is not the item: `link`, `news/title`."""
    is_own: bool
    """Whether it is of the namespace of the item: `title` is, where `media:title` is not."""
    text: str
    """All text inside, up to one character more than a URL may have."""
    attributes: Mapping[str, str]
    """By local names in lower case."""
    base: str | None
    """What its addresses are relative to."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of RSS, an entry of Atom, a `<url>` or `<sitemap>` of a sitemap."""

    name: str
    """`item`, `entry`, `url` or `sitemap`."""
    attributes: Mapping[str, str]
    """By local names in lower case."""
    base: str | None
    """What its addresses are relative to."""
    parts: tuple[Part, ...]

    def own(self, path: str) -> Part | None:
        """The first part of that name in the item's own namespace which has a text."""
        return next((part for part in self.parts if part.path == path and part.is_own and part.text.strip()), None)

    def text(self, *paths: str) -> str:
        """The text of the first part, by the order of `paths`; of equal ones, of that in the item's own namespace."""
        for path in paths:
            found = [part for part in self.parts if part.path == path and part.text.strip()]
            if found:
                return next((part for part in found if part.is_own), found[0]).text
        return ""
