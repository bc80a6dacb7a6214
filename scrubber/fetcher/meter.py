"""What has come over a connection for one request, counted where it comes out of the socket."""

from __future__ import annotations

import re

from scrubber.fetcher.result import Fault, FetchStatus

_BLANK_LINE = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)\d\d")  # an answer before the answer; 101 is none
_TAIL_BYTES = 4


class Meter:
    """Counts bytes; refuses headers that go over their bound before anybody reads them."""

    def __init__(self, *, max_head_bytes: int, max_head_lines: int) -> None:
        self._max_bytes, self._max_lines = max_head_bytes, max_head_lines
        self._head: bytearray | None = bytearray()
        self._body_start = 0
        self.received = 0
        """Bytes of headers and body, as they were sent."""
        self.tail = b""
        """The last of them."""
        self.is_ended = False
        """Whether the server has closed its side."""

    def room(self, wanted: int) -> int:
        """How many bytes may be read next. Raises Fault for headers that have no end within their bound."""
        if self._head is None:
            return wanted
        if len(self._head) >= self._max_bytes:
            raise Fault(FetchStatus.TOO_LARGE, f"its headers are larger than {self._max_bytes:,} bytes")
        return min(wanted, self._max_bytes - len(self._head))

    def add(self, data: bytes) -> None:
        """Some bytes have come; none of them is the end."""
        self.is_ended = not data
        self.received += len(data)
        self.tail = (self.tail + data[-_TAIL_BYTES:])[-_TAIL_BYTES:]
        if self._head is not None:
            self._head += data

    def end_head(self) -> None:
        """The headers are all there. Raises Fault where they are too many, or came behind the answer before."""
        if not self.received:
            raise Fault(FetchStatus.BAD_STREAM, "the server answered before it was asked", may_pass=True)
        head, self._head = bytes(self._head or b""), None
        self._body_start = _end_of_head(head)
        if head.count(b"\n", 0, self._body_start) > self._max_lines:
            raise Fault(FetchStatus.TOO_LARGE, f"its headers have more than {self._max_lines} lines")

    @property
    def body_bytes(self) -> int:
        """Bytes of the body, as they were sent, what marks its pieces included."""
        return self.received - self._body_start


def _end_of_head(head: bytes) -> int:
    """Where the body begins, behind all interim answers.

    >>> _end_of_head(b"HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\nA: b\\r\\n\\r\\nbody")
    50
    """
    start = 0
    while match := _BLANK_LINE.search(head, start):
        if not _INTERIM.match(head, start):
            return match.end()
        start = match.end()
    return start
