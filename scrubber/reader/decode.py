"""Bytes → str, with the evidence for the encoding.

A byte order mark is believed; then UTF-8 that is valid, whatever a label says (a wrong label is commoner than other
bytes that happen to be valid UTF-8); then a declared encoding that decodes without error; then near-valid UTF-8; and
only then BeautifulSoup is asked to guess. UTF-7 is never decoded: it can hide markup in harmless text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

EVIDENCE_BYTES = 1_000_000  # from the first that is not ASCII's on; what follows changes no decision
LONGEST_CHARACTER = 4  # bytes, in UTF-8
DECLARATION_BYTES = 4096  # the standard says 1,024; real pages declare later
MARKUP_GUESSED_FROM, BYTES_GUESSED_FROM = 400_000, 50_000  # more bytes change no guess and cost seconds
BAD_SHARE_OF_DECLARED = 0.01
BAD_SHARE_OF_GUESS = 0.001

_DECLARED = re.compile(
    rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_MARKUP = re.compile(rb"[<>]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers decode under these labels (WHATWG Encoding Standard, table of names and labels).
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec that gave it, and why that one."""

    text: str
    encoding: str
    reason: str
    utf8: bytes | None = None
    """The bytes, where they are valid UTF-8: the parser takes no other, and need not have them made again."""


def decode(data: bytes) -> Decoded | None:
    """The text of some bytes, or None where no known encoding decodes them."""
    if len(data) <= EVIDENCE_BYTES:
        return _decoded(data)
    told = encoding_of(data, data)
    if told is None:
        return None
    return Decoded(data.decode(told.encoding, "replace").removeprefix("\ufeff"), told.encoding, told.reason)


def encoding_of(head: bytes, data: bytes) -> Decoded | None:
    """What the encoding of many bytes is, without their text: told by how they begin, and by a megabyte of `data`
    from the first byte on that is not ASCII's; all that stands before is ASCII.
    """
    match = _NOT_ASCII.search(data)
    start = match.start() if match else 0
    if start <= DECLARATION_BYTES and data.startswith(head[:DECLARATION_BYTES]):
        evidence = data[: _end_of_character(data, start + EVIDENCE_BYTES)]
    else:
        evidence = head[:DECLARATION_BYTES] + data[start : _end_of_character(data, start + EVIDENCE_BYTES)]
    told = _decoded(evidence)
    return told and replace(told, text="", utf8=None)


def _end_of_character(data: bytes, end: int) -> int:
    """The end, or a little before it, so that no character of UTF-8 is cut."""
    nearest = range(end, end - LONGEST_CHARACTER, -1) if end < len(data) else ()
    return next((place for place in nearest if data[place] & 0xC0 != 0x80), end)


def _decoded(data: bytes) -> Decoded | None:
    declared = _declared_codec(data)
    return (
        _by_mark(data)
        or _by_zero_bytes(data)
        or _by_valid_utf8(data, declared)
        or _by_declaration(data, declared)
        or _by_nearly_valid_utf8(data, declared)
        or _by_guess(data, declared)
    )


def is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32, whose zero bytes are no sign of a binary."""
    return any(data.startswith(mark) for mark, name in _BOMS if name != "utf-8") or _zero_byte_codec(data) is not None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(name, "replace"), name, "byte order mark")
    return None


def _zero_byte_codec(data: bytes) -> str | None:
    """UTF-16 without a mark: in most scripts every second byte of its spaces, digits and markup is zero."""
    head = data[:4096]
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) // 2
    if half < 2 or max(even, odd) < 0.2 * half or min(even, odd) > 0.02 * half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_zero_bytes(data: bytes) -> Decoded | None:
    name = _zero_byte_codec(data) if b"\0" in data[:4096] else None
    return Decoded(data.decode(name, "replace"), name, "every second byte is zero") if name else None


def _by_valid_utf8(data: bytes, declared: str | None) -> Decoded | None:
    if declared and declared.startswith("iso2022") and b"\x1b" in data:
        return None  # seven-bit Japanese and Korean are valid UTF-8 by accident
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    told = f", though {declared} is declared" if declared and declared != "utf-8" and not data.isascii() else ""
    return Decoded(text, "utf-8", f"valid UTF-8{told}", data)


def _declared_codec(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, DECLARATION_BYTES)
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a label with a NUL
        return None
    if name in {"utf-7", "idna", "punycode"} or not getattr(codecs.lookup(label), "_is_text_encoding", True):
        return None
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else _AS_BROWSERS_DO.get(name, name)


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None or declared == "utf-8":
        return None
    if (near := _by_nearly_valid_utf8(data, declared)) is not None:
        return near
    try:
        return Decoded(data.decode(declared), declared, "declared by the page, and its bytes agree")
    except (UnicodeDecodeError, LookupError):
        text = data.decode(declared, "replace")
    bad = text.count("\ufffd")
    if bad > BAD_SHARE_OF_DECLARED * len(text):
        return None
    return Decoded(text, declared, f"declared by the page, but for {bad} bytes")


def _by_nearly_valid_utf8(data: bytes, declared: str | None) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    believed = declared == "utf-8" and bad <= BAD_SHARE_OF_DECLARED * len(text)
    if not believed and good < 3 * bad:  # a legacy encoding forms a valid sequence only by accident
        return None
    return Decoded(text, "utf-8", f"UTF-8 but for {bad} bytes, each replaced by U+FFFD")


def _by_guess(data: bytes, declared: str | None) -> Decoded | None:
    from bs4.dammit import EncodingDetector

    # What stands between two brackets, if it has any other byte than ASCII's: scripts and tags drown the evidence.
    telling = [piece for piece in _MARKUP.split(data[:MARKUP_GUESSED_FROM]) if not piece.isascii()]
    for guess in EncodingDetector(b" ".join(telling)[:BYTES_GUESSED_FROM], is_html=False).encodings:
        try:
            name = codecs.lookup(guess).name
            text = data.decode(_AS_BROWSERS_DO.get(name, name), "replace")
        except (LookupError, ValueError):
            continue
        if text.count("\ufffd") <= BAD_SHARE_OF_GUESS * len(text):
            told = f"; the declared {declared} does not fit" if declared else ""
            return Decoded(text, _AS_BROWSERS_DO.get(name, name), f"guessed from its bytes{told}")
    return None
