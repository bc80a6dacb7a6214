"""Content-Encoding undone piece by piece, within bounds, whatever a server sends.

A kilobyte may unpack to a megabyte, and that to a gigabyte: what is decoded comes in small pieces, nothing is decoded
before it is asked for, and each encoding has its own bound. In memory are a few pieces an encoding and the window that
its format asks for: 32 KiB for gzip and deflate, at most 8 MiB for zstd and 16 MiB for br.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

ACCEPTED = "gzip, deflate, br, zstd"  # what is undone, as the value of Accept-Encoding
MAX_ENCODINGS = 2  # one that the site applied and one that a proxy did; more are an attack
MAX_MEMBERS = 1000  # a page has one; empty ones give nothing that could be counted, and a megabyte holds 50,000
PIECE = 65_536  # bytes
BROTLI_PIECE = 16_384  # its buffers are of 32 KiB, then of 64, and it fills the one in which the limit lies
MAX_ZSTD_WINDOW_LOG = 23  # RFC 9659: HTTP allows windows up to 8 MiB
GZIP_MAGIC = b"\x1f\x8b\x08"
# A frame, or one of the 16 kinds of frame that are skipped. Formats from before zstd 1.0 were never HTTP's.
ZSTD_MAGICS = (b"\x28\xb5\x2f\xfd", *(bytes([low]) + b"\x2a\x4d\x18" for low in range(0x50, 0x60)))
GZIP_FORM, ZLIB_FORM, RAW_FORM = 31, 15, -15  # as zlib numbers them, with windows of any size


class StreamError(Exception):
    """Bytes that are not what Content-Encoding says, or an encoding that is not undone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooMuch(StreamError):  # noqa: N818 - the bytes are what they should be, only too many
    """An encoding gave more bytes than are allowed."""


class Decoding:
    """The Content-Encoding of one body, undone piece by piece.

    >>> decoding = Decoding.of("deflate", max_bytes=1000)
    >>> b"".join(decoding.feed(zlib.compress(b"The council met.")[:-1])), decoding.is_complete
    (b'The council met.', False)
    >>> Decoding.of("compress", max_bytes=1000)
    Traceback (most recent call last):
    scrubber.fetcher.encodings.StreamError: Content-Encoding 'compress' is not one of gzip, deflate, br, zstd
    """

    def __init__(self, layers: tuple[_Layer, ...]) -> None:
        self._layers = layers

    @classmethod
    def of(cls, header: str | None, *, max_bytes: int) -> Decoding:
        """How to undo the value of Content-Encoding; several headers are joined by commas, in order.

        `max_bytes` bounds what each encoding gives: an inner one may eat for long what an outer one unpacks, and give
        nothing. Raises StreamError for an unknown encoding, and for too many of them.
        """
        names = [name for part in (header or "").lower().split(",") if (name := part.strip()) not in {"", "identity"}]
        for name in names:
            if name not in _ENCODINGS:
                raise StreamError(f"Content-Encoding {name[:40]!r} is not one of {ACCEPTED}")
        if len(names) > MAX_ENCODINGS:
            raise StreamError(f"Content-Encoding names {len(names)} encodings; no more than {MAX_ENCODINGS} are undone")
        return cls(tuple(_Layer(name, max_bytes=max_bytes) for name in reversed(names or ["identity"])))

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes of the body give, in pieces of at most `PIECE` bytes, none of them empty.

        Only what is taken is decoded; after pieces that were not taken nothing more can be fed. Raises StreamError for
        bytes that are not what the header says, and TooMuch after `max_bytes` bytes if there are more.
        """
        pieces: Iterator[bytes] = (data[start : start + PIECE] for start in range(0, len(data), PIECE))
        for layer in self._layers:
            pieces = layer.undo(pieces)
        return pieces

    @property
    def is_complete(self) -> bool:
        """Whether the body may end here; False where it is cut. One without any bytes is complete."""
        return all(layer.is_complete for layer in self._layers)


class _Layer:
    """One encoding, undone: the members of a body, one after another."""

    def __init__(self, name: str, *, max_bytes: int) -> None:
        self._name, self._encoding = name, _ENCODINGS[name]
        self._max_bytes = self._bytes_left = max_bytes
        self._members_left = MAX_MEMBERS
        self._magics = self._encoding.magics
        self._head = b""  # of a member, too short to tell
        self._member: _Member | None = None
        self._ignores_rest = False

    @property
    def is_complete(self) -> bool:
        return not self._encoding.has_end or (self._member is None and not self._head)

    def undo(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for data in pieces:
            while data and not self._ignores_rest:
                if self._member is None:
                    data = self._begin(data)
                else:
                    yield from self._read(self._member, data)
                    data = b""
                    if self._member.is_finished():
                        data, self._member = self._member.rest(), None

    def _begin(self, data: bytes) -> bytes:
        """The bytes with which a member begins, which is then there; none where it is not."""
        is_first = self._members_left == MAX_MEMBERS
        head, self._head = self._head + data, b""
        if self._encoding.forgives_rest and not is_first:
            head = head.lstrip(b"\0")  # padding, as of tapes
        if any(head.startswith(magic) for magic in self._magics):
            if not self._members_left:
                raise StreamError(f"the body has more than {MAX_MEMBERS} parts of {self._name}")
            self._members_left -= 1
            self._member, self._magics = self._encoding.member(head), self._encoding.next_magics
            return head
        if any(magic.startswith(head) for magic in self._magics):
            self._head = head
        elif self._encoding.forgives_rest and not is_first:
            self._ignores_rest = True
        else:
            raise StreamError(f"the body is not {self._name}" + ("" if is_first else " to its end"))
        return b""

    def _read(self, member: _Member, data: bytes) -> Iterator[bytes]:
        while piece := self._piece(member, data):
            yield from self._bounded(piece)
            if member.is_finished():
                return
            data = b""

    def _piece(self, member: _Member, data: bytes) -> bytes:
        try:
            return member.read(data)
        except member.error as error:
            raise StreamError(f"the body is not {self._name}, or is damaged ({error})") from error

    def _bounded(self, piece: bytes) -> Iterator[bytes]:
        """What is allowed of a piece; raises TooMuch after it if that is not all."""
        if self._bytes_left:
            yield piece[: self._bytes_left]
        self._bytes_left -= len(piece)
        if self._bytes_left < 0:
            raise TooMuch(f"the body gives more than {self._max_bytes} bytes when {self._name} is undone")


@dataclass(frozen=True, slots=True)
class _Member:
    """A compressed stream with an end of its own."""

    read: Callable[[bytes], bytes]
    """A piece of what some bytes give, and with no bytes the next piece; an empty one where more bytes are needed."""
    is_finished: Callable[[], bool]
    rest: Callable[[], bytes]
    """What came after its end."""
    error: type[Exception]
    """What `read` raises for bytes that are not of its format."""


@dataclass(frozen=True, slots=True)
class _Encoding:
    member: Callable[[bytes], _Member]
    """A new member, which is still to read the bytes that it is told by."""
    magics: tuple[bytes, ...] = (b"",)
    """What the first member begins with, one of them."""
    next_magics: tuple[bytes, ...] = ()
    """The same of those after it; nothing: there are none."""
    forgives_rest: bool = False
    """Whether padding between members, and whatever follows the last one, is let go, as browsers do. Where there is no
    magic, a rest is all that tells of a page that was never encoded: to br, `;` is a whole body."""
    has_end: bool = True
    """Whether its bytes say where they end."""


def _unchanged(_head: bytes) -> _Member:
    return _Member(read=bytes, is_finished=lambda: False, rest=bytes, error=StreamError)


def _inflated(form: int) -> _Member:
    stream = zlib.decompressobj(form)
    return _Member(
        read=lambda data: stream.decompress(stream.unconsumed_tail + data, PIECE),
        is_finished=lambda: stream.eof,
        rest=lambda: stream.unused_data,
        error=zlib.error,
    )


def _deflate(head: bytes) -> _Member:
    """The deflate of HTTP: in the format of zlib by the standard, raw from many a server. The first byte tells.

    That of zlib is 8 in its lower four bits, and 7 at most in the upper ones; raw, such a byte would begin a stored
    block with a bit set in its padding, which nobody writes.
    """
    return _inflated(ZLIB_FORM if head[0] & 0x8F == 0x08 else RAW_FORM)


def _brotli(_head: bytes) -> _Member:
    import brotli  # type: ignore[import-untyped]  # here, as few bodies need it

    stream = brotli.Decompressor()
    return _Member(
        read=lambda data: stream.process(data, output_buffer_limit=BROTLI_PIECE),
        is_finished=stream.is_finished,
        rest=bytes,  # it is an error to the library, not given back
        error=brotli.error,
    )


def _zstd(_head: bytes) -> _Member:
    if sys.version_info >= (3, 14):  # here, as few bodies need it
        from compression import zstd
    else:
        from backports import zstd

    stream = zstd.ZstdDecompressor(options={int(zstd.DecompressionParameter.window_log_max): MAX_ZSTD_WINDOW_LOG})
    is_new = True

    def read(data: bytes) -> bytes:
        nonlocal is_new
        if is_new:  # a small frame that comes whole is decoded at one go, whatever window it asks for
            is_new = False
            stream.decompress(data[:1])
            data = data[1:]
        return stream.decompress(data, PIECE)

    return _Member(read, is_finished=lambda: stream.eof, rest=lambda: stream.unused_data, error=zstd.ZstdError)


_GZIP = _Encoding(lambda _: _inflated(GZIP_FORM), (GZIP_MAGIC,), (GZIP_MAGIC,), forgives_rest=True)
_ENCODINGS = {
    "identity": _Encoding(_unchanged, has_end=False),
    "gzip": _GZIP,
    "x-gzip": _GZIP,
    "deflate": _Encoding(_deflate),
    "br": _Encoding(_brotli),
    "zstd": _Encoding(_zstd, ZSTD_MAGICS, ZSTD_MAGICS),
}
