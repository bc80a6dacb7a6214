"""A large plain text → jobs for its parts, so that it is never whole in memory."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from scrubber.article import Status
from scrubber.errors import SourceError
from scrubber.reader import Kind, Part
from scrubber.reader.parts import PART_CHARACTERS, parts_of
from scrubber.reader.source import CHUNK_BYTES, MAX_BYTES, TOO_LARGE, chunks_of
from scrubber.reader.stream import is_plain_text, texts_of
from scrubber.workers import Job

MOST_COMPRESSED = 10  # times; prose shrinks to a third or a quarter


def jobs_of_file(whole: Job) -> Iterator[Job]:
    """The parts of a file, or of what is piped in, that is a large plain text; for anything else the one job for it."""
    path = whole.source if isinstance(whole.source, Path) else None
    if whole.problem is not None or (path is not None and not _may_be_large(path)):
        yield whole
        return
    chunks = chunks_of(whole.source)
    try:
        head = next(chunks, b"")
        if _is_large_text(head, whole.kind):
            yield from _jobs_of_parts(head, chunks)
        elif path is not None:
            yield whole
        else:
            yield replace(whole, source=head + b"".join(islice(chunks, MAX_BYTES // CHUNK_BYTES)))
    except SourceError as error:
        yield replace(whole, problem=str(error))


def _may_be_large(path: Path) -> bool:
    """Whether the file must be looked into; a pipe that never gives anything would keep all others waiting."""
    try:
        status = path.stat()
    except OSError:
        return False
    smallest = PART_CHARACTERS // MOST_COMPRESSED if path.suffix == ".gz" else PART_CHARACTERS
    return stat.S_ISREG(status.st_mode) and smallest < status.st_size <= MAX_BYTES


def _is_large_text(head: bytes, kind: Kind | None) -> bool:
    return len(head) > PART_CHARACTERS and is_plain_text(head, kind)


def _jobs_of_parts(head: bytes, chunks: Iterator[bytes]) -> Iterator[Job]:
    """A job for each part, and one with a problem for what cannot be read."""
    end = 0
    within_bound = chain((head,), islice(chunks, MAX_BYTES // CHUNK_BYTES - 1))
    try:
        for part in parts_of(texts_of(within_bound)):
            yield Job(b"", part=part)
            end = part.start + len(part.text)
        if next(chunks, b""):
            yield Job(b"", problem=TOO_LARGE, fault=Status.TOO_LARGE, part=Part("", start=end))
    except SourceError as error:
        yield Job(b"", problem=error.problem, part=Part("", start=end))
