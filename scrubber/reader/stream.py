"""Bytes that come in pieces → their text in pieces; neither is ever whole in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from scrubber.reader.decode import decode, encoding_of, is_wide
from scrubber.reader.kind import Kind, is_binary, told_kind


def texts_of(chunks: Iterable[bytes]) -> Iterator[str]:
    """The text of some bytes, in the encoding that `decode` would tell; what nothing tells is UTF-8 with bad bytes."""
    chunks = iter(chunks)
    head = chunk = next(chunks, b"")
    if not is_wide(head):
        while chunk.isascii():
            if not chunk:
                return
            yield chunk.decode("ascii")
            chunk = next(chunks, b"")
        chunk += next(chunks, b"")
    told = encoding_of(head, chunk)
    decoder = codecs.getincrementaldecoder(told.encoding if told else "utf-8")("replace")
    yield decoder.decode(chunk).removeprefix("\ufeff")
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def is_plain_text(head: bytes, kind: Kind | None) -> bool:
    """Whether bytes are plain text that begin so. What may be JSON is not: only its end would tell.

    >>> is_plain_text(b"The council met.", None), is_plain_text(b"<!doctype html><p>", None), is_plain_text(b"[1", None)
    (True, False, False)
    """
    decoded = None if is_binary(head) else decode(head)
    if decoded is None or (kind is None and decoded.text.lstrip("\ufeff \t\r\n").startswith(("{", "["))):
        return False
    return (kind or told_kind(decoded.text)) == "text"
