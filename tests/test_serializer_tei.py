"""An article as TEI: well formed and valid whatever stands in it, and read alike by two parsers."""

from __future__ import annotations

import io
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

import pytest
from awkward_articles import ARTICLES, PAGES, article_full_of, article_of, chunks, written
from hypothesis import given, settings
from lxml import etree

from scrubber import Article, Block, BlockKind, Image, Link, scrub
from scrubber.serializer.tei import to_tei

TEI = "{http://www.tei-c.org/ns/1.0}"
Element = ElementTree.Element


FIGURES_AND_CODE = """
<!ELEMENT figure (%model.headLike;|%model.common;|figDesc|%model.graphicLike;|%model.global;|%model.divBottom;)*>
<!ATTLIST figure %att.global.attributes;>
<!ELEMENT figDesc %macro.limitedContent;>
<!ATTLIST figDesc %att.global.attributes;>
<!ELEMENT table ((%model.headLike;|%model.global;)*, (row, (%model.global;)*)+)>
<!ATTLIST table %att.global.attributes;>
<!ELEMENT row (cell|%model.global;)+>
<!ATTLIST row %att.global.attributes;>
<!ELEMENT cell %macro.specialPara;>
<!ATTLIST cell %att.global.attributes;>
<!ELEMENT code (#PCDATA)>
<!ATTLIST code %att.global.attributes; lang CDATA #IMPLIED>
"""


@pytest.fixture(scope="module")
def definition() -> etree.DTD:
    """That of TEI for text corpora, of which trafilatura brings a copy, with the elements that it leaves out."""
    dtd = (resources.files("trafilatura") / "data" / "tei_corpus.dtd").read_text("utf-8")
    for members, more in (("gap |ellipsis", "figure"), ("foreign |emph |distinct", "code"), ("list |listOrg", "table")):
        assert f'"{members}' in dtd
        dtd = dtd.replace(f'"{members}', f'"{more} |{members}', 1)
    return etree.DTD(io.StringIO(dtd + FIGURES_AND_CODE))


def test_the_definition_refuses_what_is_no_tei(definition: etree.DTD) -> None:
    tei = to_tei(article_of(Block(0, "The mill", BlockKind.HEADING, level=2), Block(1, "It grinds.")))
    assert definition.validate(etree.fromstring(tei.encode()))
    assert not definition.validate(etree.fromstring(tei.replace("</head>", "</head><b/>").encode()))
    assert not definition.validate(etree.fromstring(tei.replace("</p></div>", "</p><head/></div>").encode()))


def seen_by_expat(tei: str) -> Element:
    return ElementTree.fromstring(tei.encode())


def seen_by_lxml(tei: str) -> Element:
    return etree.fromstring(tei.encode())  # type: ignore[return-value]


READERS = (seen_by_expat, seen_by_lxml)


def words_of(tree: Element) -> list[str]:
    """Those of the body, without its figures."""
    body = next(tree.iter(TEI + "body"))
    for division in body.iter(TEI + "div"):
        for figure in division.findall(TEI + "figure"):
            division.remove(figure)
    return "".join(body.itertext()).split()


def assert_all_is_said(tree: Element, article: Article) -> None:
    title = tree.findtext(f".//{TEI}titleStmt/{TEI}title") or ""
    assert title.split() == written(article.metadata.title or "").split()
    addresses = [element.get("target") or element.get("url") or "" for element in tree.iter()]
    assert all(address.lower().startswith(("http://", "https://", "mailto:")) for address in addresses if address)
    assert words_of(tree) == written(article.text).split()


@pytest.mark.parametrize("read", READERS)
def test_every_character_can_stand_everywhere(read) -> None:
    for chunk in chunks():
        article = article_full_of(chunk)
        tree = read(to_tei(article))
        assert ["".join(code.itertext()) for code in tree.iter(TEI + "code")] == [written(f"x{chunk}y")]
        assert_all_is_said(tree, article)


@settings(max_examples=200, deadline=None)
@given(ARTICLES)
def test_a_document_is_valid_and_holds_the_words_of_the_text(definition: etree.DTD, article: Article) -> None:
    tei = to_tei(article)
    for read in READERS:
        assert_all_is_said(read(tei), article)
    assert definition.validate(etree.fromstring(tei.encode())), definition.error_log.last_error


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_is_written_whole(path: Path, definition: etree.DTD) -> None:
    article = scrub(path)
    tei = to_tei(article)
    assert definition.validate(etree.fromstring(tei.encode())), definition.error_log.last_error
    assert_all_is_said(seen_by_expat(tei), article)


def test_the_header_tells_the_metadata_and_a_heading_opens_a_division() -> None:
    tei = to_tei(
        article_of(
            Block(0, "The council met."),
            Block(1, "The mill", BlockKind.HEADING, level=2),
            Block(2, "one", BlockKind.LIST_ITEM, level=1),
            Block(3, "deep", BlockKind.LIST_ITEM, level=2, ordered=True, gap_before=False),
            Block(4, "See it", links=(Link(4, 6, "https://mill.example/?a&b"),)),
            images=(Image("https://mill.example/a.jpg", "A mill", "The mill.", "A. Smith"),),
            title="The mill",
            authors=("Ann Lee",),
            organisations=("Mill News",),
            date_published="2024-03-04",
            site_name="Mill News",
            description="It grinds.",
            language="en",
            url="https://mill.example/mill",
        )
    )
    header, _, text = tei.partition("<text>\n")
    assert header.split("\n") == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">',
        "<teiHeader>",
        "<fileDesc><titleStmt><title>The mill</title><author>Ann Lee</author><author>Mill News</author></titleStmt>",
        "<publicationStmt><p/></publicationStmt>",
        "<sourceDesc><bibl>",
        "<title>The mill</title><author>Ann Lee</author><author>Mill News</author>",
        "<publisher>Mill News</publisher>",
        '<date when="2024-03-04">2024-03-04</date>',
        '<ptr target="https://mill.example/mill"/>',
        "</bibl></sourceDesc></fileDesc>",
        "<profileDesc><abstract><p>It grinds.</p></abstract></profileDesc>",
        "</teiHeader>",
        "",
    ]
    assert text.split("\n") == [
        "<body>",
        "<div><p>The council met.</p></div>",
        '<div type="section" subtype="h2"><head>The mill</head>',
        '<list rend="bulleted"><item>one',
        '<list rend="numbered"><item>deep</item></list></item></list>',
        '<p>See <ref target="https://mill.example/?a&amp;b">it</ref></p>',
        '<figure><graphic url="https://mill.example/a.jpg"/><head>The mill. (A. Smith)</head>'
        "<figDesc>A mill</figDesc></figure></div>",
        "</body>",
        "</text>",
        "</TEI>",
    ]
