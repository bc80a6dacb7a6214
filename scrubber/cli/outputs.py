"""Where articles go: standard output, one file, or a folder with a record of every input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from scrubber.article import Article
from scrubber.cli.article_file import ArticleFile
from scrubber.cli.files import GrowingFile, interrupts_held, make_folder, unwritable
from scrubber.cli.forms import Form
from scrubber.cli.inputs import Input
from scrubber.cli.outcome import Outcome
from scrubber.cli.output_names import OutputNames
from scrubber.cli.rendering import Rendering, json_bytes
from scrubber.cli.terminal import forsake_stdout, is_terminal, printable, write_stdout
from scrubber.errors import OutputError

RECORDS = "records.jsonl"


class Destination(Protocol):
    """Takes each article in turn. What could not be written is returned, for the other articles go on."""

    is_spent: bool
    """Whether it takes no more."""

    def write(self, item: Input, article: Article) -> list[OutputError]:
        """An article, or the next part of one."""
        ...

    def close(self, item: Input, outcome: Outcome, /) -> list[OutputError]:
        """The input has no further part."""
        ...

    def finish(self) -> list[OutputError]:
        """Every input has been seen."""
        ...

    def abandon(self) -> list[OutputError]:
        """The job was interrupted."""
        ...


class StandardOutput:
    """Standard output. A reader that goes away (`| head`) spends it without an error."""

    def __init__(self, form: Form) -> None:
        self.is_spent = False
        self._rendering = Rendering(form)

    def write(self, item: Input, article: Article) -> list[OutputError]:
        return self._print(self._rendering.add(item, article))

    def close(self, _item: Input, _outcome: Outcome, /) -> list[OutputError]:
        return self._print(self._rendering.end())

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        return []

    def _print(self, content: bytes) -> list[OutputError]:
        if self.is_spent or not content:
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


class OneFile:
    """One file for one article. A failed input leaves what was there."""

    is_spent = False

    def __init__(self, path: Path, form: Form) -> None:
        self._file = ArticleFile(path, form)

    def write(self, item: Input, article: Article) -> list[OutputError]:
        return self._file.add(item, article)

    def close(self, _item: Input, _outcome: Outcome, /) -> list[OutputError]:
        return self._file.finish()

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        self._file.discard()
        return []


class LinesFile:
    """One file of JSON Lines, a line an input. It appears when the job is done; an interrupted one leaves none."""

    def __init__(self, path: Path) -> None:
        """Raises OutputError."""
        self.is_spent = False
        self._file = GrowingFile(path)
        self._rendering = Rendering(Form("jsonl"))

    def write(self, item: Input, article: Article) -> list[OutputError]:
        return self.add(self._rendering.add(item, article))

    def close(self, _item: Input, _outcome: Outcome, /) -> list[OutputError]:
        return []

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

    def __init__(self, folder: Path, form: Form, names: OutputNames) -> None:
        """Raises OutputError."""
        make_folder(folder)
        self._folder, self._form, self._names = folder, form, names
        self._records = LinesFile(folder / RECORDS)
        self._name = Path()
        self._file: ArticleFile | None = None

    def write(self, item: Input, article: Article) -> list[OutputError]:
        if self._form.name == "jsonl":
            return self._records.write(item, article)
        with interrupts_held():
            if self._file is None:
                self._name = self._names.name_for(item.home)  # used or not, so that a failure moves no other name
                self._file = ArticleFile(self._folder / self._name, self._form, _in_new_folder)
            return self._file.add(item, article)

    def close(self, item: Input, outcome: Outcome, /) -> list[OutputError]:
        file = self._file
        if file is None:
            return []
        with interrupts_held():
            told = file.finish()
            output = str(self._name) if file.is_written else None
            self._file = None
            return [*told, *self._records.add(_short_record(item, output, outcome, file.problems))]

    def finish(self) -> list[OutputError]:
        return self._records.finish()

    def abandon(self) -> list[OutputError]:
        if self._file is not None:
            self._file.discard()
        return self._records.finish()


def _in_new_folder(path: Path) -> GrowingFile:
    make_folder(path.parent)
    return GrowingFile(path)


def _short_record(item: Input, output: str | None, outcome: Outcome, problems: list[OutputError]) -> bytes:
    from scrubber.serializer.record import json_line

    record = {
        "input": item.name,
        "output": output,
        **item.more,
        "status": str(outcome.status),
        "warnings": [*outcome.warnings, *(f"not written: {problem}" for problem in problems)],
        "title": outcome.title,
        "word_count": outcome.words,
    }
    return json_bytes(json_line(record))
