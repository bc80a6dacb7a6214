"""Small bodies that expand to enormous ones. Each is made once a process, in a second or so, in little memory."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from functools import cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GIGABYTE = 1_000_000_000
BLOCK = 1_000_000  # bytes of filler compressed at a time; a bomb is a whole number of them


@cache
def gzip_bomb(length: int = GIGABYTE, *, filler: bytes = b"\0") -> bytes:
    """A gzip that expands to so many bytes."""
    head = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    check = _checksum(zlib.crc32, 0, length=length, filler=filler)
    return head + _deflated(length, filler) + check.to_bytes(4, "little") + (length % 2**32).to_bytes(4, "little")


@cache
def deflate_bomb(length: int = GIGABYTE, *, filler: bytes = b"\0") -> bytes:
    """The same as `deflate`: in the zlib format, as HTTP has it."""
    check = _checksum(zlib.adler32, 1, length=length, filler=filler)
    return b"\x78\xda" + _deflated(length, filler) + check.to_bytes(4, "big")


@cache
def brotli_bomb(length: int = GIGABYTE, *, filler: bytes = b"\0") -> bytes:
    """The same as `br`."""
    compressor, block = brotli.Compressor(quality=2, lgwin=22), filler * BLOCK
    return b"".join(compressor.process(block) for _ in range(_blocks(length))) + bytes(compressor.finish())


@cache
def zstd_bomb(length: int = GIGABYTE, *, filler: bytes = b"\0") -> bytes:
    """The same as `zstd`, in one frame with a window of 2 MB."""
    compressor, block = zstd.ZstdCompressor(), filler * BLOCK
    return b"".join(compressor.compress(block) for _ in range(_blocks(length))) + compressor.flush()


@cache
def nested_gzip_bomb(length: int = GIGABYTE, *, filler: bytes = b"\0") -> bytes:
    """A gzip of the gzip, a few kilobytes long, for `gzip, gzip`."""
    return gzip.compress(gzip_bomb(length, filler=filler), mtime=0)


@cache
def empty_gzip_members(count: int = 100_000) -> bytes:
    """So many gzip members, each of them empty: 2 MB that expand to nothing."""
    return gzip.compress(b"", mtime=0) * count


def _deflated(length: int, filler: bytes) -> bytes:
    # A block after a full flush refers to nothing before it, so one that is compressed once may be repeated.
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = compressor.compress(filler * BLOCK) + compressor.flush(zlib.Z_FULL_FLUSH)
    return block * _blocks(length) + compressor.flush()


def _checksum(add: Callable[[bytes, int], int], start: int, *, length: int, filler: bytes) -> int:
    block = filler * BLOCK
    for _ in range(_blocks(length)):
        start = add(block, start)
    return start


def _blocks(length: int) -> int:
    """How many blocks make a length.

    >>> _blocks(1_000_000_000)
    1000
    """
    if length % BLOCK:
        raise ValueError(f"a bomb is a multiple of {BLOCK} bytes, not {length}")
    return length // BLOCK
