"""A file and a port that no page may make an extractor touch, and how often one has been."""

from __future__ import annotations

import ctypes
import os
import socket
import tempfile
from contextlib import AbstractContextManager, ExitStack, suppress
from pathlib import Path

FILE = "@file@"
PORT = "@port@"
_OPENED = 0x20  # IN_OPEN of inotify
_NAMED = Path("bait.txt")


class Bait(AbstractContextManager["Bait"]):
    """The bait is laid while it is entered. Linux only: a look at a file is told by inotify."""

    def __init__(self) -> None:
        self._kept = ExitStack()

    def __enter__(self) -> Bait:
        self._file = Path(self._kept.enter_context(tempfile.TemporaryDirectory())) / _NAMED
        self._file.write_text("This was taken from a file.", encoding="utf-8")
        self._port = self._kept.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._port.setblocking(False)
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(os.O_NONBLOCK)
        if self._watch < 0 or libc.inotify_add_watch(self._watch, bytes(self._file), _OPENED) < 0:
            raise OSError(ctypes.get_errno(), "inotify cannot watch the bait")
        self._kept.callback(os.close, self._watch)
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def laid(self, page: bytes) -> bytes:
        """The page with the names of the file and the port in their places."""
        port = self._port.getsockname()[1]
        return page.replace(FILE.encode(), bytes(self._file)).replace(PORT.encode(), str(port).encode())

    def touches(self) -> int:
        """Connections made, and whether the file was opened."""
        count = 0
        with suppress(BlockingIOError):
            while True:
                self._port.accept()[0].close()
                count += 1
        with suppress(BlockingIOError):
            count += bool(os.read(self._watch, 65_536))
        return count
