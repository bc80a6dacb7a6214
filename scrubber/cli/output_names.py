"""The name of every file in the output folder: as in the input, and never one that is taken."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable

MAX_NAME_BYTES = 255  # of one name, on the file systems of today
ROOM_FOR_NUMBER = 8


class OutputNames:
    """Gives each input its own file below a folder; of those that would share one, the later get `-2`, `-3`, …

    >>> names = OutputNames(".txt", reserved=["records.jsonl"])
    >>> names.name_for("a/page"), names.name_for("a/Page"), names.name_for("a/page")
    ('a/page.txt', 'a/Page-2.txt', 'a/page-3.txt')
    """

    def __init__(self, suffix: str, reserved: Iterable[str] = ()) -> None:
        """`reserved`: paths below the folder that must not be written."""
        self._suffix = suffix
        self._files = {_key(path) for path in reserved}
        self._folders: set[str] = set()
        self._next_number: dict[str, int] = {}

    def name_for(self, home: str) -> str:
        """A path below the folder that no other input has. `home` has no suffix."""
        *folders, stem = home.split(os.sep)
        folder = ""
        for part in folders:
            folder = self._free(os.path.join(folder, _shortened(part, "")), "", self._files)
            self._folders.add(_key(folder))
        name = self._free(os.path.join(folder, _shortened(stem, self._suffix)), self._suffix, self._files | self._folders)
        self._files.add(_key(name))
        return name

    def _free(self, stem: str, suffix: str, taken: set[str]) -> str:
        path = stem + suffix
        key = _key(path)
        while _key(path) in taken:
            number = self._next_number[key] = self._next_number.get(key, 1) + 1
            path = f"{stem}-{number}{suffix}"
        return path


def _key(path: str) -> str:
    """Two paths of one key are one file on some file systems: macOS folds accents, Windows and macOS fold case."""
    return unicodedata.normalize("NFC", path).casefold()


def _shortened(name: str, suffix: str) -> str:
    room = MAX_NAME_BYTES - len(suffix) - ROOM_FOR_NUMBER
    encoded = os.fsencode(name)
    return name if len(encoded) <= room else os.fsencode(name)[:room].decode("utf-8", "ignore")
