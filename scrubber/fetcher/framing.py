"""Where a body ends, by its headers: what contradicts itself, and what comes after the end (RFC 9112, 6.3 and 11.2)."""

from __future__ import annotations

from collections.abc import Sequence

from scrubber.fetcher.meter import Meter
from scrubber.fetcher.result import Fault, FetchStatus

Headers = Sequence[tuple[bytes, bytes]]
_WITHOUT_BODY = frozenset({204, 304})


def check_framing(headers: Headers) -> None:
    """Raises Fault for a length that is said in two ways: what one reader takes for the body, another takes for the
    next answer.

    >>> check_framing([(b"Content-Length", b"5"), (b"Transfer-Encoding", b"chunked")])
    Traceback (most recent call last):
    scrubber.fetcher.result.Fault: bad_stream: it has both Content-Length and Transfer-Encoding
    """
    if _length(headers) is not None and _is_chunked(headers):
        raise Fault(FetchStatus.BAD_STREAM, "it has both Content-Length and Transfer-Encoding")


def check_end(status: int, headers: Headers, meter: Meter) -> None:
    """The body has been read. Raises Fault where more came than belongs to it."""
    length = 0 if status in _WITHOUT_BODY else _length(headers)
    has_more = (
        meter.body_bytes > length if length is not None else _is_chunked(headers) and not _ends_chunks(meter.tail)
    )
    if has_more:
        raise Fault(FetchStatus.BAD_STREAM, "more came than its headers say")


def _length(headers: Headers) -> int | None:
    """Only digits get here: h11 refuses any other length, and two that differ."""
    return next((int(value) for name, value in headers if name.lower() == b"content-length"), None)


def _is_chunked(headers: Headers) -> bool:
    return any(name.lower() == b"transfer-encoding" for name, _ in headers)


def _ends_chunks(tail: bytes) -> bool:
    """Whether bytes end as chunks do: with the line of the last one, or of a trailer, and a blank one."""
    return tail.endswith((b"\n\r\n", b"\n\n"))
