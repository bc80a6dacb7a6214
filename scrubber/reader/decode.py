"""Bytes → str, with the evidence for the encoding.

A byte order mark is believed; then UTF-8 that is valid or nearly so, whatever a label says (a wrong label is commoner
than other bytes that happen to be valid UTF-8); then what the sender says, and after it the page, if the bytes can be
read so and no other reading has more words; then the reading with the most words; and only then BeautifulSoup is asked
to guess. UTF-7 is never decoded: it can hide markup in harmless text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from scrubber.reader.labels import DECLARATION_BYTES, Label, codec_of, labels_of
from scrubber.reader.readings import MIXED, Readings, has_utf8, read_as, telling

EVIDENCE_BYTES = 1_000_000  # from the first that is not ASCII's on; what follows changes no decision
LONGEST_CHARACTER = 4  # bytes, in UTF-8
BAD_SHARE_OF_DECLARED = 0.01
BAD_SHARE_OF_GUESS = 0.001

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec that gave it, and why that one."""

    text: str
    encoding: str
    reason: str
    utf8: bytes | None = None
    """The bytes, where they are valid UTF-8: the parser takes no other, and need not have them made again."""


def decode(data: bytes, charset: str | None = None) -> Decoded | None:
    """The text of some bytes, or None where no known encoding decodes them. `charset` is what their sender says."""
    if len(data) <= EVIDENCE_BYTES:
        return _decoded(data, charset)
    told = encoding_of(data, data, charset)
    if told is None:
        return None
    return Decoded(data.decode(told.encoding, "replace").removeprefix("\ufeff"), told.encoding, told.reason)


def encoding_of(head: bytes, data: bytes, charset: str | None = None) -> Decoded | None:
    """What the encoding of many bytes is, without their text: told by how they begin, and by a megabyte of `data`
    from the first byte on that is not ASCII's; all that stands before is ASCII.
    """
    match = _NOT_ASCII.search(data)
    start = match.start() if match else 0
    if start <= DECLARATION_BYTES and data.startswith(head[:DECLARATION_BYTES]):
        evidence = data[: _end_of_character(data, start + EVIDENCE_BYTES)]
    else:
        evidence = head[:DECLARATION_BYTES] + data[start : _end_of_character(data, start + EVIDENCE_BYTES)]
    told = _decoded(evidence, charset)
    return told and replace(told, text="", utf8=None)


def _end_of_character(data: bytes, end: int) -> int:
    """The end, or a little before it, so that no character of UTF-8 is cut."""
    nearest = range(end, end - LONGEST_CHARACTER, -1) if end < len(data) else ()
    return next((place for place in nearest if data[place] & 0xC0 != 0x80), end)


def _decoded(data: bytes, charset: str | None) -> Decoded | None:
    labels = labels_of(data, charset)
    return (
        _by_mark(data)
        or _by_zero_bytes(data)
        or _by_escapes(data, labels)
        or _by_valid_utf8(data, labels)
        or _by_nearly_valid_utf8(data)
        or _by_words(data, labels)
        or _by_guess(data, labels)
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


def _by_escapes(data: bytes, labels: tuple[Label, ...]) -> Decoded | None:
    """Seven-bit Japanese and Korean, which are valid UTF-8 by accident."""
    if not data.isascii() or b"\x1b$" not in data:
        return None
    name = next((label.codec for label in labels if label.codec.startswith("iso2022")), "iso2022_jp")
    text = data.decode(name, "replace")
    return Decoded(text, name, "it has its escapes") if _has_few_bad(text, BAD_SHARE_OF_DECLARED) else None


def _by_valid_utf8(data: bytes, labels: tuple[Label, ...]) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    other = next((label for label in labels if label.codec != "utf-8"), None)
    told = f", though {other.codec} is declared by {other.teller}" if other and not data.isascii() else ""
    return Decoded(text, "utf-8", f"valid UTF-8{told}", data)


def _by_nearly_valid_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if good < 3 * bad:  # a legacy encoding forms a valid sequence only by accident
        return None
    return Decoded(text, "utf-8", f"UTF-8 but for {bad} bytes, each replaced by U+FFFD")


def _by_words(data: bytes, labels: tuple[Label, ...]) -> Decoded | None:
    """As it is labelled, unless another reading has more words; or as the reading with the most of them."""
    readings = Readings(data)
    for label in labels:
        if (text := _fitting(data, label)) is not None and not readings.contradict(label.codec):
            bad = text.count("\ufffd")
            fit = f"but for {bad} bytes" if bad else "and its bytes agree"
            return Decoded(text, label.codec, f"declared by {label.teller}, {fit}")
    best = readings.best or ("cp1252" if readings.may_be_western else None)
    if best is None:
        return None
    text = read_as(best, data)
    if not _has_few_bad(text, BAD_SHARE_OF_GUESS):
        return None
    if best == MIXED:
        return Decoded(text, "utf-8", "guessed from its words; bytes that are no UTF-8 are read as windows-1252")
    return Decoded(text, best, f"guessed from its {'words' if readings.best else 'letters'}{_misfits(labels)}")


def _fitting(data: bytes, label: Label) -> str | None:
    if label.codec == "utf-8" and not has_utf8(data):
        return None  # such as an English page with the quotation marks of windows-1252
    text = data.decode(label.codec, "replace")
    return text if _has_few_bad(text, BAD_SHARE_OF_DECLARED) else None


def _by_guess(data: bytes, labels: tuple[Label, ...]) -> Decoded | None:
    from bs4.dammit import EncodingDetector

    for guess in EncodingDetector(telling(data), is_html=False).encodings:
        name = codec_of(guess)
        if name is not None and _has_few_bad(text := data.decode(name, "replace"), BAD_SHARE_OF_GUESS):
            return Decoded(text, name, f"guessed from its bytes{_misfits(labels)}")
    return None


def _misfits(labels: tuple[Label, ...]) -> str:
    return f"; the declared {labels[0].codec} does not fit" if labels else ""


def _has_few_bad(text: str, share: float) -> bool:
    return text.count("\ufffd") <= share * len(text)
