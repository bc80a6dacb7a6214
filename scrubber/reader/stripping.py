"""HTML → lines of text in one linear scan, for a page that takes a parser too long or too much memory."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from scrubber.page import Block
from scrubber.reader.decode import decode
from scrubber.reader.kind import Kind, is_binary, no_page, told_kind
from scrubber.reader.large_text import read_text
from scrubber.reader.source import Source, content_of
from scrubber.reader.tags import BLOCKS

# Every alternative that begins to match goes on to its end, so that no character is looked at twice.
_VALUE = r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<[!?][^>]*+>?|</?([a-zA-Z][^\s/>]*+)(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+" + _VALUE + r")?+)*+>?",
    re.S,
)
_RAW_TEXT = frozenset({"script", "style", "title", "iframe", "noembed", "noframes"})  # as in browsers, to the last line
_UNSEEN = _RAW_TEXT | {"noscript", "template", "datalist"}
_ENDS = {name: re.compile(rf"</{name}\b", re.I) for name in _UNSEEN}
_BREAKS = BLOCKS | {"br"}
_WHITE_SPACE = str.maketrans("\r\n\v\f\x85\u2028\u2029", " " * 7)  # in the source of HTML they part no lines
_ENDLESS_REFERENCE = re.compile("&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?")  # Python refuses numbers of 4,300 digits


def read_stripped(source: Source, *, kind: Kind | None = None, charset: str | None = None) -> tuple[Block, ...]:
    """The lines of a source as blocks; none for what is no text. Raises SourceError as `read` does."""
    text = _text_of(content_of(source), charset)
    if text is None or (kind != "text" and no_page(text)):
        return ()
    return read_text(strip(text) if (kind or told_kind(text)) == "html" else text)[0]


def _text_of(content: str | bytes | None, charset: str | None) -> str | None:
    if not isinstance(content, bytes):
        return content
    decoded = None if is_binary(content) else decode(content, charset)
    return None if decoded is None else decoded.text


def strip(markup: str) -> str:
    r"""The text between the tags: a blank line where a block begins or ends, a line break for `<br>`.

    >>> strip("<title>A</title><h1>Rain &amp; wind</h1>It<!-- no --> <b>rained</b>\n on<br>Monday.<script>x()</script>")
    '\n\nRain & wind\n\nIt rained  on\nMonday.'
    >>> strip("a < b <a title='x > y'>c</a>")
    'a < b c'
    """
    text = _ENDLESS_REFERENCE.sub("\ufffd", "".join(_pieces(markup)))
    return html.unescape(text)


def _pieces(markup: str) -> Iterator[str]:
    position = 0
    never_closed: set[str] = set()
    while match := _MARKUP.search(markup, position):
        yield markup[position : match.start()].translate(_WHITE_SPACE)
        position = match.end()
        name = (match[1] or "").lower()
        if name in _BREAKS:
            yield "\n" if name == "br" else "\n\n"
        elif name in _UNSEEN and name not in never_closed and not match[0].startswith("</"):
            if end := _ENDS[name].search(markup, position):
                position = end.start()
            elif name in _RAW_TEXT:
                return
            else:
                never_closed.add(name)  # looked for once, or many of them would make the scan quadratic
    yield markup[position:].translate(_WHITE_SPACE)
