"""What must hold of each form of an article: it can be read again, and says the same."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from typing import Any

from fuzzing.articles import URL
from fuzzing.pages import text_of, visible
from scrubber.article import Article
from scrubber.scrubbing import scrub
from scrubber.serializer.csv_rows import FIELDS, header, row, unguarded
from scrubber.serializer.front_matter import front_matter
from scrubber.serializer.html import to_html
from scrubber.serializer.markdown import to_markdown
from scrubber.serializer.record import to_dict, to_json, to_json_line
from scrubber.serializer.schema_org import to_schema_org
from scrubber.serializer.tei import to_tei
from scrubber.serializer.trafilatura_record import to_trafilatura

ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "input", "base", "svg"}


def check_serializers(data: bytes) -> None:
    """Every form of the article that a page gives."""
    check_forms(scrub(text_of(data), kind="html", url=URL))


def check_forms(article: Article) -> None:
    """Every form of one article."""
    _check_json(article)
    _check_csv(article)
    _check_html(article)
    _check_tei(article)
    _check_markdown(article)
    _check_front_matter(article)
    json.dumps([to_schema_org(article), to_trafilatura(article)])


def _check_json(article: Article) -> None:
    record = to_dict(article)
    assert json.loads(to_json(article)) == record, "JSON is read as another record"
    line = to_json_line(article)
    assert len(line.splitlines()) == 1 and json.loads(line) == record, "a line of JSON is read as another record"


def _check_csv(article: Article) -> None:
    record = to_dict(article)
    csv.field_size_limit(sys.maxsize)  # by itself Python's reader takes no cell of more than 131,072 characters
    text = f"{header([])}\n{row(record, FIELDS)}\n"
    names, cells = list(csv.reader(io.StringIO(text, newline="")))
    assert names == list(FIELDS)
    found = dict(zip(names, map(unguarded, cells), strict=True))
    assert visible(found["text"]) == visible(article.text), "the text of the cell is another"
    assert found["title"] == (record["title"] or "")
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in cells), "a cell that a spreadsheet runs"


def _check_html(article: Article) -> None:
    from lxml import html

    tree = html.fromstring(to_html(article))
    for element in tree.iter():
        assert element.tag not in ACTIVE, f"{element.tag!r} in the article"
        assert not [name for name in element.attrib if name.startswith("on")], f"{element.tag!r} runs something"
    _check_text("HTML", tree.find("body"), article)


def _check_tei(article: Article) -> None:
    from lxml import etree

    tree = etree.fromstring(to_tei(article).encode())
    _check_text("TEI", tree.find("{*}text"), article)


def _check_text(form: str, element: Any, article: Article) -> None:
    found = Counter(visible("".join(element.itertext())))
    missing = Counter(visible(article.text)) - found
    assert not missing, f"{form} lacks {missing}"


def _check_markdown(article: Article) -> None:
    plain = to_markdown(article, links=False, captions=False)
    assert not Counter(filter(str.isalnum, article.text)) - Counter(plain), "Markdown lacks letters of the text"
    to_markdown(article, front_matter=True)


def _check_front_matter(article: Article) -> None:
    import yaml

    read = yaml.safe_load(front_matter(article).strip("-"))
    for name in ("title", "site_name", "description", "language", "dateline"):
        assert read.get(name) == getattr(article.metadata, name), f"{name} is read as {read.get(name)!r}"
