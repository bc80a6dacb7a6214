"""Words of HTML and feeds for libFuzzer, which would take long to find them by itself."""

from __future__ import annotations

from scrubber.reader.tags import BLOCKS, CELLS, EXACT, HEAD_CONTENT, LISTS, NOT_VISIBLE, PICTURES

INLINE = ("a", "b", "br", "em", "span", "time", "cite", "img", "picture", "source", "figure", "math", "svg", "input")
ATTRIBUTES = (
    *("href", "src", "srcset", "alt", "class", "id", "role", "hidden", "style", "itemprop", "itemscope", "itemtype"),
    *("datetime", "property", "content", "name", "rel", "type", "lang", "width", "height", "aria-hidden", "start"),
)
PIECES = (
    *(
        "<!--",
        "-->",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "<?xml",
        "</",
        "/>",
        "&#",
        "&#x",
        "&amp;",
        "&nbsp;",
        "&#0;",
    ),
    *('="', "='", "<!ENTITY", "&#150;", "&#xD800;", "\xad", "application/ld+json", '{"@type":"NewsArticle",'),
    *('"headline":', '"author":', '"datePublished":', "og:title", "article:published_time", "display:none", "```"),
)


def dictionary() -> str:
    """A file as libFuzzer reads it, a word in quotes a line."""
    names = sorted({*BLOCKS, *CELLS, *EXACT, *HEAD_CONTENT, *LISTS, *NOT_VISIBLE, *PICTURES, *INLINE})
    words = [*(f"<{name}>" for name in names), *(f"</{name}>" for name in names)]
    words += [*(f' {name}="' for name in ATTRIBUTES), *PIECES]
    return "".join(f'"{_escaped(word)}"\n' for word in words)


def _escaped(word: str) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode())
