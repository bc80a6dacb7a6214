"""JSON Lines → jobs: a record of `{url, html}` or `{url, text}` a line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from scrubber.reader import Kind
from scrubber.reader.source import MAX_BYTES
from scrubber.workers import Job

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def inputs_of_records(path: str, kind: Kind | None) -> Iterator[tuple[int, str, Job]]:
    """The number, name and job of each line but blank ones; a bad line, or a bad file, is a job with a problem."""
    number = count = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if line.strip(b" \t\r\n" + BYTE_ORDER_MARK):
                    count += 1
                    yield number, f"{path}:{number}", job_of_record(line, kind)
                while len(line) > MAX_BYTES and not line.endswith(b"\n"):  # the rest of a line that is too long
                    line = file.readline(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        problem = getattr(error, "strerror", None) or f"is not a whole gzip file ({error})"
        yield number + 1, f"{path}:{number + 1}" if number else path, Job(b"", problem=problem)
        return
    if not count:
        yield 1, path, Job(b"", problem="it holds no record; each line must be a JSON object")


def job_of_record(line: bytes, kind: Kind | None) -> Job:
    r"""The job of one line. `html` wins over `text`, and says what it holds.

    >>> job_of_record(b'{"url": "http://x.example/", "text": "The council met."}', None)
    Job(source='The council met.', url='http://x.example/', kind='text', problem=None)
    >>> job_of_record(b'{"body": "The council met."}', None).problem
    'the record has neither "html" nor "text"; one of them must hold the page'
    """
    if len(line) > MAX_BYTES:
        return Job(b"", problem=f"the line is longer than {MAX_BYTES // 1_000_000} MB")
    try:
        record = json.loads(line.removeprefix(BYTE_ORDER_MARK).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Job(b"", problem=f"the line is not JSON in UTF-8: {error}")
    if not isinstance(record, dict):
        return Job(b"", problem='the line must be a JSON object, {"url": …, "html": …} or {"url": …, "text": …}')
    url = record.get("url")
    if url is not None and not isinstance(url, str):
        return Job(b"", problem='the "url" of the record is not a string')
    for field, told in (("html", "html"), ("text", "text")):
        if isinstance(record.get(field), str):
            return Job(record[field], url=url, kind=kind or cast(Kind, told))
    return Job(b"", url=url, problem='the record has neither "html" nor "text"; one of them must hold the page')


def _opened(path: str) -> BinaryIO:
    if path.lower().endswith(".gz"):
        return cast(BinaryIO, gzip.open(path, "rb"))
    return Path(path).open("rb")
