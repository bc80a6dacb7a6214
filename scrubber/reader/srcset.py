"""A `srcset` → its candidates (HTML Living Standard, "parse a srcset attribute")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# An address may hold commas, but not end with one; a comma in brackets does not end a descriptor.
_CANDIDATE = re.compile(r"[\s,]*+(\S*[^\s,])(?:,+|((?:[^,(]|\([^)]*\)?)*),?)")
_WIDTH_OF_ONE = 1000.0  # what `1x`, and an address without descriptor, is compared as with widths


def candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """Each address with its size: pixels of width, or a thousand for each unit of pixel density.

    >>> list(candidates("a,b.jpg 640w, c.jpg 2x,d.jpg, e.jpg 1.5x"))
    [('a,b.jpg', 640.0), ('c.jpg', 2000.0), ('d.jpg', 1000.0), ('e.jpg', 1500.0)]
    >>> list(candidates(" , ")), list(candidates("a.jpg big, b.jpg 320w 200h"))
    ([], [('b.jpg', 320.0)])
    """
    position = 0
    while found := _CANDIDATE.match(srcset, position):
        position = found.end()
        size = _size(found[2]) if found[2] else _WIDTH_OF_ONE
        if size is not None:
            yield found[1], size


@lru_cache(maxsize=1024)  # pages say the same few of every image
def _size(descriptors: str) -> float | None:
    """None for a descriptor that is none: the standard drops its candidate."""
    size = _WIDTH_OF_ONE
    for descriptor in descriptors.split():
        number, unit = descriptor[:-1], descriptor[-1]
        try:
            value = float(number)
        except ValueError:
            return None
        if unit not in "wxh" or not 0 <= value < float("inf"):
            return None
        if unit != "h":
            size = value if unit == "w" else value * _WIDTH_OF_ONE
    return size
