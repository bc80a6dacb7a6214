"""Is it HTML, plain text, or neither? Told by content, never by a file's suffix."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Literal

from scrubber.reader.decode import is_wide

Kind = Literal["html", "text"]

SNIFFED_CHARACTERS = 65_536
MIN_CLOSED_BLOCK_TAGS = 3  # one or two occur in prose about HTML
MAX_CONTROL_SHARE = 0.02  # random bytes have a tenth; a page with a few stray ones has under a thousandth
MAX_NUL_SHARE = 0.1

_MAGIC = re.compile(
    rb"%PDF-|\x89PNG|GIF8[79]a|\xff\xd8\xff|PK(?:\x03\x04|\x05\x06)|\x1f\x8b\x08|7z\xbc\xaf|Rar!\x1a|BZh[1-9]1AY|\xfd7zXZ"
    rb"|RIFF....(?:WEBP|WAVE|AVI )|OggS|ID3[\x02-\x04]|\x00asm|\x7fELF|wOF[F2]|OTTO\x00|\x00\x01\x00\x00|....ftyp"
    rb"|\xd0\xcf\x11\xe0|SQLite format 3|\(\xb5/\xfd|\x1aE\xdf\xa3|(?:ttcf|true)\x00|\x00\x00\x01\x00|II\*\x00|MM\x00\*"
    rb"|\{\\rtf",
    re.DOTALL,
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b\0"))
"""Bytes that no text holds but by mistake."""
_MARKUP_START = re.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*>)*+<(?:!doctype|html|head|body)\b", re.I | re.S)
_DOCUMENT_TAG = re.compile(r"<(?:!doctype|html|head|body)\b", re.I)
_XML_START = re.compile(
    r"(?:\s|\ufeff|<!--.*?-->|<\?.*?\?>|<!doctype[^>\[]{0,500}(?:\[[^\]]{0,5000}\])?>)*+"
    r"<((?:[\w.-]{1,40}:)?([\w.-]{1,40}))",
    re.I | re.S,
)
_NO_PAGES = {
    "rss": "it is a feed",
    "feed": "it is a feed",
    "rdf": "it is a feed",
    "urlset": "it is a sitemap",
    "sitemapindex": "it is a sitemap",
    "svg": "it is an SVG image",
}
"""Elements that are the root of a document that is none of text."""
_CODE = re.compile(r"^(```|~~~).*?(?:^\1|\Z)|(`+)(?!`)[^\n]*?\2", re.S | re.M)
_BLOCK_NAMES = "p|div|h[1-6]|li|ul|ol|table|tr|td|section|article|blockquote|pre|header|footer|main"
_OPENED = re.compile(rf"<({_BLOCK_NAMES})\b[^<>]{{0,2000}}>", re.I)
_CLOSED = re.compile(rf"</({_BLOCK_NAMES})\s{{0,9}}>", re.I)


def is_of_known_format(data: bytes) -> bool:
    """Whether bytes begin as a PDF, an image, an archive or the like does.

    >>> is_of_known_format(b"PK\x03\x04mimetype"), is_of_known_format(b"<html>")
    (True, False)
    """
    return _MAGIC.match(data) is not None


def is_binary(data: bytes) -> bool:
    """Whether bytes are a known binary format, or hold more control characters than any text does.

    The zero bytes of UTF-16 and UTF-32 are no sign of one.

    >>> is_binary(b"%PDF-1.7 ..."), is_binary(bytes(range(256)) * 9)
    (True, True)
    >>> is_binary("Größe\\n".encode()), is_binary(b"A stray\\0 byte in a longer line of ordinary text.")
    (False, False)
    """
    if is_of_known_format(data):
        return True
    if is_wide(data):
        return False
    head = data[:SNIFFED_CHARACTERS]
    controls = len(head) - len(head.translate(None, CONTROLS))
    nuls = head.count(0)
    return controls > MAX_CONTROL_SHARE * len(head) or MAX_NUL_SHARE * len(head) < nuls < len(head.rstrip())


def is_json(text: str) -> bool:
    """Whether the whole text is one JSON object or array, however deep.

    >>> is_json('{"a": [1, 2]}'), is_json("{curly} braces in prose")
    (True, False)
    """
    text = text.strip("\ufeff \t\r\n")
    if not ((text[:1] == "{" and text[-1:] == "}") or (text[:1] == "[" and text[-1:] == "]")):
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True  # only JSON nests a thousand brackets without a syntax error before them
    except ValueError:
        return False
    return True


def no_page(text: str) -> str | None:
    """Why the whole text is no page: it is JSON, a feed, a sitemap, an image; None if it may be one.

    >>> no_page('<?xml version="1.0"?><rss/>'), no_page('[{"a": 1}]'), no_page("<html><svg></svg></html>")
    ('it is a feed', 'it is JSON', None)
    >>> no_page("<svg><path/></svg><main><p>A fragment of a page that a drawing opens.</p></main>") is None
    True
    """
    if is_json(text):
        return "it is JSON"
    root = _XML_START.match(text[:SNIFFED_CHARACTERS]) if text.lstrip("\ufeff \t\r\n")[:1] == "<" else None
    why = _NO_PAGES.get(root[2].lower()) if root else None
    if root is None or why is None:
        return None
    end = text.rfind(f"</{root[1]}")
    return None if end > 0 and _OPENED.search(text, end) else why


def told_kind(text: str) -> Kind:
    """`html` if its first 64 kB look like markup, else `text`.

    >>> told_kind("<!doctype html><title>x</title>"), told_kind("<p>a</p><p>b</p><div>c</div>")
    ('html', 'html')
    >>> told_kind("Write `<body>` first, then <p>a</p>."), told_kind("a < b")
    ('text', 'text')
    """
    head = text[:SNIFFED_CHARACTERS]
    if "<" not in head:
        return "text"
    if _MARKUP_START.match(head):
        return "html"
    outside_code = _CODE.sub(" ", head)
    if _DOCUMENT_TAG.search(outside_code):
        return "html"
    opened = Counter(name.lower() for name in _OPENED.findall(outside_code))
    closed = Counter(name.lower() for name in _CLOSED.findall(outside_code))
    return "html" if (opened & closed).total() >= MIN_CLOSED_BLOCK_TAGS else "text"
