"""`--split DELIM`: files of many articles → an input for each of them, read as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scrubber.article import Status
from scrubber.cli.inputs.found import Found, Input, job_of_file, without_suffixes
from scrubber.cli.usage import UsageError
from scrubber.errors import ScrubberError, SourceError
from scrubber.reader import Kind
from scrubber.reader.pieces import Delimiter, Pieces
from scrubber.reader.source import TOO_LARGE
from scrubber.workers import Job

_ESCAPE = re.compile(r"\\([fnt0])")
_CHARACTER_OF = {"f": "\f", "n": "\n", "t": "\t", "0": "\0"}


def delimiter_of(option: str, files: Sequence[Found], kind: Kind | None) -> Delimiter:
    r"""The delimiter that `--split` names. Raises UsageError if it is none, or if the inputs cannot be split.

    >>> delimiter_of(r"\f", [], None).text
    '\x0c'
    """
    if kind == "html":
        raise UsageError("--split is for plain text; leave --kind html out")
    if records := next((found.name for found in files if found.is_records), None):
        raise UsageError(f"{records}: holds many articles already; clean it without --split")
    try:
        return Delimiter(_ESCAPE.sub(lambda match: _CHARACTER_OF[match[1]], option))
    except ScrubberError as error:
        raise UsageError(f"--split: {error}") from error


def inputs_of_pieces(files: Sequence[Found], delimiter: Delimiter, say: Callable[[str], None]) -> Iterator[Input]:
    """One input for each article; `say` is told of a file without any delimiter."""
    for found in files:
        home = without_suffixes(found.home)
        whole = Input(found.name, job_of_file(found, "text"), home)
        if found.problem is not None:
            yield whole
            continue
        pieces = Pieces(whole.job.source, delimiter)
        number = 0
        for number, job in enumerate(_jobs(pieces), 1):
            name = found.name if number == 1 and job.problem else f"{found.name}:{number}"
            yield Input(name, job, home / str(number))
        if not number:
            yield Input(found.name, Job("", kind="text"), home)
        elif number == 1 and not pieces.are_parted and isinstance(job.source, str):
            say(f"{found.name}: “{delimiter.text}” stands nowhere in it, so that it is one article")


def _jobs(pieces: Pieces) -> Iterator[Job]:
    """A job for each piece; the last one has a problem if the rest cannot be read."""
    try:
        for piece in pieces:
            if piece is None:
                yield Job(b"", problem=TOO_LARGE, fault=Status.TOO_LARGE)
            else:
                yield Job(piece, kind="text")
    except SourceError as error:
        yield Job(b"", problem=error.problem)
