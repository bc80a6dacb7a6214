"""Is it the text below a picture, though no `<figcaption>`?"""

from __future__ import annotations

from lxml.html import HtmlElement

from scrubber.reader.tags import BLOCKS, CAPTION_CLASSES, PICTURES


def is_caption(element: HtmlElement, classes: str) -> bool:
    """Whether a class says that an element is a caption, and a picture stands beside it.

    One with blocks inside is a card that has a caption.
    """
    classes = classes.lower()
    if "caption" not in classes or CAPTION_CLASSES.isdisjoint(classes.split()):
        return False
    inner = element.iter(*BLOCKS)
    next(inner, None)
    beside = element.getparent()
    return next(inner, None) is None and beside is not None and next(beside.iter(*PICTURES), None) is not None
