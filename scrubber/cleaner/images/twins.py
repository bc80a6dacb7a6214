"""One image in several sizes, or shown again in a lightbox, is one image."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scrubber.cleaner.images.addresses import name_of
from scrubber.page import Image


def without_twins(images: Iterable[Image]) -> tuple[Image, ...]:
    """Each image once, where it stood first, with all that is said of it; another caption makes another image.

    >>> [image.caption for image in without_twins([Image("/a.jpg"), Image("/a.jpg", caption="Dawn"), Image("/b.jpg")])]
    ['Dawn', None]
    """
    found: list[Image] = []
    places: dict[str, int] = {}
    for image in images:
        name = name_of(image.url or "") or f"{image.caption}\n{image.credit}"
        place = places.setdefault(name, len(found))
        if place == len(found):
            found.append(image)
        elif (caption := found[place].caption) and image.caption and caption != image.caption:
            places[name] = len(found)
            found.append(image)
        else:
            found[place] = _joined(found[place], image)
    return tuple(found)


def _joined(first: Image, second: Image) -> Image:
    return replace(
        first,
        alt=first.alt or second.alt,
        caption=first.caption or second.caption,
        credit=first.credit or second.credit,
        width=first.width or second.width,
        height=first.height or second.height,
    )
