"""Files that hold many pages, a page a record: which suffix is read by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from types import MappingProxyType

from scrubber.cli.inputs.record import Asked, Record
from scrubber.cli.usage import UsageError

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


def _lines(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.inputs.json_lines import records_of_lines

    return records_of_lines(path, asked)


def _parquet(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.inputs.parquet_rows import records_of_rows

    return records_of_rows(path, asked)


def _warc(path: str, asked: Asked) -> Iterator[Record]:
    from scrubber.cli.inputs.warc_pages import records_of_archive

    return records_of_archive(path, asked)


READERS: Mapping[str, Reader] = MappingProxyType({".jsonl": _lines, ".warc": _warc, ".parquet": _parquet})
"""The reader of each suffix, which may have `.gz` behind it."""
