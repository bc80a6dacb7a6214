"""Bytes of an image or the like in the middle of a page: taken out, as no encoding would fit the page with them."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from scrubber.reader.decode import is_wide
from scrubber.reader.kind import CONTROLS, is_of_known_format, told_kind

MIN_CONTROLS = 8
MAX_APART = 128  # bytes between two control characters; in random bytes one in nine is one
MIN_KINDS = 4  # of control characters; a text that is struck over, or has a separator, knows one or two
MIN_REST = 0.1  # of the bytes that would go; less is a binary with some tags around it
MIN_HIGH_SHARE = 0.25  # bytes beyond ASCII; half of random ones

_CONTROL, _OTHER = rb"[%s]" % re.escape(CONTROLS), rb"[^%s]" % re.escape(CONTROLS)
_RUN = re.compile(rb"%s(?:%s{0,%d}+%s){%d,}+" % (_CONTROL, _OTHER, MAX_APART, _CONTROL, MIN_CONTROLS - 1), re.S)
_ASCII = bytes(range(0x80))
_CONTINUING = bytes(range(0x80, 0xC0))
_TAG, _TAG_END = re.compile(rb"</?[A-Za-z][A-Za-z0-9]*+[\s/>]"), re.compile(rb".*<[^<>]*>", re.S)
_FIRST_BAD, _LAST_BAD = re.compile(r"[\udc80-\udcff].*", re.S), re.compile(r".*[\udc80-\udcff]", re.S)


def without_binary_runs(data: bytes) -> tuple[bytes, int]:
    """Markup with a space for each binary run, and how many bytes they had; what is no markup without them stays.

    >>> noise = bytes([200, 1, 201, 2, 202, 3, 203, 4] * 8)
    >>> without_binary_runs(b"<!doctype html><p>Before %s and after." % noise)
    (b'<!doctype html><p>Before   and after.', 64)
    >>> without_binary_runs(noise)[1]
    0
    """
    has_few_controls = len(data) - len(data.translate(None, CONTROLS)) < MIN_CONTROLS
    if has_few_controls or is_of_known_format(data) or is_wide(data):
        return data, 0
    pieces, copied, gone = [], 0, 0
    for run in _RUN.finditer(data):
        if _is_binary(run[0]):
            start, end = _widened(data, *run.span())
            pieces.append(data[copied : max(start, copied)])
            gone += end - max(start, copied)
            copied = end
    rest = b" ".join([*pieces, data[copied:]])
    if not pieces or len(rest) < MIN_REST * gone or told_kind(rest.decode("ascii", "replace")) != "html":
        return data, 0
    return rest, gone


def _widened(data: bytes, start: int, end: int) -> tuple[int, int]:
    """The run with what is no UTF-8 before and behind it, up to the next tag."""
    before = _TAG_END.sub(b"", data[max(0, start - MAX_APART) : start]).lstrip(_CONTINUING)
    behind = _TAG.split(data[end : end + MAX_APART], maxsplit=1)[0]
    first = _FIRST_BAD.search(before.decode("utf-8", "surrogateescape"))
    decoder = getincrementaldecoder("utf-8")("surrogateescape")  # it waits for the rest of a character at the end
    last = _LAST_BAD.match(decoder.decode(behind))
    return (
        start - (len(first[0].encode("utf-8", "surrogateescape")) if first else 0),
        end + (len(last[0].encode("utf-8", "surrogateescape")) if last else 0),
    )


def _is_binary(run: bytes) -> bool:
    kinds = len(set(run).intersection(CONTROLS))
    return kinds >= MIN_KINDS and len(run.translate(None, _ASCII)) >= MIN_HIGH_SHARE * len(run)
