"""Markup → tree, with the parser's log read: what it would have lost is repaired, or said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from scrubber.reader.guard import drop_bulk, flatten, guard


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree (None for markup without any element), and what happened to the text on the way."""

    tree: lxml.html.HtmlElement | None
    warnings: tuple[str, ...]
    is_cut: bool


def parse(markup: str) -> Parsed:
    """The tree of some markup. Nothing is lost without a warning."""
    data, warnings = guard(markup)
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
    try:
        tree: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # "Document is empty": comments only, or nothing
        return None, ""
    fatal = [entry.message for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]
    return tree, fatal[0] if fatal else ""
