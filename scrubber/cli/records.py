"""Files that hold many pages, a page a record: which suffix is read by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from types import MappingProxyType
from typing import cast

from scrubber.cli.usage import UsageError
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


Reader = Callable[[str, Asked], Iterator[Record]]


def records_of(path: str, asked: Asked) -> Iterator[Record]:
    """The pages of a file, read as they are asked for; what cannot be read is a job with a problem."""
    return READERS[records_suffix(path)](path, asked)


def records_suffix(path: str) -> str:
    """The suffix that says that a file holds many pages; empty if it does not.

    >>> records_suffix("a/pages.WARC.gz"), records_suffix("page.html.gz")
    ('.warc', '')
    """
    name = path.lower().removesuffix(".gz")
    return next((suffix for suffix in READERS if name.endswith(suffix)), "")


def check_records(paths: list[str], column: str | None) -> None:
    """Raises UsageError where a file needs a package that is not there, or where no file has the column."""
    suffixes = {path: records_suffix(path) for path in paths}
    parquet = next((path for path, suffix in suffixes.items() if suffix == ".parquet"), None)
    if parquet is not None and find_spec("pyarrow") is None:
        raise UsageError(f"{parquet}: Parquet is read by pyarrow; install it: pip install 'scrubber[parquet]'")
    if column is not None and not {".jsonl", ".parquet"} & set(suffixes.values()):
        raise UsageError("--column is for .jsonl and .parquet, and none is among the inputs; leave it out")


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


def _lines(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.json_lines import records_of_lines

    return records_of_lines(path, asked)


def _parquet(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.parquet_rows import records_of_rows

    return records_of_rows(path, asked)


def _warc(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.warc_pages import records_of_archive

    return records_of_archive(path, asked)


READERS: Mapping[str, Reader] = MappingProxyType({".jsonl": _lines, ".warc": _warc, ".parquet": _parquet})
"""The reader of each suffix, which may have `.gz` behind it."""
