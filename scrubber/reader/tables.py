"""Is it a row of data or a table used for layout? Is it an item of a list or a page inside a list?"""

from __future__ import annotations

from collections import Counter

from lxml.html import HtmlElement

from scrubber.reader.tags import CARD, CELLS, STRUCTURE

_LINES = ("p", "br", "div")
_PARTS = frozenset({"p", *CARD})
_ITEMS = ("li", "dt", "dd")
MAX_ROW_CHARACTERS = 2000  # a longer row is a column of text


def is_data_row(row: HtmlElement) -> bool:
    """Whether the cells of a `<tr>` hold a value each, not a part of the page's layout."""
    cells = [child for child in row if child.tag in CELLS]
    if len(cells) < 2 or _has_structure(row):
        return False
    inner = Counter([element.tag for element in row.iter(*_LINES)])
    if any(count > len(cells) for count in inner.values()):
        return False
    return sum(map(len, row.itertext())) <= MAX_ROW_CHARACTERS


def is_simple(item: HtmlElement) -> bool:
    """Whether a list item (or a term, or its definition) is a line or two, not a post or a card."""
    inner = item
    while len(inner) == 1 and (inner := inner[0]).tag not in _PARTS:
        pass
    if len(inner) == 0 and inner.tag not in _PARTS:  # most items are one link
        return True
    paragraphs = 0
    for inner in item.iter("p", *CARD):
        if inner.tag != "p":
            return False
        paragraphs += next(inner.iterancestors(*_ITEMS)) is item
    return paragraphs < 2


def _has_structure(element: HtmlElement) -> bool:
    inner = element.iter(*STRUCTURE)
    if element.tag in STRUCTURE:
        next(inner)
    return next(inner, None) is not None
