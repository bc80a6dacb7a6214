"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from scrubber.errors import OutputError


def write_whole(path: str, content: bytes) -> None:
    """Write a file, or leave what was there. Raises OutputError."""
    file = GrowingFile(path)
    file.write(content)
    file.finish()


class GrowingFile:
    """A file that appears under its name once it is finished. A failed write discards it.

    A path that leads to a pipe or a device (`/dev/null`) is written to directly.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._temporary: str | None = None
        try:
            if _is_special(path):
                self._file: BinaryIO = Path(path).open("wb", buffering=0)
                return
            name = f".scrubber-{secrets.token_hex(8)}.tmp"  # in the same folder, as a move across disks is not whole
            self._temporary = os.path.join(os.path.dirname(path), name)
            self._file = Path(self._temporary).open("xb", buffering=0)
        except OSError as error:
            raise unwritable(path, error) from error

    def write(self, content: bytes) -> None:
        """Append. Raises OutputError, after which the file is gone."""
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            self.discard()
            raise unwritable(self.path, error) from error
        except BaseException:  # an interrupt
            self.discard()
            raise

    def finish(self) -> None:
        """Move the file into its place. Raises OutputError, after which the file is gone."""
        try:
            self._file.close()
            if self._temporary is not None:
                os.replace(self._temporary, self.path)
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing of it."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)
            self._temporary = None


def make_folder(path: str) -> None:
    """Make a folder and those above it. Raises OutputError."""
    try:
        os.makedirs(path or ".", exist_ok=True)
    except OSError as error:
        raise OutputError(path, f"the folder cannot be made: {error.strerror}; choose another with -o") from error


def unwritable(path: str, error: OSError) -> OutputError:
    """What to say of a file that could not be written."""
    return OutputError(path, f"cannot be written: {error.strerror or error}; {_advice(error)}")


def _advice(error: OSError) -> str:
    import errno

    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "free some space, then run it again"
    if error.errno == errno.ENOENT:
        return "make its folder first, or choose another with -o"
    return "choose another place with -o"


def _is_special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)
