"""Whatever a caller hands over → its bytes or its text, within a bound."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO

from scrubber.errors import SourceError

MAX_BYTES = 200_000_000  # four times the largest text that must be read (50 MB); a gzip bomb stops here

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
    if hasattr(source, "read"):
        return _bounded(source, source)
    raise SourceError(type(source).__name__, "cannot hold a page; pass str, bytes, a pathlib.Path or a binary file")


def _from_path(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            if path.suffix == ".gz":
                return _bounded(gzip.GzipFile(fileobj=file), path)
            return _bounded(file, path)
    except OSError as error:
        raise SourceError(path, error.strerror or str(error)) from error


def _bounded(file: BinaryIO | gzip.GzipFile, subject: object) -> bytes | None:
    if isinstance(file, io.TextIOBase):
        raise SourceError(subject, "is open as text; open it in binary mode ('rb'), so that its encoding can be told")
    try:
        data = file.read(MAX_BYTES + 1)
    except (EOFError, zlib.error) as error:
        raise SourceError(subject, f"is not a whole gzip file ({error})") from error
    return data if len(data) <= MAX_BYTES else None
