"""Is it a row of data or a table used for layout? Is it an item of a list or a page inside a list?"""

from __future__ import annotations

from lxml.html import HtmlElement

from scrubber.reader.tags import CARD, CELLS, STRUCTURE

_ITEMS = ("li", "dt", "dd")
MAX_ROW_CHARACTERS = 2000  # a longer row is a column of text


def is_data_row(row: HtmlElement) -> bool:
    """Whether the cells of a `<tr>` hold a value each, not a part of the page's layout."""
    cells = [child for child in row if child.tag in CELLS]
    if len(cells) < 2 or _has_structure(row):
        return False
    if any(sum(1 for _ in row.iter(tag)) > len(cells) for tag in ("p", "br", "div")):
        return False
    return sum(map(len, row.itertext())) <= MAX_ROW_CHARACTERS


def is_simple(item: HtmlElement) -> bool:
    """Whether a list item (or a term, or its definition) is a line or two, not a post or a card."""
    if next(item.iter(*CARD), None) is not None:
        return False
    paragraphs = (paragraph for paragraph in item.iter("p") if next(paragraph.iterancestors(*_ITEMS)) is item)
    next(paragraphs, None)
    return next(paragraphs, None) is None


def _has_structure(element: HtmlElement) -> bool:
    inner = element.iter(*STRUCTURE)
    if element.tag in STRUCTURE:
        next(inner)
    return next(inner, None) is not None
