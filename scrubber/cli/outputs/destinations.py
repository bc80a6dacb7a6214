"""Which destination `-o` and the inputs ask for, and what must not be overwritten."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrubber.cli.inputs.found import Found, is_inside
from scrubber.cli.jobs.job_files import JobFiles, clear_temporaries
from scrubber.cli.outputs.destination import Destination, EndingSink, OneFile, PrintedArticle, RowsFile, StandardOutput
from scrubber.cli.outputs.files import GrowingFile, make_folder
from scrubber.cli.outputs.folder import RECORDS, Folder
from scrubber.cli.outputs.forms import Form, form_of
from scrubber.cli.outputs.output_names import OutputNames
from scrubber.cli.outputs.parquet_file import SPOOL_SUFFIX, ParquetOfRows
from scrubber.cli.outputs.rows import rows_for
from scrubber.cli.usage import UsageError

LEAD_OF_FILES = ("input", "output")
LEAD_OF_URLS = (
    *LEAD_OF_FILES,
    *("fetch_status", "reason", "final_url", "redirects", "http_status", "content_type", "retry_after", "saved"),
)
"""What leads the record of an input, in the order of the columns of a table."""


def output_folder_of(arguments: argparse.Namespace) -> Path | None:
    """The output folder, where `-o` alone says that it is one. Raises UsageError if it is an input too."""
    output: str | None = arguments.output
    if output is None or not is_folder(output):
        return None
    for argument in arguments.inputs:
        if Path(argument).is_dir() and os.path.realpath(argument) == os.path.realpath(output):
            raise UsageError(f"{output}: the output would lie among the input; choose another folder with -o")
    return Path(output)


def destination_for(arguments: argparse.Namespace, files: Sequence[Found], job: JobFiles | None) -> Destination:
    """Where the articles go. Raises UsageError, or OutputError for a folder or file that cannot be made."""
    output: str | None = arguments.output
    place = Place(form_of(arguments), LEAD_OF_FILES, job)
    is_several = len(files) > 1 or arguments.split is not None or any(found.is_records for found in files)
    if output is None:
        return place.standard_output(is_several=is_several)
    needs_folder = is_several or any(found.in_folder for found in files)
    if output_folder_of(arguments) is not None or (needs_folder and not place.form.has_rows):
        return place.folder(Path(output), _reserved(Path(output), files))
    path = Path(os.path.realpath(output))  # a link stays one, and its target is written
    if path.is_file() and any(os.path.realpath(found.name) == str(path) for found in files):
        raise UsageError(f"{output}: is an input; choose another file with -o")
    return place.file(path)


def destination_of_urls(arguments: argparse.Namespace, count: int, job: JobFiles | None) -> Destination:
    """Where the articles of so many URLs go. Raises as `destination_for` does."""
    output: str | None = arguments.output
    place = Place(form_of(arguments), LEAD_OF_URLS, job)
    if output is None:
        return place.standard_output(is_several=count > 1)
    if is_folder(output) or (count > 1 and not place.form.has_rows):
        return place.folder(Path(output), [])
    return place.file(Path(os.path.realpath(output)))


def is_folder(output: str) -> bool:
    """Whether `-o` alone says that it is a folder: it is there already, or its name ends in a slash."""
    return Path(output).is_dir() or output.endswith(("/", os.sep))


@dataclass(frozen=True, slots=True)
class Place:
    """What all outputs of a command have in common."""

    form: Form
    lead: tuple[str, ...]
    job: JobFiles | None

    def standard_output(self, *, is_several: bool) -> Destination:
        """Standard output. Raises UsageError for what it cannot hold."""
        if self.form.name == "parquet":
            raise UsageError("Parquet is not printed; write it to a file with -o")
        if is_several and not self.form.has_rows:
            raise UsageError(
                f"several inputs cannot share standard output as {self.form.name}; use --format jsonl or csv, or "
                "-o DIR for a file each"
            )
        return self._rows_file(StandardOutput()) if self.form.has_rows else PrintedArticle(self.form)

    def file(self, path: Path) -> Destination:
        """One file. Raises UsageError, OutputError."""
        if self.form.has_rows:
            return self._table(path)
        if self.job is not None:
            raise UsageError(
                f"{path}: a job needs a folder for its articles, or a file of rows; use -o DIR/, or --format jsonl"
            )
        return OneFile(path, self.form)

    def folder(self, path: Path, reserved: Sequence[Path]) -> Destination:
        """A folder. `reserved`: what must not be written below it. Raises UsageError, OutputError."""
        records = Path(RECORDS).with_suffix(self.form.suffix if self.form.has_rows else ".jsonl")
        if records in reserved:
            raise UsageError(f"{path / records}: is an input; choose another folder with -o")
        make_folder(path)
        if self.form.has_rows:
            return self._table(path / records)
        names = OutputNames(self.form.suffix, [records, *reserved])
        if self.job is None:
            return Folder(path, self.form, names, self._rows_file(GrowingFile(path / records), Form("jsonl")))
        clear_temporaries(path)
        names.reserve(map(Path, self.job.journal.outputs))
        return Folder(path, self.form, names, self._rows_file(self.job.file(path / records), Form("jsonl")))

    def _table(self, path: Path) -> RowsFile:
        if self.job is None:
            return self._rows_file(GrowingFile(path))
        if self.form.name == "parquet":
            rows = self.job.file(path.with_name(path.name + SPOOL_SUFFIX))
            return self._rows_file(ParquetOfRows(path, rows, self.lead), Form("jsonl"))
        file = self.job.file(path)
        return RowsFile(rows_for(self.form, file, self.lead, is_begun=file.length > 0), file)

    def _rows_file(self, sink: EndingSink, form: Form | None = None) -> RowsFile:
        return RowsFile(rows_for(form or self.form, sink, self.lead), sink)


def _reserved(output: Path, files: Sequence[Found]) -> list[Path]:
    """The inputs that lie in the output folder."""
    return list(_inputs_below(output, files)) if output.is_dir() else []


def _inputs_below(output: Path, files: Sequence[Found]) -> Iterator[Path]:
    """The inputs that lie in the output folder, as paths below it."""
    folder = os.path.realpath(output)
    real_parents: dict[Path, Path] = {}
    for found in files:
        path = Path(found.name)
        if path.parent not in real_parents:
            real_parents[path.parent] = Path(os.path.realpath(path.parent))
        parent = real_parents[path.parent]
        if is_inside(parent, output):
            yield (parent / path.name).relative_to(folder)
