"""JSON Lines → records: an object of `{url, html}` or `{url, text}` a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from scrubber.cli.inputs.record import Asked, Record, job_of_fields
from scrubber.reader.source import MAX_BYTES
from scrubber.workers import Job

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def records_of_lines(path: str, asked: Asked) -> Iterator[Record]:
    """The record of each line but blank ones; a bad line, or a bad file, is one with a problem."""
    number = count = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if line.strip(b" \t\r\n" + BYTE_ORDER_MARK):
                    count += 1
                    yield Record(number, job_of_line(line, asked))
                while len(line) > MAX_BYTES and not line.endswith(b"\n"):  # the rest of a line that is too long
                    line = file.readline(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = getattr(error, "strerror", None) or f"is not a whole gzip file ({error})"
        yield Record(number + 1, Job(b"", problem=problem), is_whole_file=not number)
        return
    if not count:
        problem = "it holds no record; each line must be a JSON object"
        yield Record(1, Job(b"", problem=problem), is_whole_file=True)


def job_of_line(line: bytes, asked: Asked) -> Job:
    r"""The job of one line.

    >>> job_of_line(b'{"url": "http://x.example/", "text": "The council met."}', Asked())
    Job(source='The council met.', url='http://x.example/', kind='text', problem=None)
    """
    if len(line) > MAX_BYTES:
        return Job(b"", problem=f"the line is longer than {MAX_BYTES // 1_000_000} MB")
    try:
        record = json.loads(line.removeprefix(BYTE_ORDER_MARK).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Job(b"", problem=f"the line is not JSON in UTF-8: {error}")
    if not isinstance(record, dict):
        return Job(b"", problem='the line must be a JSON object, {"url": …, "html": …} or {"url": …, "text": …}')
    return job_of_fields(record, asked)


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return Path(path).open("rb")
