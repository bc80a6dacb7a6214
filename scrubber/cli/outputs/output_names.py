"""The name of every file in the output folder: as in the input, and never one that is taken."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

MAX_NAME_BYTES = 255  # of one name, on the file systems of today
ROOM_FOR_NUMBER = 8


class OutputNames:
    """Gives each input its own file below a folder; of those that would share one, the later get `-2`, `-3`, …

    >>> names = OutputNames(".txt", reserved=[Path("b.txt")])
    >>> [str(names.name_for(Path(home))) for home in ("a/page", "a/Page", "a/page", "b")]
    ['a/page.txt', 'a/Page-2.txt', 'a/page-3.txt', 'b-2.txt']
    """

    def __init__(self, suffix: str, reserved: Iterable[Path] = ()) -> None:
        """`reserved`: paths below the folder that must not be written."""
        self._suffix = suffix
        self._files = {_key(path) for path in reserved}
        self._folders: set[str] = set()
        self._next_number: dict[str, int] = {}

    def reserve(self, paths: Iterable[Path]) -> None:
        """Give no further input one of these."""
        self._files.update(map(_key, paths))

    def name_for(self, home: Path) -> Path:
        """A path below the folder that no other input has. `home` has no suffix."""
        folder = Path()
        for part in home.parts[:-1]:
            folder = self._free(folder, _shortened(part, ""), "", (self._files,))
            self._folders.add(_key(folder))
        path = self._free(folder, _shortened(home.name, self._suffix), self._suffix, (self._files, self._folders))
        self._files.add(_key(path))
        return path

    def _free(self, folder: Path, stem: str, suffix: str, taken: tuple[set[str], ...]) -> Path:
        path = folder / (stem + suffix)
        key = _key(path)
        while any(_key(path) in paths for paths in taken):
            number = self._next_number[key] = self._next_number.get(key, 1) + 1
            path = folder / f"{stem}-{number}{suffix}"
        return path


def _key(path: Path) -> str:
    """Two paths of one key are one file on some file systems: macOS folds accents, Windows and macOS fold case."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _shortened(name: str, suffix: str) -> str:
    encoded = os.fsencode(name)
    room = MAX_NAME_BYTES - len(suffix) - ROOM_FOR_NUMBER
    return name if len(encoded) <= room else encoded[:room].decode("utf-8", "ignore")
