"""The images that a page declares to be its own, for those who link to it."""

from __future__ import annotations

from scrubber.cleaner.images.addresses import name_of
from scrubber.cleaner.metadata.said import Said

_PROPERTIES = (
    "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail",
)  # fmt: skip


def declared_images(said: Said) -> frozenset[str]:
    """The names of their files; not those that many files share.

    >>> declared_images(Said(named={"og:image": ["https://cdn.example/old-bridge-dusk-1200x630.jpg", "/image.jpg"]}))
    frozenset({'old-bridge-dusk'})
    """
    found = {name_of(value) for value, _ in said.values(*_PROPERTIES)}
    return frozenset(name for name in found if name and "/" not in name)
