"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import errno
import secrets
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from scrubber.errors import OutputError

TEMPORARY = ".scrubber-{}.tmp"  # hidden, so that no glob takes it for a result


class GrowingFile:
    """A file that appears under its name once it is finished. A failed write discards it.

    A path that leads to a pipe or a device (`/dev/null`) is written to directly.
    """

    def __init__(self, path: Path) -> None:
        """Raises OutputError."""
        self.path = path
        self._temporary: Path | None = None
        if not _is_special(path):
            # In the same folder, as a move to another disk is a copy.
            self._temporary = path.with_name(TEMPORARY.format(secrets.token_hex(8)))
        try:
            self._file: BinaryIO = (self._temporary or path).open("xb" if self._temporary else "wb", buffering=0)
        except OSError as error:
            raise unwritable(path, error) from error

    def write(self, content: bytes) -> None:
        """Append. Raises OutputError, after which the file is gone."""
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            if rest:  # an error or an interrupt
                self.discard()

    def finish(self) -> None:
        """Move the file into its place. Raises OutputError, after which the file is gone."""
        try:
            self._file.close()
            if self._temporary is not None:
                self._temporary.replace(self.path)
        except OSError as error:
            raise unwritable(self.path, error) from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Leave nothing of it beside its place."""
        with contextlib.suppress(OSError):
            self._file.close()
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.unlink(missing_ok=True)
            self._temporary = None


@contextlib.contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait, so that an article and its record are both there or neither is."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGALRM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(path, f"the folder cannot be made: {error.strerror}; choose another with -o") from error


def unwritable(subject: object, error: OSError) -> OutputError:
    """What to say of a file that could not be written."""
    return OutputError(subject, f"cannot be written: {error.strerror or error}; {_advice(error)}")


def _advice(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return "free some space, then run it again"
    if error.errno == errno.ENOENT:
        return "make its folder first, or choose another with -o"
    return "choose another place with -o"


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()
