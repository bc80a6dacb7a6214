"""One page of a file that holds many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from scrubber.reader import Kind
from scrubber.workers import Job

PAGE_FIELDS = ("html", "text")
"""Fields and columns that hold a page, the best first; each says of what kind it is."""


def _ignore(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call says of its inputs."""

    kind: Kind | None = None
    """That of every page."""
    column: str | None = None
    """The field or column that holds the page, in place of `PAGE_FIELDS`."""
    say: Callable[[str], None] = _ignore
    """Is told what becomes of records that are no pages."""


@dataclass(frozen=True, slots=True)
class Record:
    """One page of a file, or what is wrong with it."""

    number: int
    """From 1 on; that of the line, the row or the record in the file, so that it can be found again."""
    job: Job
    is_whole_file: bool = False
    """Whether it stands for the file: nothing could be read of it."""


def job_of_fields(fields: Mapping[str, object], asked: Asked) -> Job:
    """The job of a record with named fields. `html` wins over `text`, and says what it holds.

    >>> job_of_fields({"url": "http://x.example/", "text": "The council met."}, Asked())
    Job(source='The council met.', url='http://x.example/', kind='text', problem=None)
    >>> job_of_fields({"body": "The council met."}, Asked(column="body")).kind is None
    True
    >>> job_of_fields({"body": "The council met."}, Asked()).problem
    'the record has neither "html" nor "text"; one of them must hold the page'
    """
    url = fields.get("url")
    if url is not None and not isinstance(url, str):
        return Job(b"", problem='the "url" of the record is not a string')
    for name in PAGE_FIELDS if asked.column is None else (asked.column,):
        content = fields.get(name)
        if isinstance(content, (str, bytes)):
            return replace(Job(content, url), kind=asked.kind or (None if asked.column else cast(Kind, name)))
    if asked.column is not None:
        problem = f'the record has no text in "{asked.column}"'
    else:
        problem = 'the record has neither "html" nor "text"; one of them must hold the page'
    return Job(b"", url, problem=problem)
