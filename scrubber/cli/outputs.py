"""Where articles go: standard output, one file, or a folder with a record of every input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from scrubber.article import Article
from scrubber.cli.files import GrowingFile, interrupts_held, make_folder, unwritable, write_whole
from scrubber.cli.inputs import Input
from scrubber.cli.output_names import OutputNames
from scrubber.cli.terminal import forsake_stdout, is_terminal, printable, write_stdout
from scrubber.errors import OutputError

SUFFIX_OF = {"text": ".txt", "markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
RECORDS = "records.jsonl"


class Destination(Protocol):
    """Takes each article in turn. What could not be written is returned, for the other articles go on."""

    is_spent: bool
    """Whether it takes no more."""

    def write(self, item: Input, article: Article) -> list[OutputError]: ...

    def finish(self) -> list[OutputError]:
        """Every input has been seen."""
        ...

    def abandon(self) -> list[OutputError]:
        """The job was interrupted."""
        ...


class StandardOutput:
    """Standard output. A reader that goes away (`| head`) spends it without an error."""

    def __init__(self, form: str) -> None:
        self.is_spent = False
        self._form = form

    def write(self, item: Input, article: Article) -> list[OutputError]:
        content = _rendered(item, article, self._form)
        if not content:
            return []
        if sys.stdout is None:
            self.is_spent = True
            return [OutputError("standard output", "is closed; write to a file with -o")]
        if is_terminal(sys.stdout):
            content = printable(content.decode("utf-8")).encode("utf-8")
        try:
            write_stdout(content)
        except OSError as error:
            self.is_spent = True
            forsake_stdout()
            return [] if isinstance(error, BrokenPipeError) else [unwritable("standard output", error)]
        return []

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        return []


class OneFile:
    """One file for one article. A failed input leaves what was there."""

    is_spent = False

    def __init__(self, path: Path, form: str) -> None:
        self._path, self._form = path, form

    def write(self, item: Input, article: Article) -> list[OutputError]:
        try:
            if content := _rendered(item, article, self._form):
                write_whole(self._path, content)
        except OutputError as error:
            return [error]
        return []

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        return []


class LinesFile:
    """One file of JSON Lines, a line an input. It appears when the job is done; an interrupted one leaves none."""

    def __init__(self, path: Path) -> None:
        """Raises OutputError."""
        self.is_spent = False
        self._file = GrowingFile(path)

    def write(self, item: Input, article: Article) -> list[OutputError]:
        return self.add(_rendered(item, article, "jsonl"))

    def add(self, line: bytes) -> list[OutputError]:
        """Append a line."""
        if self.is_spent:
            return []
        try:
            self._file.write(line)
        except OutputError as error:
            self.is_spent = True
            return [error]
        return []

    def finish(self) -> list[OutputError]:
        if not self.is_spent:
            try:
                self._file.finish()
            except OutputError as error:
                return [error]
        return []

    def abandon(self) -> list[OutputError]:
        self._file.discard()
        return []


class Folder:
    """A folder with a file for each article, and a line in its records for each input.

    The records are written however the job ends, for the articles are there.
    """

    is_spent = False

    def __init__(self, folder: Path, form: str, names: OutputNames) -> None:
        """Raises OutputError."""
        make_folder(folder)
        self._folder, self._form, self._names = folder, form, names
        self._records = LinesFile(folder / RECORDS)

    def write(self, item: Input, article: Article) -> list[OutputError]:
        if self._form == "jsonl":
            return self._records.add(_rendered(item, article, "jsonl"))
        with interrupts_held():
            return self._write_both(item, article)

    def _write_both(self, item: Input, article: Article) -> list[OutputError]:
        name = self._names.name_for(item.home)  # whether it is used or not, so that a failure moves no other name
        content = _rendered(item, article, self._form)
        problems = self._add_file(self._folder / name, content) if content else []
        output = str(name) if content and not problems else None
        return problems + self._records.add(_short_record(item, output, article, problems))

    def finish(self) -> list[OutputError]:
        return self._records.finish()

    def abandon(self) -> list[OutputError]:
        return self._records.finish()

    def _add_file(self, path: Path, content: bytes) -> list[OutputError]:
        try:
            make_folder(path.parent)
            write_whole(path, content)
        except OutputError as error:
            return [error]
        return []


def _rendered(item: Input, article: Article, form: str) -> bytes:
    """The article as bytes; none for a failed one, which only JSON Lines have a line for."""
    from scrubber.serializer.record import to_json, to_json_line

    if form == "jsonl":
        return _json_bytes(to_json_line(article, input=item.name, output=None))
    if article.status.failed:
        return b""
    if form == "json":
        return _json_bytes(to_json(article))
    return ((article.markdown if form == "markdown" else article.text) + "\n").encode("utf-8", "replace")


def _short_record(item: Input, output: str | None, article: Article, problems: list[OutputError]) -> bytes:
    from scrubber.serializer.record import json_line

    record = {
        "input": item.name,
        "output": output,
        "status": str(article.status),
        "warnings": [*article.warnings, *(f"not written: {problem}" for problem in problems)],
        "title": article.metadata.title,
        "word_count": sum(block.words for block in article.blocks),
    }
    return _json_bytes(json_line(record))


def _json_bytes(text: str) -> bytes:
    """A lone surrogate, as in the name of a file that is not UTF-8, becomes its JSON escape."""
    return (text + "\n").encode("utf-8", "backslashreplace")
