"""Records as CSV, Parquet and JSON Lines: two readers give back what went in, whatever it is."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from awkward_articles import ARTICLES, AWKWARD, PAGES, article_full_of, chunks
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv
from pyarrow import json as arrow_json
from pyarrow import parquet

from scrubber import Article, scrub
from scrubber.serializer.csv_rows import FIELDS, LINE_END, header, row, unguarded
from scrubber.serializer.parquet import MAX_CHARACTERS, MAX_ROWS, ParquetRows
from scrubber.serializer.record import to_json_line

LEAD = ("input", "output")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HALF_PAIR = re.compile("[\ud800-\udfff]")
EVERYTHING = list(chunks())

csv.field_size_limit(10_000_000)


def whole(value: Any) -> Any:
    """What UTF-8 can hold of a value."""
    if isinstance(value, str):
        return HALF_PAIR.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {key: whole(item) for key, item in value.items()}
    return [whole(item) for item in value] if isinstance(value, list | tuple) else value


def file_of(records: Sequence[Mapping[str, object]]) -> bytes:
    lines = [header(LEAD), *(f"{row(record, LEAD)},{row(record, FIELDS)}" for record in records)]
    return "".join(line + LINE_END for line in lines).encode()


def read_by_csv(file: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode(), newline=""), strict=True))


def read_by_arrow(file: bytes) -> list[dict[str, str]]:
    strings = dict.fromkeys((*LEAD, *FIELDS), pyarrow.string())
    table = arrow_csv.read_csv(
        io.BytesIO(file),
        read_options=arrow_csv.ReadOptions(use_threads=False, block_size=max(len(file), 1)),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(column_types=strings),
    )
    return table.to_pylist()


def cell_of(value: object) -> str:
    """What a reader should find for a value."""
    if value is None or isinstance(value, str):
        return CONTROL.sub("", whole(value or ""))
    return whole(json.dumps(value, ensure_ascii=False))


def assert_csv_reads_back(records: Sequence[Mapping[str, object]]) -> None:
    file = file_of(records)
    for read in (read_by_csv, read_by_arrow):
        rows = read(file)
        assert len(rows) == len(records)
        for found, record in zip(rows, records, strict=True):
            assert {name: unguarded(cell) for name, cell in found.items()} == {
                name: cell_of(record.get(name)) for name in (*LEAD, *FIELDS)
            }
            assert not [cell for cell in found.values() if cell.startswith(tuple("=+@\t\r"))]
            assert not [name for name, cell in found.items() if cell.startswith("-")]


def rows_of_parquet(records: Sequence[Mapping[str, object]], lead: Sequence[str] = LEAD) -> list[dict[str, Any]]:
    file = io.BytesIO()
    rows = ParquetRows(file, lead)
    for record in records:
        rows.add(record)
    rows.finish()
    table = parquet.read_table(io.BytesIO(file.getvalue()))
    table.validate(full=True)
    return table.to_pylist()


def assert_parquet_reads_back(records: Sequence[Mapping[str, Any]]) -> None:
    for found, record in zip(rows_of_parquet(records), records, strict=True):
        found["sources"] = json.loads(found["sources"])
        assert found == whole(dict.fromkeys(LEAD) | record)


def test_every_character_reads_back_from_csv() -> None:
    assert_csv_reads_back([article_full_of(chunk).to_dict() | {"input": chunk} for chunk in EVERYTHING])


def test_every_character_reads_back_from_parquet() -> None:
    assert_parquet_reads_back([article_full_of(chunk).to_dict() | {"input": chunk} for chunk in EVERYTHING])


def test_every_character_reads_back_from_json_lines() -> None:
    for chunk in EVERYTHING:
        article = article_full_of(chunk)
        line = to_json_line(article, input=chunk).encode("utf-8", "backslashreplace")
        assert json.loads(line) == {"input": chunk} | article.to_dict()
        if not HALF_PAIR.search(chunk):  # Arrow refuses halves of a pair, though JSON may hold them as escapes
            seen = arrow_json.read_json(io.BytesIO(line), arrow_json.ReadOptions(block_size=len(line) + 1)).to_pylist()
            assert [(one["input"], one["text"], one["title"]) for one in seen] == [(chunk, article.text, chunk)]


@settings(max_examples=100, deadline=None)
@given(st.lists(ARTICLES, max_size=2), st.none() | st.sampled_from(AWKWARD))
def test_any_record_reads_back_from_csv_and_parquet(articles: list[Article], name: str | None) -> None:
    records = [article.to_dict() | {"input": name, "output": name} for article in articles]
    assert_csv_reads_back(records)
    for record in records:
        for image in record["images"]:
            width = image["width"]
            image["width"] = width if width is None or -(2**63) <= width < 2**63 else None
    assert_parquet_reads_back(records)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_record_of_a_page_reads_back(path: Path) -> None:
    record = scrub(path).to_dict() | {"input": str(path), "output": None}
    assert_csv_reads_back([record])
    assert_parquet_reads_back([record])


def test_no_cell_is_a_formula_and_each_can_be_had_back() -> None:
    for text in ("=1", "+1", "-1", "@a", "\t=1", "\r=1", "'=1", "''@a", "\x00=1", "\x1f\x7f-1"):
        (cell,) = next(csv.reader([row({"title": text}, ["title"])]))
        assert cell.startswith("'")
        assert unguarded(cell) == CONTROL.sub("", text)
    for text in ("'tis", "a=1", " =1", "''", "1-2", "'"):
        (cell,) = next(csv.reader([row({"title": text}, ["title"])]))
        assert cell == unguarded(cell) == text


def test_the_columns_are_the_fields_of_the_record() -> None:
    fields = [name for name in scrub("The council met.").to_dict() if name not in {"removals", "markdown"}]
    assert list(FIELDS) == fields
    assert header(["input"]) == ",".join(["input", *fields])


def test_what_is_unknown_and_what_is_empty_differ_in_csv() -> None:
    assert row({"a": None, "b": "", "c": [], "d": True, "e": 0.5}, ["a", "b", "c", "d", "e", "f"]) == ',"",[],true,0.5,'


def test_the_columns_of_a_fetch_job_have_types() -> None:
    lead = {
        "input": "https://mill.example/",
        "redirects": ["https://mill.example/a"],
        "http_status": 200,
        "retry_after": 1.5,
        "saved": None,
        "attempt": 3,
    }
    (found,) = rows_of_parquet([lead], tuple(lead))
    assert found | lead | {"attempt": "3"} == found
    assert found["title"] is found["images"] is found["word_count"] is None


def groups_of(records: Sequence[Mapping[str, object]]) -> list[int]:
    file = io.BytesIO()
    rows = ParquetRows(file, LEAD)
    for record in records:
        rows.add(record)
    rows.finish()
    metadata = parquet.ParquetFile(io.BytesIO(file.getvalue())).metadata
    assert {metadata.row_group(0).column(0).compression} == {"ZSTD"} if records else not metadata.num_row_groups
    return [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]


def test_a_row_group_is_bounded_by_its_rows_and_by_its_text() -> None:
    assert groups_of([]) == []
    assert groups_of([{"text": "a"}] * (2 * MAX_ROWS + 1)) == [MAX_ROWS, MAX_ROWS, 1]
    long = "a" * (MAX_CHARACTERS // 2)
    assert groups_of([{"removals": [{"text": long}]}, {"text": long}, {"text": "a"}]) == [2, 1]


def test_without_pyarrow_the_error_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text("raise ImportError('not here')", encoding="utf-8")
    code = f"""
import io, sys
sys.path.insert(0, {str(tmp_path)!r})
from scrubber import ScrubberError
from scrubber.serializer.parquet import ParquetRows
try:
    ParquetRows(io.BytesIO(), [])
except ScrubberError as error:
    print(error)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert told == "Parquet cannot be written without pyarrow; install it with: pip install 'scrubber[parquet]'\n"


def test_a_number_that_arrow_cannot_hold_is_unknown_in_parquet() -> None:
    sizes = [2**63, -(2**63) - 1, 2**63 - 1]
    (found,) = rows_of_parquet([{"images": [{"width": size} for size in sizes]}])
    assert [image["width"] for image in found["images"]] == [None, None, 2**63 - 1]
