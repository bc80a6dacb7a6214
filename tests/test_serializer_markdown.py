"""An article as Markdown: nothing in it runs, even where the reader follows every link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from awkward_articles import ARTICLES, BAD_ADDRESSES, article_of, chunks
from bs4 import BeautifulSoup
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from scrubber import Article, Block, BlockKind, Image, Link, scrub
from scrubber.serializer.markdown import to_markdown
from scrubber.serializer.outline import is_line_of_markdown
from scrubber.words import fold

RUNS_A_SCRIPT = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data):", re.I)
KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE)


def careless() -> MarkdownIt:
    """A reader that neither refuses a link nor spells its address anew."""
    reader = MarkdownIt("commonmark").enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return reader


def tokens_of(markdown: str) -> Iterator[Token]:
    for token in careless().parse(markdown):
        yield token
        yield from token.children or ()


def assert_nothing_runs(markdown: str) -> None:
    for token in tokens_of(markdown):
        assert token.type not in {"html_block", "html_inline"}, token.content
        for address in (token.attrs.get("href"), token.attrs.get("src")):
            assert not RUNS_A_SCRIPT.match(re.sub(r"[\t\r\n]", "", str(address or ""))), address


@settings(max_examples=200, deadline=None)
@given(ARTICLES)
def test_no_article_gives_markup_or_a_link_that_runs_a_script(article: Article) -> None:
    if not any(is_line_of_markdown(block) for block in article.blocks):  # which are printed as they are
        assert_nothing_runs(to_markdown(article))


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_runs_a_script_is_left_out_however_it_is_spelt(address: str) -> None:
    markdown = to_markdown(article_of(Block(0, "the mill", links=(Link(0, 8, address),)), images=(Image(address),)))
    assert_nothing_runs(markdown)
    assert "the mill" in markdown


def test_an_address_is_what_it_was() -> None:
    url = "https://mill.example/a?b=1&copy;&amp;c&#38;=(2)\\[d]*_e_"
    (link,) = (
        token
        for token in tokens_of(to_markdown(article_of(Block(0, "the mill", links=(Link(0, 8, url),)))))
        if token.attrs
    )
    assert link.attrs["href"] == url.replace("(2)\\", "%282%29%5C")
    assert unescape(url) != url


@pytest.mark.parametrize("kind", KINDS)
def test_every_character_is_shown(kind: BlockKind) -> None:
    for chunk in chunks():
        article = article_of(Block(0, fold(f"x{chunk}y"), kind, level=1))
        seen = BeautifulSoup(careless().render(to_markdown(article)), "html.parser").get_text()
        assert seen.split() == article.text.split()


def test_code_of_a_web_page_that_is_markdown_is_fenced() -> None:
    code = '<pre><code class="language-markdown">[the mill](javascript:alert(1)) &lt;script&gt;</code></pre>'
    prose = "<p>This is how a link to the mill on the river is written, said the miller, who should know.</p>"
    article = scrub(f"<!doctype html><article>{prose * 3}{code}{prose}</article>")
    assert "```markdown\n[the mill](javascript:alert(1)) <script>\n```" in article.markdown
    assert_nothing_runs(article.markdown)


def test_the_language_of_code_cannot_close_its_fence() -> None:
    markdown = to_markdown(article_of(Block(0, "x", BlockKind.CODE, language="c\n```\n<script>")))
    assert [(token.type, token.content) for token in tokens_of(markdown)] == [("fence", "x\n")]
