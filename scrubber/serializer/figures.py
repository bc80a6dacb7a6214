"""Which images are printed, and what below them."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.page import Image


def printed(images: Sequence[Image]) -> tuple[Image, ...]:
    """The images that have an address or a caption; a credit alone says nothing.

    >>> printed([Image("https://mill.example/a.jpg"), Image(None, credit="A. Smith")])
    (Image(url='https://mill.example/a.jpg', alt=None, caption=None, credit=None, width=None, height=None),)
    """
    return tuple(image for image in images if image.url or image.caption)


def caption_of(image: Image) -> str:
    """The caption, and the credit in brackets; empty where the page tells neither.

    >>> caption_of(Image(None, caption="The mill.", credit="A. Smith")), caption_of(Image(None))
    ('The mill. (A. Smith)', '')
    """
    return " ".join(part for part in (image.caption, f"({image.credit})" if image.credit else None) if part)
