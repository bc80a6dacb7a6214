"""An article as HTML: what two independent parsers read in it is its text, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import html5lib
import lxml.html
import pytest
from awkward_articles import ARTICLES, BAD_ADDRESSES, PAGES, article_full_of, article_of, chunks, written
from bs4 import BeautifulSoup
from hypothesis import given, settings

from scrubber import Article, Block, BlockKind, Image, Link, scrub

ATTRIBUTES = {
    "html": {"lang"},
    "meta": {"charset", "name", "property", "content"},
    "link": {"rel", "href"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "code": {"class"},
}
ELEMENTS = {
    *(
        "html",
        "head",
        "title",
        "body",
        "article",
        "p",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
    ),
    *("dt", "dd", "blockquote", "pre", "table", "tbody", "tr", "td", "figure", "figcaption", *ATTRIBUTES),
}
ADDRESS = {"a": r"https?://|mailto:", "img": "https?://", "link": "https?://"}


class Seen(NamedTuple):
    """What a parser reads."""

    title: str
    words: list[str]
    code: list[str]
    elements: list[tuple[str, dict[str, str]]]


def seen_by_html5lib(html: str) -> Seen:
    tree = html5lib.parse(html.encode(), transport_encoding="utf-8", namespaceHTMLElements=False)
    elements = [(str(element.tag), dict(element.attrib)) for element in tree.iter()]
    (article,) = tree.iter("article")
    for figure in article.findall("figure"):
        article.remove(figure)
    words = "".join(article.itertext()).split()
    return Seen(
        tree.findtext(".//title") or "", words, ["".join(code.itertext()) for code in tree.iter("code")], elements
    )


def seen_by_lxml(html: str) -> Seen:
    tree = lxml.html.document_fromstring(html.encode())
    elements = [(str(element.tag), {str(k): str(v) for k, v in element.attrib.items()}) for element in tree.iter()]
    for figure in tree.xpath("//figure"):
        figure.drop_tree()
    (article,) = tree.iter("article")
    title = tree.findtext(".//title") or ""
    return Seen(title, article.text_content().split(), [code.text_content() for code in tree.iter("code")], elements)


def seen_by_the_standard_library(html: str) -> Seen:
    soup = BeautifulSoup(html.encode(), "html.parser", multi_valued_attributes=None)
    elements = [(tag.name, {k: str(v) for k, v in tag.attrs.items()}) for tag in soup.find_all(True)]
    for figure in soup.find_all("figure"):
        figure.decompose()
    words = [word for article in soup.find_all("article") for word in article.get_text().split()]
    assert soup.title is not None
    return Seen(soup.title.get_text(), words, [code.get_text() for code in soup.find_all("code")], elements)


READERS = (seen_by_html5lib, seen_by_lxml, seen_by_the_standard_library)


def assert_nothing_runs(seen: Seen) -> None:
    for name, attributes in seen.elements:
        assert name in ELEMENTS
        assert attributes.keys() <= ATTRIBUTES.get(name, set())
        for address in (attributes[key] for key in ("href", "src") if key in attributes):
            assert re.match(ADDRESS[name], address, re.I), address


def assert_all_is_said(seen: Seen, article: Article) -> None:
    assert seen.words == written(article.text).split()
    assert seen.title.split() == written(article.metadata.title or "").split()


@pytest.mark.parametrize("read", READERS)
def test_every_character_can_stand_everywhere(read) -> None:
    for chunk in chunks():
        article = article_full_of(chunk)
        seen = read(article.html)
        assert_nothing_runs(seen)
        assert_all_is_said(seen, article)
        assert seen.code == [written(f"x{chunk}y")]


@settings(max_examples=150, deadline=None)
@given(ARTICLES)
def test_a_document_holds_the_words_of_the_text_and_nothing_that_runs(article: Article) -> None:
    for read in READERS:
        seen = read(article.html)
        assert_nothing_runs(seen)
        assert_all_is_said(seen, article)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_is_written_whole(path: Path) -> None:
    article = scrub(path)
    seen = seen_by_lxml(article.html)
    assert_nothing_runs(seen)
    assert_all_is_said(seen, article)


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_of_another_scheme_is_left_out_and_its_text_stays(address: str) -> None:
    html = article_of(Block(0, "the mill", links=(Link(0, 8, address),)), images=(Image(address),)).html
    assert "<p>the mill</p>" in html
    assert "<img" not in html
    assert "<figure" not in html


@pytest.mark.parametrize(
    ("address", "href"),
    [
        (" ht\ntps://mill.example/a b\x00c ", "https://mill.example/a%20bc"),
        ("HTTP://mill.example/?a=1&copy=2&lt;", "HTTP://mill.example/?a=1&copy=2&lt;"),
        ("mailto:ann@mill.example", "mailto:ann@mill.example"),
        ('https://mill.example/"onload="<x>', "https://mill.example/%22onload=%22%3Cx%3E"),
    ],
)
def test_an_address_of_the_web_or_of_mail_is_kept(address: str, href: str) -> None:
    html = article_of(Block(0, "the mill", links=(Link(0, 8, address),))).html
    for read in READERS:
        assert [attributes["href"] for name, attributes in read(html).elements if name == "a"] == [href]


def body_of(*blocks: Block, images: tuple[Image, ...] = ()) -> Iterator[str]:
    return iter(article_of(*blocks, images=images).html.split("<article>\n")[1].split("\n</article>")[0].split("\n"))


def test_lists_nest_as_their_levels_do() -> None:
    items = [("one", 1, True), ("deep", 4, False), ("deeper", 5, False), ("less", 3, False), ("two", 1, True)]
    blocks = [
        Block(index, text, BlockKind.LIST_ITEM, level=level, ordered=ordered, gap_before=False)
        for index, (text, level, ordered) in enumerate(items)
    ]
    soup = BeautifulSoup(article_of(*blocks, Block(9, "other", BlockKind.LIST_ITEM, level=1)).html, "html.parser")
    assert [item.find(string=True) for item in soup.select("article > ol > li")] == ["one\n", "two"]
    assert [item.get_text() for item in soup.select("article > ol > li > ul > li > ul > li")] == ["deeper"]
    assert [item.get_text() for item in soup.select("article > ul > li")] == ["other"]


def test_a_list_of_any_depth_is_read_back() -> None:
    blocks = [Block(i, f"item {i}", BlockKind.LIST_ITEM, level=i, gap_before=False) for i in range(3000)]
    article = article_of(*blocks)
    for read in READERS:
        assert_all_is_said(read(article.html), article)


def test_each_kind_of_block_has_its_element() -> None:
    assert list(
        body_of(
            Block(0, "The mill", BlockKind.HEADING, level=2),
            Block(1, "See the mill, by mail."[:12], links=(Link(4, 12, "https://mill.example/?a=1&b=2"),)),
            Block(2, "below it", gap_before=False),
            Block(3, "It grinds.", BlockKind.QUOTE),
            Block(4, "Race", BlockKind.TERM),
            Block(5, "What drives it.", BlockKind.DEFINITION, gap_before=False),
            Block(
                6, "a\tthe b", BlockKind.TABLE_ROW, cells=("a", "the b"), links=(Link(2, 7, "mailto:b@mill.example"),)
            ),
            Block(7, "if a < b:\n    c", BlockKind.CODE, language="python"),
            Block(8, "one", BlockKind.CODE, "line 8"),
            Block(9, "  two", BlockKind.CODE, "line 10"),
            images=(Image("https://mill.example/a.jpg", "A mill", "The mill.", "A. Smith", 640, 480), Image(None)),
        )
    ) == [
        "<h2>The mill</h2>",
        '<p>See <a href="https://mill.example/?a=1&amp;b=2">the mill</a><br>',
        "below it</p>",
        "<blockquote><p>It grinds.</p></blockquote>",
        "<dl><dt>Race</dt>",
        "<dd>What drives it.</dd></dl>",
        "<table><tr><td>a</td>",
        '<td><a href="mailto:b@mill.example">the b</a></td></tr></table>',
        '<pre><code class="language-python">if a &lt; b:',
        "    c</code></pre>",
        "<pre><code>one",
        "",
        "  two</code></pre>",
        '<figure><img src="https://mill.example/a.jpg" alt="A mill" width="640" height="480">'
        "<figcaption>The mill. (A. Smith)</figcaption></figure>",
    ]


def test_the_head_tells_the_metadata_that_scrubber_reads_back() -> None:
    prose = [
        Block(i, f"The mill on arm {i} of the river stood still after the flood, and grinds again now.")
        for i in range(9)
    ]
    told = article_of(
        *prose,
        title="The mill",
        authors=("Ann Lee", "Bo Roe"),
        date_published="2024-03-04",
        site_name="Mill News",
        description="A mill grinds.",
        language="en-GB",
        canonical_url="https://mill.example/mill",
    ).metadata
    read = scrub(article_of(*prose, **{name: getattr(told, name) for name in told.__slots__}).html).metadata
    for name in ("title", "authors", "date_published", "site_name", "description", "canonical_url", "language"):
        assert getattr(read, name) == getattr(told, name), name
