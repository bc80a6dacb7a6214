"""The text of a block → pieces with and without a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from scrubber.page import Block
from scrubber.words import without_controls

_IGNORED = re.compile(r"[\t\n\v\f\r\x85]+")  # browsers look for the scheme of an address without its line breaks
_UNWRITTEN = re.compile(r'[\s<>"{|}^`]')
_PAGE = re.compile(r"https?://[^/]", re.I)
_MAIL = re.compile(r"mailto:.", re.I)


class Piece(NamedTuple):
    """Some text, and where its link goes."""

    text: str
    address: str | None = None


def cells_of(block: Block) -> Iterator[tuple[Piece, ...]]:
    """The cells of a table row; the text of any other block is one cell."""
    start = 0
    for cell in block.cells or (block.text,):
        end = start + len(cell)
        is_in_text = block.text[start:end] == cell  # else nobody knows which links are in it
        yield tuple(_pieces(block, start, end)) if is_in_text else (Piece(cell),)
        start = end + 1


def _pieces(block: Block, start: int, end: int) -> Iterator[Piece]:
    for link in block.links:
        if start <= link.start < link.end <= end:
            yield Piece(block.text[start : link.start])
            yield Piece(block.text[link.start : link.end], page_address(link.url) or mail_address(link.url))
            start = link.end
    yield Piece(block.text[start:end])


def page_address(url: str | None) -> str | None:
    r"""An address of http or https, fit to be written; None for any other.

    >>> page_address(" HTTPS://mill.example/a b\n"), page_address("java\tscript:alert(1)"), page_address("/a")
    ('HTTPS://mill.example/a%20b', None, None)
    """
    address = _written(url or "")
    return address if _PAGE.match(address) else None


def mail_address(url: str) -> str | None:
    """An address that opens with `mailto:`; None for any other.

    >>> mail_address("mailto:ann@mill.example"), mail_address("data:text/html,mailto:")
    ('mailto:ann@mill.example', None)
    """
    address = _written(url)
    return address if _MAIL.match(address) else None


def _written(url: str) -> str:
    address = _IGNORED.sub("", without_controls(url)).strip()
    return _UNWRITTEN.sub(lambda found: quote(found[0]), address)
