"""Parquet → records: a page a row, read a few rows at a time and only in the columns that are needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrubber.cli.inputs.record import PAGE_FIELDS, Asked, Record, job_of_fields
from scrubber.workers import Job

if TYPE_CHECKING:
    from pyarrow import RecordBatch, Scalar
    from pyarrow.parquet import ParquetFile

ROWS_AT_A_TIME = 16  # of a megabyte each in a corpus of large pages
BUFFER_BYTES = 1_000_000  # of a column, which pyarrow else takes whole into memory, a row group at a time


def records_of_rows(path: str, asked: Asked) -> Iterator[Record]:
    """The record of each row; a null, or a bad file, is one with a problem."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    number = 0
    try:
        with ParquetFile(path, buffer_size=BUFFER_BYTES, pre_buffer=False) as file:
            problem = _problem_of(file, asked)
            for batch in () if problem else _batches(file, asked):
                for row in range(batch.num_rows):
                    number += 1
                    yield Record(number, _job_of_row(batch, row, asked))
            if not number:
                yield Record(1, Job(b"", problem=problem or "it holds no row"), is_whole_file=True)
    except (OSError, ArrowException) as error:
        problem = _reason(path, error)
        yield Record(number + 1, Job(b"", problem=problem), is_whole_file=not number)


def _page_columns(asked: Asked) -> tuple[str, ...]:
    return PAGE_FIELDS if asked.column is None else (asked.column,)


def _batches(file: ParquetFile, asked: Asked) -> Iterator[RecordBatch]:
    """A few rows at a time, never of two row groups: one that is broken takes none of those before it along."""
    columns = [name for name in ("url", *_page_columns(asked)) if name in file.schema_arrow.names]
    for group in range(file.num_row_groups):
        yield from file.iter_batches(ROWS_AT_A_TIME, row_groups=[group], columns=columns, use_threads=False)


def _problem_of(file: ParquetFile, asked: Asked) -> str | None:
    """Why no row can be read; None if they can."""
    names = file.schema_arrow.names
    if any(name in names for name in _page_columns(asked)):
        return None
    missing = 'neither "html" nor "text"' if asked.column is None else f'no column "{asked.column}"'
    return f"it has {missing}; name the column that holds the page with --column: {', '.join(names)}"


def _job_of_row(batch: RecordBatch, row: int, asked: Asked) -> Job:
    fields: dict[str, object] = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            fields[name] = _value(column[row])
        except UnicodeDecodeError as error:
            return Job(b"", problem=f'"{name}" of the row is not UTF-8: {error.reason}')
    if isinstance(url := fields.get("url"), bytes):
        fields["url"] = url.decode("utf-8", "replace")
    present = [name for name in _page_columns(asked) if name in fields]
    if all(fields[name] is None for name in present):
        return Job(b"", problem=f"the row holds null in {' and '.join(present)}")
    return job_of_fields(fields, asked)


def _value(scalar: Scalar) -> object:
    value: object = scalar.as_py()
    return value


def _reason(path: str, error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if path.lower().endswith(".gz"):
        return "Parquet is compressed inside, and cannot be read within .gz; unpack the file"
    first_line = (str(error).splitlines() or [""])[0]
    return f"it cannot be read as Parquet from here on ({first_line})"
