"""What is opened and never closed, and hides the page below it: a comment, a script, a quote.

A browser shows nothing of such a page either, so nobody leaves one so for long; but it is crawled in the meantime.
A page that was cut off within its last script looks the same, and is left as it is: only where at least half of the
blocks end below the opening, these are taken for text.
"""

from __future__ import annotations

import re

_HIDING = re.compile(
    rb"<(/?)(script|style|title|textarea|iframe|noscript|noframes|noembed|template|svg|desc|xmp|plaintext)(?=[\s/>])",
    re.I,
)
_CODE = (b"script", b"style")
_BLOCK_END = re.compile(rb"</(?:p|h[1-6]|li|td|div|blockquote)\s*>", re.I)
_BLOCK_START = re.compile(rb"<(?:p|h[1-6]|ul|ol|table|div|blockquote|article|section)[\s>]", re.I)
MIN_BLOCKS_BELOW = 3  # one or two stand in scripts that write markup


def without_unclosed(data: bytes) -> bytes:
    """Markup without the openings that would hide most of its text. A page that closes what it opens stays as it is.

    >>> without_unclosed(b"<!-- a <p>b</p><p>c</p><p>d</p>")
    b' a <p>b</p><p>c</p><p>d</p>'
    >>> without_unclosed(b"<script>a()<p>b</p><p>c</p><p>d</p>")
    b'<script>a()</script><p>b</p><p>c</p><p>d</p>'
    >>> without_unclosed(b"<p>a</p><script>b('<p>c</p>'")
    b"<p>a</p><script>b('<p>c</p>'"
    """
    comment = data.find(b"<!--", data.rfind(b"-->") + 1)
    if comment >= 0 and _hides_most(data, comment):
        data = data[:comment] + data[comment + len(b"<!--") :]
    for start, name in reversed(_unclosed(data)):
        if _hides_most(data, start):
            data = _closed_early(data, start, name) if name in _CODE else _without_tag(data, start)
    for quote in (b'"', b"'"):
        data = _without_open_quote(data, quote)
    return data


def _hides_most(data: bytes, start: int) -> bool:
    below = len(_BLOCK_END.findall(data, start))
    return below >= MIN_BLOCKS_BELOW and below >= len(_BLOCK_END.findall(data, 0, start))


def _unclosed(data: bytes) -> list[tuple[int, bytes]]:
    """Where the first element of a name begins of which no end follows, and the name, in the order of the page."""
    opened: dict[bytes, int] = {}
    for tag in _HIDING.finditer(data):
        name = tag[2].lower()
        if tag[1]:
            opened.pop(name, None)
        else:
            opened.setdefault(name, tag.start())
    return sorted((start, name) for name, start in opened.items())


def _closed_early(data: bytes, start: int, name: bytes) -> bytes:
    """A script or a style ends where the text begins: its code is nobody's."""
    block = _BLOCK_START.search(data, start)
    return b"%s</%s>%s" % (data[: block.start()], name, data[block.start() :]) if block else data


def _without_tag(data: bytes, start: int) -> bytes:
    return data[:start] + data[data.find(b">", start) + 1 :]


def _without_open_quote(data: bytes, quote: bytes) -> bytes:
    """The last quote of a kind is dropped where it opens a value in a tag, so that the value ends with the tag."""
    place = data.rfind(quote)
    if place < 0 or not data[max(0, place - 20) : place].rstrip().endswith(b"="):
        return data
    is_in_tag = data.rfind(b"<", 0, place) > data.rfind(b">", 0, place)
    return data[:place] + data[place + 1 :] if is_in_tag and _hides_most(data, place) else data
