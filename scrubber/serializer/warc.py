"""A fetched page → a record of a WARC file (ISO 28500, WARC/1.1), a gzip member each, to be put behind one another."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrubber.errors import ScrubberError
from scrubber.version import __version__

if TYPE_CHECKING:
    from scrubber.fetcher import FetchResult

_NOT_IN_NAME = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_NOT_IN_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_OF_THE_TRANSFER = ("content-encoding", "transfer-encoding", "content-length")

_Fields = list[tuple[str, str]]


def response_record(result: FetchResult, *, date: datetime) -> bytes:
    """The answer with its page, whose Content-Encoding is undone: headers that hold no more are `X-Original-…`.

    Raises ScrubberError for a result without content.
    """
    if result.content is None or result.http_status is None:
        raise ScrubberError(f"{result.url}: no page came of it, so that there is nothing to archive; leave it out")
    block = _answer(result, result.http_status) + result.content
    fields = [
        ("WARC-Target-URI", result.final_url or result.url),
        ("WARC-Payload-Digest", _digest(result.content)),
    ]
    if result.fetch_status == "truncated":
        fields.append(("WARC-Truncated", "disconnect"))
    return _record("response", [*fields, ("Content-Type", "application/http;msgtype=response")], block, date)


def warcinfo_record(*, date: datetime) -> bytes:
    """What wrote the file; its first record."""
    block = _lines([("software", f"Scrubber/{__version__}"), ("format", "WARC File Format 1.1")])
    return _record("warcinfo", [("Content-Type", "application/warc-fields")], block, date)


def _record(kind: str, fields: _Fields, block: bytes, date: datetime) -> bytes:
    head = _lines(
        [
            ("WARC-Type", kind),
            ("WARC-Record-ID", f"<urn:uuid:{uuid.uuid4()}>"),
            ("WARC-Date", date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
            ("WARC-Block-Digest", _digest(block)),
            *fields,
            ("Content-Length", str(len(block))),
        ]
    )
    return gzip.compress(b"".join((b"WARC/1.1\r\n", head, b"\r\n", block, b"\r\n\r\n")), mtime=0)


def _answer(result: FetchResult, status: int) -> bytes:
    """The status line and the headers, with the blank line behind them."""
    phrase = next((known.phrase for known in HTTPStatus if known == status), "")
    return f"HTTP/1.1 {status} {phrase}\r\n".encode() + _lines(list(_headers(result))) + b"\r\n"


def _headers(result: FetchResult) -> Iterator[tuple[str, str]]:
    length = str(len(result.content or b""))
    for name, value in result.headers.items():
        if name.lower() not in _OF_THE_TRANSFER:
            yield name, value
        elif (name.lower(), value) != ("content-length", length):
            yield f"X-Original-{name.title()}", value
    yield "Content-Length", length


def _lines(fields: _Fields) -> bytes:
    r"""A line a field; no name or value can end its line, or the header.

    >>> _lines([("x-a:\r\n", "one\r\n\r\nWARC/1.1\0")])
    b'x-a___: one WARC/1.1 \r\n'
    """
    lines = (f"{_NOT_IN_NAME.sub('_', name)}: {_NOT_IN_VALUE.sub(' ', value)}\r\n" for name, value in fields)
    return "".join(lines).encode("utf-8", "replace")


def _digest(content: bytes) -> str:
    digest = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"
