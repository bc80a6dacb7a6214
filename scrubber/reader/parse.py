"""Markup → tree, with the parser's log read: what it would have lost is repaired, or said."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from scrubber.reader.data_uris import without_data_uris
from scrubber.reader.guard import drop_bulk, flatten, guard
from scrubber.reader.tags import HEAD_CONTENT
from scrubber.reader.unclosed import without_unclosed


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree (None for markup without any element), and what happened to the text on the way."""

    tree: lxml.html.HtmlElement | None
    warnings: tuple[str, ...]
    is_cut: bool


def parse(markup: str, utf8: bytes | None = None) -> Parsed:
    """The tree of some markup, which may be given in UTF-8 as well. Nothing is lost without a warning.

    Raises MemoryError where the tree does not fit.
    """
    data = markup.encode("utf-8", "ignore") if utf8 is None else utf8  # ignored: lone surrogates
    data, warnings = guard(without_data_uris(without_unclosed(data)))
    tree, complaint = _parsed(data)
    if "depth" in complaint:
        data = flatten(data)
        tree, complaint = _parsed(data)
    if complaint:
        data = drop_bulk(data)
        tree, complaint = _parsed(data, huge_tree=True)
    if "depth" in complaint:
        tree, complaint = _parsed(flatten(data), huge_tree=True)
    if complaint:
        warnings += (f"the parser gave up before the end of the page: {complaint}",)
    return Parsed(tree, warnings, bool(complaint))


def _parsed(data: bytes, *, huge_tree: bool = False) -> tuple[lxml.html.HtmlElement | None, str]:
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=huge_tree,
    )
    # One class for every element, as lxml.html's own look-up by tag name costs a call into Python for each of them.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement, comment=lxml.html.HtmlComment)
    )
    tree: Any = None
    with suppress(etree.XMLSyntaxError):  # some versions raise it for markup without any element, others return None
        tree = etree.fromstring(data, parser)
    if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
        raise MemoryError("the parser could not hold the page")  # told as if there were no element in it
    if tree is None:
        return None, ""
    _open_body(tree)
    fatal = [entry.message for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]
    return tree, fatal[0] if fatal else ""


def _open_body(tree: lxml.html.HtmlElement) -> None:
    """Move what the parser took for a part of the head into a body.

    HTML lets a page leave out `<body>`; the parser knows that a `<p>` opens it, but not that an `<article>` does.
    """
    head = tree.find("head")
    if head is None:
        return
    children: list[Any] = list(head)
    first = next((index for index, child in enumerate(children) if child.tag not in HEAD_CONTENT), None)
    if first is None:
        return
    body: Any = tree.find("body")
    if body is None:
        body = tree.makeelement("body")
        head.addnext(body)
    children[-1].tail, body.text = f"{children[-1].tail or ''}{body.text or ''}", None
    body[:0] = children[first:]
