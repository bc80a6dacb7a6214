"""Article → a clean HTML document, without anything that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scrubber.article import Article, Metadata
from scrubber.page import Block, BlockKind, Image
from scrubber.serializer.figures import caption_of, printed
from scrubber.serializer.linked_text import cells_of, page_address
from scrubber.serializer.markup import element, escaped, opening
from scrubber.serializer.outline import Listing, code_of, listings, runs

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
MAX_HEADING = 6


def to_html(article: Article) -> str:
    """A whole document in HTML5: the kept blocks in `<article>`, then the images as figures. Links and images keep
    addresses of http and https only, links those of mailto, too; nothing else is taken over from the page as markup.

    >>> from scrubber import scrub
    >>> print(to_html(scrub("The council met.", url="https://kelness.example/council")))
    <!doctype html>
    <html>
    <head>
    <meta charset="utf-8">
    <title></title>
    <link rel="canonical" href="https://kelness.example/council">
    </head>
    <body>
    <article>
    <p>The council met.</p>
    </article>
    </body>
    </html>
    """
    language = article.metadata.language
    root = opening("html", {"lang": language if language and LANGUAGE_TAG.fullmatch(language) else None})
    body = [*map(_markup, runs(article.blocks)), *filter(None, map(_figure, printed(article.images)))]
    lines = ["<!doctype html>", root, "<head>", *_head(article.metadata), "</head>"]
    return "\n".join([*lines, "<body>", "<article>", *body, "</article>", "</body>", "</html>"])


def _head(metadata: Metadata) -> Iterator[str]:
    yield '<meta charset="utf-8">'
    yield element("title", escaped(metadata.title or ""))
    for author in (*metadata.authors, *(name for name in metadata.organisations if name not in metadata.authors)):
        yield opening("meta", {"name": "author", "content": author})
    if metadata.description:
        yield opening("meta", {"name": "description", "content": metadata.description})
    for name, value in (
        ("article:published_time", metadata.date_published),
        ("article:modified_time", metadata.date_modified),
        ("og:site_name", metadata.site_name),
    ):
        if value:
            yield opening("meta", {"property": name, "content": value})
    if address := page_address(metadata.canonical_url) or page_address(metadata.url):
        yield opening("link", {"rel": "canonical", "href": address})


def _markup(run: Sequence[Block]) -> str:
    """A run of blocks; see `runs`."""
    first = run[0]
    match first.kind:
        case BlockKind.HEADING:
            return element(f"h{min(max(1, first.level), MAX_HEADING)}", _lines(run))
        case BlockKind.LIST_ITEM:
            return "\n".join(map(_list, listings(run)))
        case BlockKind.TERM | BlockKind.DEFINITION:
            return element("dl", "\n".join(_definition(block) for block in run))
        case BlockKind.TABLE_ROW:
            return element("table", "\n".join(map(_row, run)))
        case BlockKind.QUOTE:
            return element("blockquote", element("p", _lines(run)))
        case BlockKind.CODE:
            name = f"language-{first.language}" if first.language else None
            return element("pre", element("code", escaped(code_of(run)), {"class": name}))
    return element("p", _lines(run))


def _lines(run: Sequence[Block]) -> str:
    return "<br>\n".join(map(_text, run))


def _text(block: Block) -> str:
    return " ".join(_cells(block))


def _cells(block: Block) -> Iterator[str]:
    for pieces in cells_of(block):
        yield "".join(
            element("a", escaped(text), {"href": address}) if address else escaped(text) for text, address in pieces
        )


def _list(listing: Listing) -> str:
    items = (element("li", "\n".join([_text(item.block), *map(_list, item.lists)])) for item in listing.items)
    return element("ol" if listing.ordered else "ul", "\n".join(items))


def _definition(block: Block) -> str:
    return element("dt" if block.kind is BlockKind.TERM else "dd", _text(block))


def _row(block: Block) -> str:
    return element("tr", "\n".join(element("td", cell) for cell in _cells(block)))


def _figure(image: Image) -> str:
    """Nothing for an image that has no address to be shown from, and nothing to be said of it."""
    address = page_address(image.url)
    picture = {"src": address, "alt": image.alt or "", "width": image.width, "height": image.height}
    shown = opening("img", picture) if address else ""
    says = caption_of(image)
    caption = element("figcaption", escaped(says)) if says else ""
    return element("figure", shown + caption) if shown or caption else ""
