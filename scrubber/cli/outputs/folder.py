"""A folder of articles, with a row for each input beside them."""

from __future__ import annotations

from pathlib import Path

from scrubber.cli.inputs.found import Input
from scrubber.cli.outputs.article_file import ArticleFile
from scrubber.cli.outputs.destination import Given, RowsFile, Written
from scrubber.cli.outputs.files import GrowingFile, interrupts_held, make_folder
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome
from scrubber.cli.outputs.output_names import OutputNames
from scrubber.errors import OutputError

RECORDS = "records.jsonl"


class Folder:
    """A folder with a file for each article, and a line in its records for each input.

    The records are written however the command ends, for the articles are there.
    """

    def __init__(self, folder: Path, form: Form, names: OutputNames, records: RowsFile) -> None:
        self._folder, self._form, self._names, self._records = folder, form, names, records
        self._name = Path()
        self._file: ArticleFile | None = None

    @property
    def is_spent(self) -> bool:
        """Whether no further record can be written."""
        return self._records.is_spent

    def write(self, item: Input, given: Given, /) -> list[OutputError]:
        with interrupts_held():
            if self._file is None:
                self._name = self._names.name_for(item.home)  # used or not, so that a failure moves no other name
                self._file = ArticleFile(self._folder / self._name, self._form, _in_new_folder)
            return self._file.add(given)

    def close(self, item: Input, outcome: Outcome, /) -> Written:
        file = self._file
        if file is None:
            return Written()
        with interrupts_held():
            told = file.finish()
            output = str(self._name) if file.is_written else None
            self._file = None
            row = _short_record(outcome, file.problems)
            told += self._records.add(item.lead(output=output), row)
            return Written(output, tuple(told), is_whole=not file.problems and not self.is_spent)

    def finish(self) -> list[OutputError]:
        return self._records.finish()

    def abandon(self) -> list[OutputError]:
        if self._file is not None:
            self._file.discard()
        return self._records.finish()


def _in_new_folder(path: Path) -> GrowingFile:
    make_folder(path.parent)
    return GrowingFile(path)


def _short_record(outcome: Outcome, problems: list[OutputError]) -> bytes:
    from scrubber.serializer.record import json_line

    record = {
        "status": str(outcome.status),
        "warnings": [*outcome.warnings, *(f"not written: {problem}" for problem in problems)],
        "title": outcome.title,
        "word_count": outcome.words,
    }
    return json_line(record).encode("utf-8", "backslashreplace")
