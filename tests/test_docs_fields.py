"""docs/fields.md says of every field of a record what it is elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pyarrow.types
import pytest
from invented_articles import article_of

from scrubber import Article, Image, Metadata, Status
from scrubber.cli.outputs.destinations import LEAD_OF_URLS
from scrubber.serializer.csv_rows import FIELDS
from scrubber.serializer.parquet import _schema

DOCS = Path(__file__).parent.parent / "docs"
RECORD = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
ARTICLE = json.loads((DOCS / "article.schema.json").read_text(encoding="utf-8"))
COLUMNS = {column.name: column.type for column in _schema(LEAD_OF_URLS)}
NOT_OF_A_FIELD = {"id", "filedate", "comments"}
TYPES = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "array of string": "list of strings",
    "array of object": "list of objects",
    "object": "object of strings",
    "null": "null",
}
TABLES = [
    [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    for table in re.findall(r"(?:^\|.*\n)+", (DOCS / "fields.md").read_text(encoding="utf-8"), re.MULTILINE)
]
LEADS, ARTICLES = ({row[0].strip("`"): row[1:] for row in rows} for rows in TABLES)
EVERY_FIELD = [*LEADS.items(), *ARTICLES.items()]

PLAIN = Article(Status.OK)
SET = {
    **{
        field: article_of(**{field: "Ann Lee"})
        for field in ("title", "site_name", "description", "section", "dateline")
    },
    **{
        field: article_of(**{field: "https://mill.example/a"}) for field in ("url", "canonical_url", "image", "licence")
    },
    **{field: article_of(**{field: "2024-03-04"}) for field in ("date_published", "date_modified")},
    **{field: article_of(**{field: ("Ann Lee",)}) for field in ("authors", "organisations", "tags")},
    "language": article_of(language="en"),
    "is_accessible_for_free": article_of(is_accessible_for_free=True),
    "page_type": article_of(page_type="news"),
    "images": article_of(images=(Image("https://mill.example/a.jpg"),)),
    "text": article_of("The council met."),
}
"""Articles of which this one field is known."""
COUNTED_WITH_THE_TEXT = {"wordCount"}


def names_in(cell: str) -> set[str]:
    return set(re.findall("`([^`]+)`", cell))


def changed(record: dict[str, Any], plain: dict[str, Any]) -> set[str]:
    return {name for name in record | plain if record.get(name) != plain.get(name)}


def type_of(field: str) -> str:
    schema = (RECORD["$defs"]["input"]["properties"] | ARTICLE["$defs"]["fields"]["properties"])[field]
    kinds = schema.get("type", "string" if "enum" in schema else "integer")
    kinds = [kinds] if isinstance(kinds, str) else kinds
    items = schema.get("items", {}).get("type")
    return " or ".join(TYPES[f"{kind} of {items}" if kind == "array" else kind] for kind in kinds)


def test_every_field_is_in_the_tables_and_no_other_one() -> None:
    assert list(LEADS) == list(LEAD_OF_URLS) == list(RECORD["$defs"]["input"]["properties"])
    assert list(ARTICLES) == list(PLAIN.to_dict())


@pytest.mark.parametrize(("field", "cells"), EVERY_FIELD)
def test_its_type_is_that_of_the_schema(field: str, cells: list[str]) -> None:
    assert cells[0] == type_of(field)


@pytest.mark.parametrize(("field", "cells"), EVERY_FIELD)
def test_its_column_of_csv_is_the_one_that_is_written(field: str, cells: list[str]) -> None:
    told = {"string": "text", "integer": "number", "number": "number", "boolean": "true or false"}
    kind = told.get(cells[0].removesuffix(" or null"), "JSON")
    assert cells[-2] == (kind if field in {*LEAD_OF_URLS, *FIELDS} else "")


@pytest.mark.parametrize(("field", "cells"), EVERY_FIELD)
def test_its_column_of_parquet_is_the_one_that_is_written(field: str, cells: list[str]) -> None:
    kind = COLUMNS[field]
    assert cells[-1] == ("list" if pyarrow.types.is_list(kind) else str(kind))


@pytest.mark.parametrize(("field", "cells"), ARTICLES.items())
def test_its_names_in_other_records_are_those_that_it_changes_there(field: str, cells: list[str]) -> None:
    article = SET.get(field, PLAIN)
    assert names_in(cells[2]) == changed(article.to_trafilatura(), PLAIN.to_trafilatura())
    told = names_in(cells[3]) - COUNTED_WITH_THE_TEXT
    assert told == changed(article.to_schema_org(), PLAIN.to_schema_org()) - COUNTED_WITH_THE_TEXT


def test_every_name_in_other_records_is_in_the_table() -> None:
    whole = article_of(
        "The council met.",
        images=(Image("https://mill.example/a.jpg"),),
        **{field: getattr(SET[field].metadata, field) for field in Metadata.__dataclass_fields__ if field in SET},
    )
    told = {name for cells in ARTICLES.values() for name in names_in(cells[2])}
    assert told | NOT_OF_A_FIELD == set(whole.to_trafilatura())
    named = {name for cells in ARTICLES.values() for name in names_in(cells[3])}
    assert named | {"@context"} == set(whole.to_schema_org())
