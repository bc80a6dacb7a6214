"""The body of an answer as an archive keeps it → its content, within a bound."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scrubber.cli.inputs.warc_file import PIECE_BYTES, Block
from scrubber.reader.source import MAX_BYTES

MAX_CHUNK_LINE_BYTES = 4096  # its length, and extensions that nobody uses
_HEXADECIMAL = re.compile(rb"[0-9a-fA-F]{1,16}")


class BodyError(Exception):
    """A body that is not what its headers say."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a page consists of."""

    content: bytes | None
    """None where it is larger than `MAX_BYTES`."""
    is_cut: bool = False
    """Whether its end is missing."""


def body_of(block: Block, headers: Mapping[str, str]) -> Body:
    """The content, chunks and Content-Encoding undone.

    Some archives keep headers that hold no more: a body that does not begin as they say is taken as it is.
    Raises BodyError, and EOFError where the file is cut.
    """
    if block.bytes_left > MAX_BYTES:
        return Body(None)
    data = block.read(block.bytes_left)
    body = Body(data)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(data)
    encoding = headers.get("content-encoding", "").strip().lower()
    return body if encoding in ("", "identity") else _unpacked(body, encoding)


def _without_chunks(data: bytes) -> Body:
    pieces: list[bytes] = []
    position = 0
    while (end := data.find(b"\n", position, position + MAX_CHUNK_LINE_BYTES)) >= 0:
        length = _chunk_length(data[position:end])
        if length is None and not pieces:
            return Body(data)
        if length is None:
            raise BodyError("its chunks are broken")
        if not length:
            return Body(b"".join(pieces))
        pieces.append(data[end + 1 : end + 1 + length])
        position = end + 1 + length
        position += 2 if data[position : position + 2] == b"\r\n" else 1
    return Body(b"".join(pieces), is_cut=True) if pieces else Body(data)


def _chunk_length(line: bytes) -> int | None:
    r"""What the first line of a chunk says; None if it is no such line.

    >>> _chunk_length(b"1a;name=value\r"), _chunk_length(b"<!doctype html>")
    (26, None)
    """
    digits = line.partition(b";")[0].strip()
    return int(digits, 16) if _HEXADECIMAL.fullmatch(digits) else None


def _unpacked(body: Body, encoding: str) -> Body:
    from scrubber.fetcher.encodings import Decoding, StreamError, TooMuch  # here, as few archives need it

    data = body.content or b""
    pieces: list[bytes] = []
    try:
        decoding = Decoding.of(encoding, max_bytes=MAX_BYTES)
        for start in range(0, len(data), PIECE_BYTES):
            pieces.extend(decoding.feed(data[start : start + PIECE_BYTES]))
    except TooMuch:
        return Body(None)
    except StreamError as error:
        if not pieces:
            return body
        raise BodyError(error.reason) from error
    return Body(b"".join(pieces), is_cut=body.is_cut or not decoding.is_complete)
