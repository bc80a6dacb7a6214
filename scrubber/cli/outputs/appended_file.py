"""A file that grows in place, record after record, and is cut back to whole ones."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from scrubber.cli.outputs.files import unwritable


class AppendedFile:
    """A file that is there from its first record on. What was written of a record that failed is cut off again."""

    def __init__(self, path: Path, kept_bytes: int) -> None:
        """Goes on behind so many bytes of what is there. Raises OutputError."""
        self.path = path
        self.length = kept_bytes
        """Bytes of whole records."""
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self._cut()
        except OSError as error:
            raise unwritable(path, error) from error

    def write(self, content: bytes) -> None:
        """Append a record. Raises OutputError, after which the file is as it was."""
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            if rest:  # an error or an interrupt
                with contextlib.suppress(OSError):
                    self._cut()
        self.length += len(content)

    def cut_to(self, length: int) -> None:
        """Take back what stands behind so many bytes. Raises OutputError."""
        self.length = length
        try:
            self._cut()
        except OSError as error:
            raise unwritable(self.path, error) from error

    def finish(self) -> None:
        """Every record has been written."""
        self.discard()

    def discard(self) -> None:
        """No further record comes; those that are there stay."""
        if self._descriptor >= 0:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = -1

    def _cut(self) -> None:
        os.ftruncate(self._descriptor, self.length)
        os.lseek(self._descriptor, self.length, os.SEEK_SET)


def size_of(path: Path) -> int:
    """Bytes of a file; none if it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
