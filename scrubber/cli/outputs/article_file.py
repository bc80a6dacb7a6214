"""The file of one article, from its first text to its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scrubber.cli.outputs.files import GrowingFile
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.parts import JoinedParts, RenderedPart
from scrubber.cli.outputs.rendering import Rendered
from scrubber.errors import OutputError


class ArticleFile:
    """It is there once it is finished, if it has a text and nothing failed. Problems are returned as they come."""

    def __init__(self, path: Path, form: Form, open_file: Callable[[Path], GrowingFile] = GrowingFile) -> None:
        self.is_written = False
        self.problems: list[OutputError] = []
        self._path, self._open_file = path, open_file
        self._parts = JoinedParts(form)
        self._file: GrowingFile | None = None

    def add(self, given: Rendered | RenderedPart) -> list[OutputError]:
        """Append an article, or the next part of one."""
        return self._write(given.content if isinstance(given, Rendered) else self._parts.add(given))

    def finish(self) -> list[OutputError]:
        """Put the file into its place."""
        told = self._write(self._parts.end())
        if self._file is None or self.problems:
            return told
        try:
            self._file.finish()
        except OutputError as error:
            self.problems.append(error)
            return [error]
        self.is_written = True
        return []

    def discard(self) -> None:
        """Leave nothing of it, if it is not finished."""
        if self._file is not None:
            self._file.discard()

    def _write(self, content: bytes) -> list[OutputError]:
        if self.problems or not content:
            return []
        try:
            self._file = self._file or self._open_file(self._path)
            self._file.write(content)
        except OutputError as error:
            self.problems.append(error)
            return [error]
        return []
