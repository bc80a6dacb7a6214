"""Records → a Parquet file, in row groups that bound the memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from scrubber.errors import ScrubberError
from scrubber.serializer.csv_rows import FIELDS
from scrubber.serializer.half_pairs import without_half_pairs

MAX_ROWS = 1000  # of a row group
MAX_CHARACTERS = 16_000_000  # of the texts of a row group, but that one record may have more
_INTEGERS = range(-(2**63), 2**63)


class ParquetRows:
    """Writes records into a file, a row each. The columns are `lead`, the fields of CSV, `markdown` and `removals`.

    A field that a record lacks is null, one that has no column is left out. `sources` is JSON, as some readers have no
    type for a map. The file can be read once `finish` was called, which leaves it open.
    """

    def __init__(self, file: BinaryIO, lead: Sequence[str]) -> None:
        """Raises ScrubberError where pyarrow is not installed."""
        self._schema = _schema(lead)
        from pyarrow import parquet

        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._texts = {field.name for field in self._schema if field.type == "string"}
        self._rows: list[dict[str, object]] = []
        self._characters = 0

    def add(self, record: Mapping[str, object]) -> None:
        """One more row; a row group that is full is written."""
        row = {name: self._fit(name, record.get(name)) for name in self._schema.names}
        self._rows.append(row)
        self._characters += _characters(row)
        if len(self._rows) >= MAX_ROWS or self._characters >= MAX_CHARACTERS:
            self._write()

    def finish(self) -> None:
        """The last rows, and the footer without which nobody can read the file."""
        if self._rows:
            self._write()
        self._writer.close()

    def _fit(self, name: str, value: object) -> object:
        is_text = value is None or isinstance(value, str) or name not in self._texts
        return _whole(value if is_text else json.dumps(value, ensure_ascii=False))

    def _write(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_pylist(self._rows, self._schema))
        self._rows, self._characters = [], 0


def _schema(lead: Sequence[str]) -> Any:
    """The columns with their types: strings, unless they are named here."""
    try:
        import pyarrow as arrow
    except ImportError as missing:
        problem = "Parquet cannot be written without pyarrow; install it with: pip install 'scrubber[parquet]'"
        raise ScrubberError(problem) from missing
    text, integer, number = arrow.string(), arrow.int64(), arrow.float64()
    image = {"url": text, "alt": text, "caption": text, "credit": text, "width": integer, "height": integer}
    removal = {"rule": text, "reason": text, "place": text, "text": text}
    types = {
        **dict.fromkeys(("redirects", "authors", "organisations", "tags", "warnings"), arrow.list_(text)),
        **dict.fromkeys(("http_status", "word_count", "schema_version"), integer),
        **dict.fromkeys(("retry_after", "confidence"), number),
        "is_accessible_for_free": arrow.bool_(),
        "images": arrow.list_(arrow.struct(image)),
        "removals": arrow.list_(arrow.struct(removal)),
    }
    names = dict.fromkeys((*lead, *FIELDS, "markdown", "removals"))
    return arrow.schema([(name, types.get(name, text)) for name in names])


def _whole(value: object) -> object:
    """A value that Arrow can hold: no lone surrogates, and None for a number that is too large."""
    match value:
        case str():
            return without_half_pairs(value)
        case int():
            return value if value in _INTEGERS else None
        case list() | tuple():
            return [_whole(item) for item in value]
        case dict():
            return {key: _whole(item) for key, item in value.items()}
    return value


def _characters(value: object) -> int:
    match value:
        case str():
            return len(value)
        case list():
            return sum(map(_characters, value))
        case dict():
            return sum(map(_characters, value.values()))
    return 0
