"""A block-level element → the container that it is to the blocks inside it, and its name in their place."""

from __future__ import annotations

import re
from typing import Any

from lxml.html import HtmlElement

from scrubber.page import Container

LABEL_CLASSES = 3  # class names that a label shows; utility frameworks have dozens
LABEL_CHARACTERS = 200

_HIDING_STYLE = re.compile(r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.I)


def container_of(element: HtmlElement) -> Container:
    """What an element says of itself. Each call makes another container, equal to no other."""
    tag: Any = element.tag
    identifier = classes = role = itemprop = ""
    is_hidden = False
    for name, value in element.items():  # one call into lxml, where a `get` for each would take twice as long
        if name == "class":
            classes = value
        elif name == "id":
            identifier = value
        elif name == "role":
            role = value
        elif name == "itemprop":
            itemprop = value
        elif (
            name == "hidden"
            or (name == "aria-hidden" and value.strip().lower() == "true")
            or (name == "style" and _HIDING_STYLE.search(value))
        ):
            is_hidden = True
    return Container(tag, identifier, classes, role, is_hidden, itemprop)


def label_of(container: Container) -> str:
    """Its name in the places of its blocks.

    >>> label_of(Container("p")), label_of(Container("div", "more links", "promo  wide dark tall"))
    ('p', 'div#more.promo.wide.dark')
    """
    label = container.tag
    if container.identifier and (identifiers := container.identifier.split(None, 1)):
        label += f"#{identifiers[0]}"
    if container.classes:
        label = ".".join([label, *container.classes.split(None, LABEL_CLASSES)[:LABEL_CLASSES]])
    return label[:LABEL_CHARACTERS]
