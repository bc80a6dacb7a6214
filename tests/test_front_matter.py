"""The metadata above a Markdown text are YAML, whatever stands in them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from invented_articles import ARTICLES, article_of

from scrubber import Article, Metadata, scrub
from scrubber.serializer.front_matter import FIELDS, front_matter
from scrubber.serializer.markdown import to_markdown

PAGES = sorted(path for path in Path("fixtures").glob("*/*/page.*") if path.suffix in {".html", ".txt"})


def known_fields(article: Article) -> dict[str, Any]:
    values = {name: getattr(article.metadata, name, None) for name in FIELDS} | {"word_count": article.word_count}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if value not in (None, "", [])}


@settings(max_examples=300, deadline=None)
@given(ARTICLES)
def test_front_matter_reads_back_as_the_metadata_whatever_stands_in_them(article: Article) -> None:
    first, *lines, last = front_matter(article).split("\n")
    assert first == last == "---" not in lines
    assert yaml.safe_load("\n".join(lines)) == known_fields(article)
    assert len(lines) == len("\n".join(lines).splitlines())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_front_matter_stands_above_the_markdown_of_a_page(path: Path) -> None:
    article = scrub(path)
    above, _, body = to_markdown(article, front_matter=True).partition("\n---")
    assert yaml.safe_load(above) == known_fields(article)
    assert body == (f"\n\n{article.markdown}" if article.markdown else "")
    assert to_markdown(article) == article.markdown


def test_front_matter_is_easy_to_read_where_quotes_are_not_needed() -> None:
    article = article_of(
        "The council met.",
        title="A bridge: reopened",
        authors=("Ann Lee", "Ål O’Roe"),
        date_published="2024-03-04",
        language="no",
        is_accessible_for_free=False,
    )
    assert front_matter(article).split("\n") == [
        "---",
        'title: "A bridge: reopened"',
        "authors:",
        "  - Ann Lee",
        "  - Ål O’Roe",
        'date_published: "2024-03-04"',
        'language: "no"',
        "is_accessible_for_free: false",
        "word_count: 3",
        "---",
    ]


def test_front_matter_holds_every_field_of_the_metadata_but_where_they_come_from() -> None:
    fields = {field.name for field in dataclasses.fields(Metadata)} - {"sources", "alternatives"}
    assert set(FIELDS) == fields | {"word_count"}


def test_half_a_surrogate_pair_is_no_character_and_is_replaced_in_front_matter() -> None:
    _, line, *_ = front_matter(article_of(title="a \ud83d b")).split("\n")
    assert yaml.safe_load(line) == {"title": "a \ufffd b"}
