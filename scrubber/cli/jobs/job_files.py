"""`--job FILE`: a command that goes on where it was ended, by whatever."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from scrubber.article import Status
from scrubber.cli.inputs.found import Input
from scrubber.cli.jobs.settled import settled_options, settled_places
from scrubber.cli.outputs.appended_file import AppendedFile, size_of
from scrubber.cli.outputs.destination import Written
from scrubber.cli.outputs.files import TEMPORARY, make_folder, unwritable
from scrubber.cli.outputs.outcome import Outcome
from scrubber.cli.report import Report
from scrubber.cli.usage import UsageError
from scrubber.errors import JournalError, OutputError
from scrubber.journal import Journal, key_of


class JobFiles:
    """The journal of a command, and the files that grow with it: all are cut back to the last record together."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._files: dict[str, AppendedFile] = {}

    def file(self, path: Path) -> AppendedFile:
        """A file that goes on behind the last record. Raises OutputError, JournalError."""
        if path.exists() and not path.is_file():
            raise JournalError(f"{path}: is no file that could be gone on with; name another")
        name, size = os.path.realpath(path), size_of(path)
        if not self.journal.has_begun(name):
            if size:
                raise JournalError(f"{path}: is there already, and not of this job; move it away, or name another")
            self.journal.begin(name)
        if self.journal.forget_after(name, size):
            for other, file in self._files.items():
                file.cut_to(self.journal.committed_bytes(other))
        self._files[name] = AppendedFile(path, self.journal.committed_bytes(name))
        return self._files[name]

    @property
    def counts(self) -> tuple[int, int]:
        """How many inputs have a record, and how many of these have failed; in all runs of the job."""
        statuses = self.journal.statuses
        return sum(statuses.values()), sum(count for status, count in statuses.items() if Status(status).failed)

    def left_of(self, inputs: Iterable[Input], report: Report) -> Iterator[Input]:
        """The inputs that have no record yet, each once; large ones in all their parts."""
        begun: set[bytes] = set()
        is_inside = is_left = False
        for item in inputs:
            if not is_inside:
                key = key_of(item.key)
                is_left = key not in begun and item.key not in self.journal
                begun.add(key)
            is_inside = not item.is_last
            if is_left:
                yield item
            elif item.is_last:
                report.advance()

    def commit(self, item: Input, outcome: Outcome, written: Written) -> list[OutputError]:
        """The record of an input, all of whose output is there."""
        lengths = {name: file.length for name, file in self._files.items()}
        try:
            self.journal.commit(item.key, str(outcome.status), output=written.output, files=lengths)
        except OutputError as error:
            return [error, *self.take_back()]
        return []

    def take_back(self) -> list[OutputError]:
        """Cut off what was written of an input that has no record."""
        problems = []
        for name, file in self._files.items():
            try:
                file.cut_to(self.journal.committed_bytes(name))
            except OutputError as error:
                problems.append(error)
        return problems

    def tell_of_start(self, report: Report) -> None:
        """Say what is done already."""
        if done := len(self.journal):
            statuses = sorted(self.journal.statuses.items(), key=lambda status: -status[1])
            told = ", ".join(f"{count:,} {status}" for status, count in statuses)
            report.say(f"{self.journal.path}: {done:,} done before ({told})")


def job_of(arguments: argparse.Namespace) -> JobFiles | None:
    """The job that `--job` names. Raises UsageError, JournalError, OutputError."""
    if arguments.job is None:
        return None
    if arguments.output is None:
        raise UsageError("--job needs a place to go on with; add -o DIR/, or -o FILE.jsonl, .csv or .parquet")
    path = Path(arguments.job)
    make_folder(path.parent)
    return JobFiles(Journal(path, settled_options(arguments) | settled_places(arguments)))


def clear_temporaries(folder: Path) -> None:
    """Remove what was half written when the job was ended. Raises OutputError."""
    try:
        for path in folder.rglob(TEMPORARY.format("*")):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
