"""Is it only for a reader without scripts, or is it the text of the page?"""

from __future__ import annotations

from lxml.html import HtmlElement

from scrubber.reader.tags import NOT_VISIBLE

HIDDEN_TEXT_THAT_COUNTS = 500  # characters; a noscript of a tracker holds fewer, a thread of posts more (Discourse)


def is_read_without_scripts(element: HtmlElement) -> bool:
    """Whether a `<noscript>` or `<template>` holds real text: what the page is to a reader without scripts."""
    if element.get("shadowrootmode"):
        return True
    at_most = sum(map(len, element.itertext())) + len(element.tail or "")  # in most of them next to nothing
    return at_most >= HIDDEN_TEXT_THAT_COUNTS and _length_of_text(element) >= HIDDEN_TEXT_THAT_COUNTS


def _length_of_text(element: HtmlElement) -> int:
    """Characters of text; styles and scripts, of which many a noscript consists, have none."""
    return sum(
        len((inner.text or "").strip()) * (inner.tag not in NOT_VISIBLE or inner is element)
        + len((inner.tail or "").strip())
        for inner in element.iter()
    )
