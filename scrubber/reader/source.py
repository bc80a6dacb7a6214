"""Whatever a caller hands over → its bytes or its text, within a bound."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from scrubber.errors import SourceError

CHUNK_BYTES = 1_000_000
MAX_BYTES = 200_000_000  # four times the largest text that must be read (50 MB); a gzip bomb stops here
TOO_LARGE = f"larger than {MAX_BYTES // 1_000_000} MB"

Source = str | bytes | bytearray | memoryview | Path | BinaryIO


def content_of(source: Source) -> str | bytes | None:
    """The content of a source; None where it is larger than `MAX_BYTES`.

    A `str` is content, never a path. A path that ends in `.gz` is decompressed.

    Raises SourceError for a path that cannot be opened or a type that cannot hold a page.
    """
    if isinstance(source, str):
        return source if len(source) <= MAX_BYTES else None
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source) if len(source) <= MAX_BYTES else None
    if isinstance(source, Path):
        return _from_path(source)
    return _bounded(_binary(source), source)


def chunks_of(source: Source) -> Iterator[bytes]:
    """The bytes of a source that is not `str`, a megabyte at a time and however many.

    Raises SourceError as `content_of` does, also after some of them.
    """
    if isinstance(source, Path):
        with _opened(source) as file:
            yield from _chunks(file, source)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        yield from _chunks(io.BytesIO(source), "bytes")
    else:
        yield from _chunks(_binary(source), source)


def _from_path(path: Path) -> bytes | None:
    with _opened(path) as file:
        return _bounded(file, path)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file
    except OSError as error:
        raise SourceError(path, error.strerror or str(error)) from error


def _binary(source: object) -> BinaryIO:
    if isinstance(source, io.TextIOBase):
        raise SourceError(source, "is open as text; open it in binary mode ('rb'), so that its encoding can be told")
    if hasattr(source, "read"):
        return cast(BinaryIO, source)
    raise SourceError(type(source).__name__, "cannot hold a page; pass str, bytes, a pathlib.Path or a binary file")


def _bounded(file: BinaryIO, subject: object) -> bytes | None:
    data = _read(file, MAX_BYTES + 1, subject)
    return data if len(data) <= MAX_BYTES else None


def _chunks(file: BinaryIO, subject: object) -> Iterator[bytes]:
    while data := _read(file, CHUNK_BYTES, subject):
        yield data


def _read(file: BinaryIO, size: int, subject: object) -> bytes:
    try:
        return file.read(size)
    except (EOFError, zlib.error) as error:
        raise SourceError(subject, f"is not a whole gzip file ({error})") from error
