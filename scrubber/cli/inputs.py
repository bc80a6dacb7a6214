"""Arguments → inputs: files, folders, globs, standard input and JSON Lines, each input with its name and its page."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrubber.reader import Kind
from scrubber.workers import Job

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".md")
RECORD_SUFFIX = ".jsonl"
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that an argument leads to, or why there is none."""

    path: str
    home: str
    """Where it stood below the folder that was asked for; a file that was asked for has only its name."""
    problem: str | None = None
    in_folder: bool = False

    @property
    def is_records(self) -> bool:
        """Whether it is JSON Lines, an input a line."""
        return self.problem is None and self.path.lower().removesuffix(".gz").endswith(RECORD_SUFFIX)


@dataclass(frozen=True, slots=True)
class Input:
    """One page to clean."""

    name: str
    """What messages and records call it: a path, `-`, or `pages.jsonl:12`."""
    job: Job
    home: str
    """Its path below the output folder, without a suffix."""


def find_files(arguments: Sequence[str], output_folder: str | None = None) -> list[Found]:
    """The files that the arguments lead to, in their order, those of a folder sorted. The output folder is not entered."""
    return [found for argument in arguments for found in _find(argument, output_folder)]


def inputs_of(files: Sequence[Found], kind: Kind | None) -> Iterator[Input]:
    """One input for each page; JSON Lines are read as they are asked for. `kind` is that of every page."""
    for found in files:
        if found.is_records:
            from scrubber.cli.records import inputs_of_records

            yield from (
                Input(name, job, os.path.join(without_suffixes(found.home), str(number)))
                for number, name, job in inputs_of_records(found.path, kind)
            )
        elif found.path == STANDARD_INPUT and found.problem is None:
            yield Input(STANDARD_INPUT, _standard_input(kind), found.home)
        else:
            job = Job(Path(found.path), kind=kind, problem=found.problem)
            yield Input(found.path, job, without_suffixes(found.home))


def without_suffixes(path: str) -> str:
    """The path without the suffixes that say what is in it; dots of its name stay.

    >>> without_suffixes("a/page.html.gz"), without_suffixes("release-2.0"), without_suffixes(".html")
    ('a/page', 'release-2.0', '.html')
    """
    stem = path[:-3] if path.lower().endswith(".gz") else path
    base, suffix = os.path.splitext(stem)
    return base if suffix.lower() in (*PAGE_SUFFIXES, RECORD_SUFFIX) else stem


def _standard_input(kind: Kind | None) -> Job:
    if sys.stdin is None:
        return Job(b"", problem="there is no standard input")
    return Job(sys.stdin.buffer, kind=kind)


def _find(argument: str, output_folder: str | None) -> Iterator[Found]:
    if argument == STANDARD_INPUT:
        yield Found(STANDARD_INPUT, "stdin")
    elif os.path.isdir(argument):
        yield from _find_in_folder(argument, argument, output_folder)
    elif os.path.lexists(argument):
        yield Found(argument, os.path.basename(argument))
    elif glob.has_magic(argument):
        yield from _find_by_glob(argument, output_folder)
    else:
        yield Found(argument, "", "there is no such file or folder; check the path")


def _find_by_glob(pattern: str, output_folder: str | None) -> Iterator[Found]:
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    root = os.path.join(*parts[:fixed]) if fixed else ""
    paths = sorted(glob.glob(pattern, recursive=True))
    if "**" in parts:  # its folders are those of the files that it matches as well
        paths = [path for path in paths if not os.path.isdir(path)]
    for path in paths:
        if os.path.isdir(path):
            yield from _find_in_folder(path, root, output_folder)
        elif not _is_inside(path, output_folder):
            yield Found(path, os.path.relpath(path, root or "."))
    if not paths:
        yield Found(pattern, "", "matches no file; check the pattern, and quote it once only")


def _find_in_folder(folder: str, root: str, output_folder: str | None) -> Iterator[Found]:
    """Its pages at any depth. Hidden files and folders are left out."""
    errors: list[OSError] = []
    is_bare = True
    for here, folders, files in os.walk(folder, onerror=errors.append):
        yield from _unlisted(errors)
        folders[:] = [
            name for name in sorted(folders) if name[0] != "." and not _is_inside(os.path.join(here, name), output_folder)
        ]
        for name in sorted(files):
            if name[0] != "." and name.lower().removesuffix(".gz").endswith((*PAGE_SUFFIXES, RECORD_SUFFIX)):
                is_bare = False
                path = os.path.join(here, name)
                yield Found(path, os.path.relpath(path, root or "."), in_folder=True)
    if errors:
        yield from _unlisted(errors)
    elif is_bare:
        suffixes = " ".join((*PAGE_SUFFIXES, RECORD_SUFFIX))
        yield Found(folder, "", f"the folder holds no page ({suffixes}, plain or .gz); name its files to read others")


def _unlisted(errors: list[OSError]) -> Iterator[Found]:
    while errors:
        error = errors.pop()
        yield Found(os.fsdecode(error.filename), "", f"the folder cannot be listed: {error.strerror}")


def _is_inside(path: str, folder: str | None) -> bool:
    if folder is None:
        return False
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))
