"""Articles as text, Markdown and JSON: nothing is lost or changed on the way out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrubber import Article, Block, BlockKind, Link, Status, scrub
from scrubber.serializer.markdown import to_markdown
from scrubber.serializer.outline import MARKDOWN
from scrubber.serializer.record import to_json, to_json_line

PAGES = sorted(path for path in Path("fixtures").glob("*/*/page.*") if path.suffix in {".html", ".txt"})
WORD = re.compile(r"\w+")


def article_of(*blocks: Block) -> Article:
    return Article(Status.OK, blocks=blocks)


def rendered(markdown: str) -> BeautifulSoup:
    """What an independent reader makes of it."""
    return BeautifulSoup(MarkdownIt("commonmark").enable("table").render(markdown), "html.parser")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_reader_of_the_markdown_sees_the_words_of_the_text(path: Path) -> None:
    article = scrub(path)
    if any(block.language == MARKDOWN for block in article.blocks):
        assert to_markdown(article) == article.text  # as it is; a reader sees no marks, and no addresses of links
        return
    seen = rendered(to_markdown(article, captions=False)).get_text(" ")
    assert WORD.findall(seen) == WORD.findall(article.text)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab*_`[]()<>#-+.1|\\!&~= \t", min_size=1, max_size=40))
def test_markdown_shows_a_paragraph_as_it_is(text: str) -> None:
    text = " ".join(text.split())
    if text:
        seen = rendered(to_markdown(article_of(Block(0, text)))).get_text()
        assert " ".join(seen.split()) == text


def test_lists_nest_and_number_and_tables_have_a_head() -> None:
    markdown = to_markdown(
        article_of(
            Block(0, "one", BlockKind.LIST_ITEM, level=1, ordered=True),
            Block(1, "deep", BlockKind.LIST_ITEM, level=2, gap_before=False),
            Block(2, "two", BlockKind.LIST_ITEM, level=1, ordered=True, gap_before=False),
            Block(3, "a\tb|c", BlockKind.TABLE_ROW, cells=("a", "b|c")),
            Block(4, "1\t2", BlockKind.TABLE_ROW, cells=("1", "2"), gap_before=False),
        )
    )
    soup = rendered(markdown)
    assert [item.get_text(" ", strip=True) for item in soup.select("ol > li")] == ["one deep", "two"]
    assert [item.get_text() for item in soup.select("ol > li > ul > li")] == ["deep"]
    assert [cell.get_text() for cell in soup.select("th, td")] == ["a", "b|c", "1", "2"]


def test_code_keeps_its_fence_whatever_is_in_it() -> None:
    code = "def f():\n    return '```'\n\n\tend"
    soup = rendered(to_markdown(article_of(Block(0, code, BlockKind.CODE, language="python"))))
    assert soup.code is not None
    assert soup.code.get_text() == code + "\n"
    assert soup.code["class"] == ["language-python"]


def test_links_are_kept_but_none_that_runs_a_script() -> None:
    text = "See the first and the second."
    links = (Link(4, 13, "/a b(c)"), Link(18, 28, " JavaScript:alert(1)"))
    soup = rendered(to_markdown(article_of(Block(0, text, links=links))))
    assert [(link["href"], link.get_text()) for link in soup.select("a")] == [("/ab%28c%29", "the first")]
    assert soup.get_text().strip() == text


def test_quotes_and_lines_stay_apart_and_together() -> None:
    article = article_of(
        Block(0, "line one"),
        Block(1, "line two", gap_before=False),
        Block(2, "said", BlockKind.QUOTE, gap_before=False),
    )
    assert article.text == "line one\nline two\nsaid"
    assert article.markdown == "line one  \nline two\n\n> said"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_json_reads_back_as_the_record(path: Path) -> None:
    article = scrub(path)
    assert json.loads(to_json(article)) == article.to_dict()
    assert json.loads(to_json_line(article, input="x")) == {"input": "x"} | article.to_dict()


def test_a_record_is_one_line_whatever_separates_lines_in_it() -> None:
    article = article_of(Block(0, "one\u2028two\u2029three\x85four"))
    assert len(to_json_line(article).splitlines()) == 1
    assert json.loads(to_json_line(article))["text"] == article.text
