"""Images and fonts that a saved page carries within itself: of 30 MB that a browser saved, nearly all.

Nothing is read of them, but the parser would hold each one, and refuse any over 10 MB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrubber.reader.guard import ATTRIBUTE, tokens

LARGE_PAGE_BYTES = 1_000_000  # a smaller page is not worth the look
LONGEST_DATA_URI = 4_000  # bytes; icons and placeholders stay as they are
KEPT_BYTES = 100  # of a longer one: its type, so that it is taken for what it was

_RUN = re.compile(
    rb"""data:[^"'\s<>)&]*+"""
)  # in lower case, as browsers save it: with re.I it takes four times as long
_HEAD = re.compile(rb"data:[\w/+.-]*[;,]")
_HOLDS_ADDRESSES = re.compile(
    rb"(?:src|srcset|href|xlink:href|imagesrcset|poster|background|style|srcdoc|data|data-[\w-]+)\s*=", re.I
)
_NAMED_BY_READERS = frozenset({b"a", b"area"})  # their addresses are printed


def without_data_uris(data: bytes) -> bytes:
    """Markup in which long data URIs of tags and styles have lost their ends; a page that is not large stays as it is.

    What stands in the text, such as a listing of code, is no tag.

    >>> page = b'<pre>src="data:,%s"</pre><img src="data:,%s">' % (b"A" * 5_000, b"B" * 2_000_000)
    >>> short = without_data_uris(page)
    >>> short.count(b"A"), short.count(b"B"), short[-2:]
    (5000, 94, b'">')
    """
    if len(data) <= LARGE_PAGE_BYTES or not any(_is_long(run[0]) for run in _RUN.finditer(data)):
        return data
    pieces: list[bytes] = []
    copied = 0
    for start, end in _spans(data):
        pieces += [data[copied:start], _RUN.sub(_shortened, data[start:end])]
        copied = end
    return b"".join([*pieces, data[copied:]])


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where addresses stand in long tags, and the text of style elements, in order."""
    style = None
    for token in tokens(data):
        if style is not None:
            yield style, token.start()
            style = None
        name = b"" if token[1] else (token[2] or b"").lower()
        if name and name not in _NAMED_BY_READERS and token.end() - token.start() > LONGEST_DATA_URI:
            for attribute in ATTRIBUTE.finditer(data, token.end(2), token.end()):
                if _HOLDS_ADDRESSES.match(attribute[0]):
                    yield attribute.span()
        if name == b"style":
            style = token.end()
    if style is not None:
        yield style, len(data)


def _is_long(run: bytes) -> bool:
    return len(run) > LONGEST_DATA_URI and _HEAD.match(run) is not None


def _shortened(match: re.Match[bytes]) -> bytes:
    run: bytes = match[0]
    return run[:KEPT_BYTES].rstrip(b",") if _is_long(run) else run
