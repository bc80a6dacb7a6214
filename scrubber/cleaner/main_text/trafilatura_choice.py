"""Trafilatura's choice of the main text, mapped back onto our blocks. The only user of trafilatura."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from scrubber.cleaner.main_text.mapping import map_pieces
from scrubber.page import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scrubber.cleaner.main_text import Favor

# What its code raises on odd trees; none of it may cost the page.
_ITS_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.Error,
)
_BREAKS = frozenset({"p", "head", "item", "list", "cell", "row", "table", "quote", "code", "lb", "div"})
_INLINE_PARENTS = frozenset({"p", "head", "item", "cell", "hi", "ref", "code"})


def choose(blocks: Sequence[Block], tree: HtmlElement, *, favor: Favor, comments: bool) -> tuple[set[int], str | None]:
    """The indices of the chosen blocks; and, where trafilatura failed, why."""
    try:
        pieces = list(chosen_pieces(tree, favor=favor, comments=comments))
    except _ITS_ERRORS as error:
        return set(), f"trafilatura failed on the page ({type(error).__name__})"
    return set(map_pieces(blocks, pieces).chosen), None


def chosen_pieces(tree: HtmlElement, *, favor: Favor = "balanced", comments: bool = False) -> Iterator[str]:
    """The texts that trafilatura chose, a piece for each of its paragraphs, items, cells and lines."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it reports short pages as errors
    document: Any = trafilatura.bare_extraction(
        tree, include_comments=comments, favor_precision=favor == "precision", favor_recall=favor == "recall"
    )
    if document is None:
        return
    for body in (document.body, document.commentsbody if comments else None):
        if body is not None:
            yield from _pieces(body)


def _pieces(body: etree._Element) -> Iterator[str]:
    current: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BREAKS and not _is_inline(element):
            if current:
                yield "".join(current)
            current = []
        text = element.text if event == "start" else element.tail
        if text:
            current.append(text)
    if current:
        yield "".join(current)


def _is_inline(element: etree._Element) -> bool:
    """Code inside a paragraph, and whatever is inside code."""
    parent = element.getparent()
    return parent is not None and (parent.tag == "code" or (element.tag == "code" and parent.tag in _INLINE_PARENTS))
