"""Which addresses are those of one image: its file in other sizes and formats."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from scrubber.page import Block

_SIZE = re.compile(r"(?:[-_~@]\d{2,4}x\d{2,4}|-scaled|@\dx|[-_]\d{3,4}[wp]?)+$")
_TELLING = re.compile(r"\d{4}|[^\W\d_].*[-_.\d]")
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|[/?#])", re.I)
_NO_PAGE = ("#", "javascript:", "data:")
SAME_CHARACTERS = 12  # of two names; what follows is of the size or the cut
MAX_NAME = 255  # characters that a file system takes
MIN_NAME = 9  # characters; a shorter file name ("image", "default", "1200") is that of many images


@lru_cache(maxsize=4096)
def name_of(url: str) -> str:
    """What all addresses of an image have in common: its file's name without size and format, or the whole path.

    >>> name_of("https://i.example/640/harbour-at-dusk-640x360.webp?w=1"), name_of("//i.example/a/image.jpg")
    ('harbour-at-dusk', '//i.example/a/image.jpg')
    """
    if not url or url.startswith("data:"):
        return ""
    path = re.split(r"[?#]", unquote(url), maxsplit=1)[0]
    name = path.rstrip("/").rpartition("/")[2].lower()
    stem = name.rpartition(".")[0] or name
    bare = _SIZE.sub("", stem) if len(stem) <= MAX_NAME else ""
    if len(bare) >= MIN_NAME and _TELLING.search(bare):
        return bare
    whole = path if name else url  # behind a bare host, the query tells images apart
    return whole.partition(":")[2] or whole


def name_of_image(block: Block) -> str:
    """The same of the image that a block shows; nothing if it shows none."""
    return name_of(block.image.url or "") if block.image is not None else ""


def are_same(one: str, other: str) -> bool:
    """Whether two addresses are of one picture, which may be cut in two ways: by how the names of their files begin.

    >>> are_same("https://cdn.example/old-bridge-dusk-a1.jpg", "https://valley.example/old-bridge-dusk-b7.jpg?w=1200")
    True
    >>> are_same("https://cdn.example/a.jpg", "https://cdn.example/ab.jpg")
    False
    """
    first, second = name_of(one), name_of(other)
    if first == second or "/" in first or "/" in second:
        return first == second != ""
    return first[:SAME_CHARACTERS] == second[:SAME_CHARACTERS]


def is_page(target: str) -> bool:
    """Whether a link leads to a page, not to an image or nowhere.

    >>> is_page("/news/harbour.html"), is_page("/img/harbour.jpg?w=2000"), is_page("#gallery")
    (True, False, False)
    """
    return bool(target) and not target.startswith(_NO_PAGE) and _IMAGE_FILE.search(target) is None
