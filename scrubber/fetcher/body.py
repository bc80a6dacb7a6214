"""The body of an answer, as it is sent → its content, within bounds. No network here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scrubber.fetcher.encodings import Decoding, StreamError, TooMuch
from scrubber.fetcher.result import Fault, FetchStatus
from scrubber.fetcher.settings import Limits
from scrubber.reader.kind import SNIFFED_CHARACTERS, is_binary

RATIO_COUNTS_FROM = 1_000_000  # decoded bytes; a small page of one repeated line is no bomb
MAX_FRAMING_BYTES = 250_000  # 50,000 chunks of a byte, which take half a second to read; real ones hold more


@dataclass(frozen=True, slots=True)
class Want:
    """What is wanted of a body."""

    accept: str
    """The header of that name."""
    max_bytes: int | None = None
    """Decoded; None: as many as the limits say."""
    is_beginning_enough: bool = False
    """Whether what is over that bound is left unread, where else the body would be too large."""
    refuses: Callable[[bytes], str | None] | None = None
    """Why content that begins so is not wanted, told before the rest is read."""
    may_be_kept: bool = False
    """Whether it may be in a cache: pages are, robots.txt, feeds and sitemaps are not."""


def binary_refusal(head: bytes) -> str | None:
    """What is not text about the beginning of a page.

    >>> binary_refusal(b"%PDF-1.7 ..."), binary_refusal(b"<!doctype html>")
    ('its bytes are those of a binary format', None)
    """
    return "its bytes are those of a binary format" if is_binary(head) else None


PAGE = Want("text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5", refuses=binary_refusal, may_be_kept=True)


class Body:
    """Takes the pieces of a body and undoes their encoding; each bound is a Fault."""

    def __init__(self, want: Want, limits: Limits, content_encoding: str | None) -> None:
        """Raises Fault for an encoding that is not known."""
        self._want, self._limits = want, limits
        self._max_bytes = want.max_bytes or limits.decoded_bytes
        self._content = bytearray()
        self._received = 0
        self._is_sniffed = False
        try:
            self._decoding = Decoding.of(content_encoding, max_bytes=max(self._max_bytes, limits.decoded_bytes) + 1)
        except StreamError as error:
            raise Fault(FetchStatus.BAD_STREAM, str(error)) from error

    @property
    def content(self) -> bytes:
        """What has come so far."""
        return bytes(self._content)

    @property
    def is_enough(self) -> bool:
        """Whether the rest need not be read."""
        return self._want.is_beginning_enough and len(self._content) >= self._max_bytes

    def add(self, piece: bytes) -> None:
        """The next piece, as it is sent. Raises Fault."""
        self._received += len(piece)
        try:
            for part in self._decoding.feed(piece):
                self._content += part
                self._check_size()
                if self.is_enough:
                    del self._content[self._max_bytes :]
                    return
        except TooMuch as error:
            raise Fault(FetchStatus.TOO_LARGE, str(error)) from error
        except StreamError as error:
            raise Fault(FetchStatus.BAD_STREAM, str(error)) from error
        if not self._is_sniffed and len(self._content) >= SNIFFED_CHARACTERS:
            self._sniff()

    def end(self) -> None:
        """No further piece comes. Raises Fault."""
        if not self._is_sniffed:
            self._sniff()
        if not self._decoding.is_complete and not self.is_enough:
            raise Fault(FetchStatus.TRUNCATED, "the encoded body was cut before its end", may_pass=True)

    def check_wire(self, received: int) -> None:
        """So many bytes of it have been sent, what marks its pieces included. Raises Fault."""
        if received > max(self._limits.wire_bytes, self._want.max_bytes or 0):
            raise Fault(FetchStatus.TOO_LARGE, f"it is larger than {self._limits.wire_bytes:,} bytes as it is sent")
        if received - self._received > max(MAX_FRAMING_BYTES, self._received):
            raise Fault(FetchStatus.BAD_STREAM, "most of it is not content, but marks where its chunks begin and end")

    def _check_size(self) -> None:
        size = len(self._content)
        if size > self._max_bytes and not self._want.is_beginning_enough:
            raise Fault(FetchStatus.TOO_LARGE, f"it is larger than {self._max_bytes:,} bytes")
        if size > RATIO_COUNTS_FROM and size > self._limits.max_ratio * self._received:
            raise Fault(FetchStatus.TOO_LARGE, f"it unpacks to more than {self._limits.max_ratio:g} times its size")

    def _sniff(self) -> None:
        self._is_sniffed = True
        refuses = self._want.refuses
        if refuses and self._content and (why := refuses(bytes(self._content[:SNIFFED_CHARACTERS]))):
            raise Fault(FetchStatus.NOT_TEXT, why)
