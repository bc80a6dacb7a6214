"""Article → a document of the Text Encoding Initiative (TEI P5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrubber.article import Article, Metadata
from scrubber.page import Block, BlockKind, Image
from scrubber.serializer.figures import caption_of, printed
from scrubber.serializer.html import LANGUAGE_TAG
from scrubber.serializer.linked_text import cells_of, page_address
from scrubber.serializer.markup import element, empty, escaped, opening
from scrubber.serializer.outline import Listing, code_of, listings, runs

_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)


def to_tei(article: Article) -> str:
    """A TEI document: the metadata as the source that it was made from, the kept blocks, then the images. A heading
    begins a division, whose `subtype` is its level in HTML."""
    language = article.metadata.language
    tag = language if language and LANGUAGE_TAG.fullmatch(language) else None
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        opening("TEI", {"xmlns": "http://www.tei-c.org/ns/1.0", "xml:lang": tag}),
        *_header(article.metadata),
        "<text>",
        "<body>",
        *_divisions(article),
        "</body>",
        "</text>",
        "</TEI>",
    ]
    return "\n".join(lines)


def _header(metadata: Metadata) -> Iterator[str]:
    title = element("title", escaped(metadata.title or ""))
    authors = [element("author", escaped(name)) for name in dict.fromkeys((*metadata.authors, *metadata.organisations))]
    yield "<teiHeader>"
    yield element("fileDesc", "\n".join(_file(metadata, title + "".join(authors))))
    if metadata.description:
        yield element("profileDesc", element("abstract", element("p", escaped(metadata.description))))
    yield "</teiHeader>"


def _file(metadata: Metadata, title: str) -> Iterator[str]:
    address = page_address(metadata.canonical_url) or page_address(metadata.url)
    date = metadata.date_published
    yield element("titleStmt", title)
    yield element("publicationStmt", "<p/>")  # of this file, of which nothing is known
    yield "<sourceDesc><bibl>"
    yield title
    if metadata.site_name:
        yield element("publisher", escaped(metadata.site_name))
    if date:
        yield element("date", escaped(date), {"when": date if _MOMENT.fullmatch(date) else None})
    if address:
        yield empty("ptr", {"target": address})
    yield "</bibl></sourceDesc>"


def _divisions(article: Article) -> Iterator[str]:
    """Headings may only open a division; text before the first one stands in a division without a heading."""
    pieces: list[str] = []
    kind: dict[str, str | int | None] = {}
    for run in runs(article.blocks):
        if run[0].kind is BlockKind.HEADING:
            if pieces:
                yield element("div", "\n".join(pieces), kind)
            pieces, kind = [], {"type": "section", "subtype": f"h{max(1, run[0].level)}"}
        pieces.append(_markup(run))
    pieces += filter(None, map(_figure, printed(article.images)))
    yield element("div", "\n".join(pieces) or "<p/>", kind)


def _markup(run: Sequence[Block]) -> str:
    match run[0].kind:
        case BlockKind.HEADING:
            return element("head", _lines(run))
        case BlockKind.LIST_ITEM:
            return "\n".join(map(_list, listings(run)))
        case BlockKind.TERM | BlockKind.DEFINITION:
            return element("list", "\n".join(map(_definition, run)), {"rend": "definitions"})
        case BlockKind.TABLE_ROW:
            return element("table", "\n".join(map(_row, run)))
        case BlockKind.QUOTE:
            return element("quote", element("p", _lines(run)))
        case BlockKind.CODE:
            language = "".join((run[0].language or "").split()) or None
            return element("p", element("code", escaped(code_of(run)), {"lang": language, "xml:space": "preserve"}))
    return element("p", _lines(run))


def _lines(run: Sequence[Block]) -> str:
    return "<lb/>\n".join(map(_text, run))


def _text(block: Block) -> str:
    return " ".join(_cells(block))


def _cells(block: Block) -> Iterator[str]:
    for pieces in cells_of(block):
        yield "".join(element("ref", escaped(text), {"target": to}) if to else escaped(text) for text, to in pieces)


def _list(listing: Listing) -> str:
    items = (element("item", "\n".join([_text(item.block), *map(_list, item.lists)])) for item in listing.items)
    return element("list", "\n".join(items), {"rend": "numbered" if listing.ordered else "bulleted"})


def _definition(block: Block) -> str:
    text = _text(block)
    return element("item", element("term", text) if block.kind is BlockKind.TERM else text)


def _row(block: Block) -> str:
    return element("row", "\n".join(element("cell", cell) for cell in _cells(block)))


def _figure(image: Image) -> str:
    address, says = page_address(image.url), caption_of(image)
    parts = [
        empty("graphic", {"url": address}) if address else "",
        element("head", escaped(says)) if says else "",
        element("figDesc", escaped(image.alt)) if address and image.alt else "",
    ]
    return element("figure", "".join(parts)) if any(parts) else ""
