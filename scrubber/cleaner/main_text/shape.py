"""Shapes of a tree on which trafilatura's time grows with the square of the page, and sizes that it has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from scrubber.page import Block

# Of one element: 1,521 is the most in 2,764 real pages, and 64,000 <i> take trafilatura 4 times as long as 32,000.
MAX_CHILDREN = 5000
MAX_ELEMENTS = 50_000  # 15,795 is the most in the same pages
MAX_CHARACTERS = 3_000_000  # of text; trafilatura holds ten copies of it


def too_much_for_trafilatura(tree: HtmlElement, blocks: Sequence[Block]) -> str | None:
    """Why trafilatura must not see the tree and the blocks that were read of it; None for an ordinary page."""
    length = sum(len(block.text) for block in blocks)
    if length > MAX_CHARACTERS:
        return f"the page has {length:,} characters of text, more than trafilatura takes in good time"
    count = int(tree.xpath("count(.//*)")) + 1
    if count <= MAX_CHILDREN:
        return None  # counted in C: most pages end here, and none of their elements can have too many children
    for element in tree.iter():
        if len(element) > MAX_CHILDREN:
            return f"one <{element.tag!s}> has {len(element):,} children, more than trafilatura takes in good time"
    if count > MAX_ELEMENTS:
        return f"the page has {count:,} elements, more than trafilatura takes in good time"
    return None
