"""The images that a page declares to be its own, for those who link to it."""

from __future__ import annotations

from typing import Any

from scrubber.cleaner.images.addresses import name_of

_PROPERTIES = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail"}
)


def declared_images(tree: Any) -> frozenset[str]:
    """The names of their files; not those that many files share."""
    head = tree.find("head")
    metas = head.iter("meta") if head is not None else ()
    found = {
        name_of((meta.get("content") or "").strip())
        for meta in metas
        if (meta.get("property") or meta.get("name")) in _PROPERTIES
    }
    return frozenset(name for name in found if name and "/" not in name)
