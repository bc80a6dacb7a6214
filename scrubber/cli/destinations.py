"""Which destination `-o` and the inputs ask for, and what must not be overwritten."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrubber.cli.forms import Form, form_of
from scrubber.cli.inputs import Found, is_inside
from scrubber.cli.output_names import OutputNames
from scrubber.cli.outputs import RECORDS, Destination, Folder, LinesFile, OneFile, StandardOutput
from scrubber.cli.usage import UsageError


def output_folder_of(arguments: argparse.Namespace) -> Path | None:
    """The output folder, where `-o` alone says that it is one. Raises UsageError if it is an input too."""
    output: str | None = arguments.output
    if output is None or not is_folder(output):
        return None
    for argument in arguments.inputs:
        if Path(argument).is_dir() and os.path.realpath(argument) == os.path.realpath(output):
            raise UsageError(f"{output}: the output would lie among the input; choose another folder with -o")
    return Path(output)


def destination_for(arguments: argparse.Namespace, files: Sequence[Found]) -> Destination:
    """Where the articles go. Raises UsageError, or OutputError for a folder or file that cannot be made."""
    output: str | None = arguments.output
    form = form_of(arguments)
    is_several = len(files) > 1 or arguments.split is not None or any(found.is_records for found in files)
    if output is None:
        return _standard_output(form, is_several=is_several)
    if output_folder_of(arguments) is not None:
        return _folder(Path(output), form, files)
    if form.name != "jsonl" and (is_several or any(found.in_folder for found in files)):
        return _folder(Path(output), form, files)
    path = Path(os.path.realpath(output))  # a link stays one, and its target is written
    if path.is_file() and any(os.path.realpath(found.name) == str(path) for found in files):
        raise UsageError(f"{output}: is an input; choose another file with -o")
    return LinesFile(path) if form.name == "jsonl" else OneFile(path, form)


def destination_of_urls(arguments: argparse.Namespace, count: int) -> Destination:
    """Where the articles of so many URLs go. Raises as `destination_for` does."""
    output: str | None = arguments.output
    form = form_of(arguments)
    if output is None:
        return _standard_output(form, is_several=count > 1)
    if is_folder(output) or (form.name != "jsonl" and count > 1):
        return Folder(Path(output), form, OutputNames(form.suffix, [Path(RECORDS)]))
    path = Path(os.path.realpath(output))
    return LinesFile(path) if form.name == "jsonl" else OneFile(path, form)


def is_folder(output: str) -> bool:
    """Whether `-o` alone says that it is a folder: it is there already, or its name ends in a slash."""
    return Path(output).is_dir() or output.endswith(("/", os.sep))


def _standard_output(form: Form, *, is_several: bool) -> StandardOutput:
    if is_several and form.name != "jsonl":
        raise UsageError(
            f"several inputs cannot share standard output as {form.name}; use --format jsonl, or -o DIR for a file each"
        )
    return StandardOutput(form)


def _folder(output: Path, form: Form, files: Sequence[Found]) -> Folder:
    records = Path(RECORDS)
    reserved = list(_inputs_below(output, files)) if output.is_dir() else []
    if records in reserved:
        raise UsageError(f"{output / records}: is an input; choose another folder with -o")
    return Folder(output, form, OutputNames(form.suffix, [records, *reserved]))


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
