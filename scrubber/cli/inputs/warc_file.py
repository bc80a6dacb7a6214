"""The records of a WARC file, one after the other, none of them whole in memory (ISO 28500, WARC/1.1).

By hand, as warcio takes a file that was cut for one that ends, reads a line of any length, ends in errors of Python
at a record without an address, and writes on standard error itself.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

PIECE_BYTES = 65_536
MAX_HEADER_BYTES = 1_000_000  # of a record, or of the answer in it; real ones have a few kilobytes
GZIP_MAGIC = b"\x1f\x8b"
BLANK_LINES = (b"\r\n", b"\n")
_LENGTH = re.compile(r"[0-9]{1,18}")


class BrokenArchiveError(Exception):
    """No further record can be read; says why."""


class HeaderError(Exception):
    """Lines that are no header, or too many."""


class Block:
    """The bytes of one record, read as they are asked for."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self.bytes_left = file, length

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end. Raises EOFError where the file ends first."""
        size = min(size, self.bytes_left)
        return self._took(data := self._file.read(size), is_cut=len(data) < size)

    def readline(self, size: int) -> bytes:
        """A line, or as much of it. Raises EOFError as `read` does."""
        size = min(size, self.bytes_left)
        line = self._file.readline(size)
        return self._took(line, is_cut=len(line) < size and not line.endswith(b"\n"))

    def skip(self) -> None:
        """Go to the end. Raises EOFError as `read` does."""
        while self.bytes_left:
            self.read(PIECE_BYTES)

    def _took(self, data: bytes, *, is_cut: bool) -> bytes:
        if is_cut:
            raise EOFError("it ends within a record")
        self.bytes_left -= len(data)
        return data


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record, of which the block can be read until the next one is asked for."""

    headers: Mapping[str, str]
    """By name in lower case."""
    block: Block


def records_in(file: BinaryIO) -> Iterator[WarcRecord]:
    """Every whole record. Raises BrokenArchiveError where the file is cut or broken, also while a block is read."""
    while (first := _first_line(file)) is not None:
        if not first.startswith(b"WARC/"):
            raise BrokenArchiveError("where a record must begin, there is none")
        try:
            headers = headers_from(file)
        except HeaderError as error:
            raise BrokenArchiveError(str(error)) from error
        length = headers.get("content-length", "")
        if not _LENGTH.fullmatch(length):
            raise BrokenArchiveError("a record does not say how long it is")
        record = WarcRecord(headers, Block(file, int(length)))
        yield record
        record.block.skip()


def headers_from(lines: Block | BinaryIO) -> dict[str, str]:
    """The headers up to a blank line, by name in lower case; the first of one name counts. Raises HeaderError."""
    headers: dict[str, str] = {}
    name, bytes_left = "", MAX_HEADER_BYTES
    while (line := lines.readline(bytes_left + 1)) not in BLANK_LINES:
        bytes_left -= len(line)
        if bytes_left < 0:
            raise HeaderError(f"a header is longer than {MAX_HEADER_BYTES // 1_000_000} MB")
        if not line.endswith(b"\n"):
            raise HeaderError("it ends within a header")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text.startswith((" ", "\t")):  # a line that continues the one before; "\r\r\n" leaves none
            headers[name] = f"{headers.get(name, '')} {text.strip()}"
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        headers.setdefault(name, value.strip())
    return headers


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file, unpacked if it begins like gzip. What its bytes are not is a BrokenArchiveError. Raises OSError."""
    with Path(path).open("rb") as file:
        is_packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        file.seek(0)
        try:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if is_packed else file
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BrokenArchiveError(f"the file is cut or damaged there ({error})") from error


def _first_line(file: BinaryIO) -> bytes | None:
    """The next line that is not blank, as far as it tells; None at the end."""
    while (line := file.readline(MAX_HEADER_BYTES)) in BLANK_LINES:
        pass
    return line or None
