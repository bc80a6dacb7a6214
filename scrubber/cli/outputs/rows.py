"""Files with a row for each input: JSON Lines, CSV, Parquet.

A row has two halves: what is known of the input (its name, how it was fetched) leads, and what was made of it follows.
The second half comes as bytes from where the page was cleaned; the two are joined here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import BinaryIO, Protocol, cast

from scrubber.article import Article
from scrubber.cli.outputs.forms import Form
from scrubber.serializer.record import json_line

Lead = Mapping[str, object]


class Sink(Protocol):
    """Where the bytes of rows go."""

    def write(self, content: bytes, /) -> None:
        """Append. Raises OutputError."""
        ...


class Rows(Protocol):
    """Writes rows."""

    def add(self, lead: Lead, row: bytes) -> None:
        """A row, of what leads it and what `row_of` gave. Raises OutputError."""
        ...

    def end(self) -> None:
        """No further row comes. Raises OutputError."""
        ...


def row_of(form: Form, article: Article) -> bytes:
    """The half of a row that an article makes."""
    record = article.to_dict()
    if form.name == "csv":
        from scrubber.serializer.csv_rows import FIELDS, row

        return row(record, FIELDS).encode("utf-8", "replace")
    return json_line(record).encode("utf-8", "backslashreplace")


def rows_for(form: Form, sink: Sink, lead_fields: Sequence[str], *, is_begun: bool = False) -> Rows:
    """What writes rows in a form. `lead_fields`: what leads each row; `is_begun`: whether some are there already."""
    match form.name:
        case "csv":
            return _CsvRows(sink, lead_fields, is_begun)
        case "parquet":
            return _ParquetRows(sink, lead_fields)
    return _JsonRows(sink)


def json_bytes(text: str) -> bytes:
    """A line; a lone surrogate, as in the name of a file that is not UTF-8, becomes its JSON escape."""
    return (text + "\n").encode("utf-8", "backslashreplace")


class _JsonRows:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def add(self, lead: Lead, row: bytes) -> None:
        self._sink.write(json_bytes(json_line(dict(lead)))[:-2] + b", " + row[1:] + b"\n")

    def end(self) -> None:
        pass


class _CsvRows:
    def __init__(self, sink: Sink, lead_fields: Sequence[str], is_begun: bool) -> None:
        self._sink, self._lead_fields, self._is_begun = sink, tuple(lead_fields), is_begun

    def add(self, lead: Lead, row: bytes) -> None:
        from scrubber.serializer.csv_rows import LINE_END, header
        from scrubber.serializer.csv_rows import row as cells

        above = "" if self._is_begun else header(self._lead_fields) + LINE_END
        leading = (above + cells(lead, self._lead_fields) + ",").encode("utf-8", "replace")
        self._sink.write(leading + row + LINE_END.encode())
        self._is_begun = True

    def end(self) -> None:
        pass


class _ParquetRows:
    def __init__(self, sink: Sink, lead_fields: Sequence[str]) -> None:
        from scrubber.serializer.parquet import ParquetRows

        self._rows = ParquetRows(cast(BinaryIO, _WrittenOnly(sink)), lead_fields)

    def add(self, lead: Lead, row: bytes) -> None:
        self._rows.add({**lead, **json.loads(row)})

    def end(self) -> None:
        self._rows.finish()


class _WrittenOnly:
    """A sink in the shape of a file, of which pyarrow asks these."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self._sink, self._written = sink, 0

    def write(self, content: bytes) -> int:
        self._sink.write(bytes(content))
        self._written += len(content)
        return len(content)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def writable(self) -> bool:
        return True
