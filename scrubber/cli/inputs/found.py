"""Arguments → inputs: files, folders, globs, standard input, files of many pages; each input with its name and page."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scrubber.cli.inputs.record import Asked
from scrubber.cli.inputs.records import READERS, records_of, records_suffix
from scrubber.reader import Kind
from scrubber.workers import Job

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt", ".md")
SUFFIXES = (*PAGE_SUFFIXES, *READERS)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that an argument leads to, or why there is none."""

    name: str
    """As it was given or found; `-` is standard input."""
    home: Path
    """Where it stood below the folder that was asked for; a file that was asked for has only its name."""
    problem: str | None = None
    in_folder: bool = False

    @property
    def is_records(self) -> bool:
        """Whether it holds many pages, an input each."""
        return self.problem is None and records_suffix(self.name) != ""


@dataclass(frozen=True, slots=True)
class Input:
    """One page to clean, or a part of a large text."""

    name: str
    """What messages and records call it: a path, `-`, or `pages.jsonl:12`."""
    job: Job
    home: Path
    """Its path below the output folder, without a suffix."""
    is_last: bool = True
    """Whether no further part of it comes."""
    more: Mapping[str, object] = field(default_factory=dict)
    """What its record says besides."""
    problem: str | None = None
    """What a message says of its failure, where its article cannot tell."""
    address: str | None = None
    """Of a page that was fetched, in one spelling."""

    @property
    def key(self) -> str:
        """What a journal knows it by."""
        return self.address or self.name

    def lead(self, *, output: str | None) -> dict[str, object]:
        """What its record says first. `output`: the file that its article is in."""
        return {"input": self.name, "output": output, **self.more}


def find_files(arguments: Sequence[str], output_folder: Path | None = None) -> list[Found]:
    """The files that the arguments lead to: in their order, those of a folder sorted, without the output folder."""
    return [found for argument in arguments for found in _find(argument, output_folder)]


def inputs_of(files: Sequence[Found], asked: Asked, *, in_parts: bool = False) -> Iterator[Input]:
    """One input for each page; files that hold many are read as they are asked for.

    `in_parts`: large plain texts come as their parts, where all that is asked for is their text.
    """
    for found in files:
        home = without_suffixes(found.home)
        if found.is_records:
            for record in records_of(found.name, asked):
                name = found.name if record.is_whole_file else f"{found.name}:{record.number}"
                yield Input(name, record.job, home / str(record.number))
        elif in_parts:
            from scrubber.cli.inputs.large_texts import jobs_of_file

            for job, is_last in with_last(jobs_of_file(job_of_file(found, asked.kind))):
                yield Input(found.name, job, home, is_last)
        else:
            yield Input(found.name, job_of_file(found, asked.kind), home)


def job_of_file(found: Found, kind: Kind | None) -> Job:
    """The job of cleaning a whole file, or what is piped in."""
    if found.name == STANDARD_INPUT:
        return standard_input(kind)
    return Job(Path(found.name), kind=kind, problem=found.problem)


def with_last(jobs: Iterator[Job]) -> Iterator[tuple[Job, bool]]:
    """Each job, and whether it is the last one."""
    job = next(jobs)
    for later in jobs:
        yield job, False
        job = later
    yield job, True


def standard_input(kind: Kind | None) -> Job:
    """The job of cleaning what is piped in."""
    if sys.stdin is None:
        return Job(b"", problem="there is no standard input")
    return Job(sys.stdin.buffer, kind=kind)


def without_suffixes(path: Path) -> Path:
    """The path without the suffixes that say what is in it; dots of its name stay.

    >>> [str(without_suffixes(Path(name))) for name in ("a/page.html.gz", "release-2.0", ".html")]
    ['a/page', 'release-2.0', '.html']
    """
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether the path is the folder or lies below it, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _find(argument: str, output_folder: Path | None) -> Iterator[Found]:
    path = Path(argument)
    if argument == STANDARD_INPUT:
        yield Found(STANDARD_INPUT, Path("stdin"))
    elif path.is_dir():
        yield from _find_in_folder(path, path, output_folder)
    elif path.exists() or path.is_symlink():
        yield Found(argument, Path(path.name))
    elif glob.has_magic(argument):
        yield from _find_by_glob(argument, output_folder)
    else:
        yield Found(argument, Path("missing"), "there is no such file or folder; check the path")


def _find_by_glob(pattern: str, output_folder: Path | None) -> Iterator[Found]:
    parts = Path(pattern).parts
    root = Path(*parts[: next(index for index, part in enumerate(parts) if glob.has_magic(part))])
    paths = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - Path's finds hidden files
    if "**" in parts:  # the files in the folders that it matches, it matches as well
        paths = [path for path in paths if not path.is_dir()]
    skipped = None if output_folder is None or is_inside(root, output_folder) else output_folder
    paths = [path for path in paths if skipped is None or not is_inside(path, skipped)]
    for path in paths:
        if path.is_dir():
            yield from _find_in_folder(path, root, output_folder)
        else:
            yield Found(str(path), path.relative_to(root))
    if not paths:
        yield Found(pattern, Path("missing"), "the pattern matches no file; check it")


def _find_in_folder(folder: Path, root: Path, output_folder: Path | None) -> Iterator[Found]:
    """Its pages at any depth. Hidden files and folders are left out."""
    errors: list[OSError] = []
    count = 0
    for here, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [
            name for name in sorted(folders) if name[0] != "." and not _is_same(Path(here, name), output_folder)
        ]
        for name in sorted(names):
            if name[0] != "." and name.lower().removesuffix(".gz").endswith(SUFFIXES):
                count += 1
                path = Path(here, name)
                yield Found(str(path), path.relative_to(root), in_folder=True)
    for error in errors:
        yield Found(os.fsdecode(error.filename), Path("missing"), f"the folder cannot be listed: {error.strerror}")
    if not count and not errors:
        problem = (
            f"the folder holds no page ({' '.join(SUFFIXES)}, plain or .gz); name files of other suffixes one by one"
        )
        yield Found(str(folder), Path("missing"), problem)


def _is_same(path: Path, folder: Path | None) -> bool:
    return folder is not None and os.path.realpath(path) == os.path.realpath(folder)
