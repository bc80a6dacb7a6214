# ruff: noqa: E501 (a row of a table is a line)
"""Titles: the headline as the page shows it, without site, section and kicker."""

from __future__ import annotations

import pytest
from metadata_page import article_of, json_ld, meta, metadata_of, news

from scrubber.article import Candidate

LONG = "Ferryman of the lower dale asks for a new bell"

GLUED = {
    "a bar behind": f"<title>{LONG} | Dale Courier</title>",
    "a dash behind": f"<title>{LONG} – Dale Courier</title>",
    "a long dash behind": f"<title>{LONG} — Dale Courier</title>",
    "a hyphen behind": f"<title>{LONG} - Dale Courier</title>",
    "a middle dot behind": f"<title>{LONG} · Dale Courier</title>",
    "a bullet behind": f"<title>{LONG} • Dale Courier</title>",
    "a guillemet behind": f"<title>{LONG} » Dale Courier</title>",
    "in front, named by the page": f"{meta(og_site_name='Dale Courier')}<title>Dale Courier | {LONG}</title>",
    "in front with a dash": f"{meta(og_site_name='Dale Courier')}<title>Dale Courier – {LONG}</title>",
    "in og:title, too": meta(og_title=f"{LONG} | Dale Courier", og_site_name="Dale Courier"),
    "in the headline of JSON-LD, too": meta(og_site_name="Dale Courier") + news(headline=f"{LONG} | Dale Courier"),
    "another spelling of the name": f"{meta(og_site_name='DALE-COURIER')}<title>{LONG} | Dale Courier</title>",
}


@pytest.mark.parametrize("head", GLUED.values(), ids=GLUED)
def test_the_name_of_the_site_is_no_part_of_the_title(head: str) -> None:
    assert metadata_of(head).title == LONG


@pytest.mark.parametrize("head", GLUED.values(), ids=GLUED)
def test_the_heading_that_the_title_confirms_is_the_title_whatever_is_glued_to_the_other(head: str) -> None:
    assert metadata_of(head, f"<h1>{LONG}</h1>").title == LONG


SECTIONS = {
    "section and site behind": f"<title>{LONG} | Villages | Dale Courier</title>",
    "section behind": f"<title>{LONG} | Villages</title>",
    "section in front": f"<title>Villages | {LONG}</title>",
    "site and section in front": f"<title>Dale Courier – Villages – {LONG}</title>",
}


@pytest.mark.parametrize("head", SECTIONS.values(), ids=SECTIONS)
def test_the_name_of_a_section_is_no_part_of_the_title(head: str) -> None:
    assert metadata_of(head, f"<h1>{LONG}</h1>").title == LONG


def test_a_dash_inside_of_a_headline_is_its_own() -> None:
    title = "The ferry – a bench that moves for sixty years"
    assert metadata_of(f"<title>{title} | Dale Courier</title>", f"<h1>{title}</h1>").title == title
    assert metadata_of(f"<title>{title}</title>").title == title


KICKERS = {
    "glued in one heading": (
        f"<title>{LONG}</title>{meta(og_title=LONG)}",
        f"<h1><span>Lower dale</span> <span>{LONG}</span></h1>",
    ),
    "with a colon": (news(headline=LONG) + meta(og_title=LONG), f"<h1>Lower dale: {LONG}</h1>"),
    "in an element of its own": (f"<title>{LONG} | Dale Courier</title>", f"<p>Lower dale</p><h1>{LONG}</h1>"),
    "in a heading of its own": (f"<title>{LONG} | Dale Courier</title>", f"<h2>Lower dale</h2><h1>{LONG}</h1>"),
}


@pytest.mark.parametrize(("head", "body"), KICKERS.values(), ids=KICKERS)
def test_a_kicker_in_front_is_no_part_of_the_title(head: str, body: str) -> None:
    assert metadata_of(head, body).title == LONG


WHOLE = (
    "Ferryman of the lower dale asks the council of the four villages for a new bell, and for "
    "nothing else than a bell that can be heard on the other bank"
)
CUTS = {
    "mid word": WHOLE[:108],
    "with an ellipsis": WHOLE[:104] + "…",
    "with three dots": WHOLE[:104].rstrip() + " ...",
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("body", ["", f"<h1>{WHOLE}</h1>"], ids=["no heading", "heading"])
def test_a_headline_that_a_source_has_cut_is_told_whole(cut: str, body: str) -> None:
    head = news(headline=cut) + meta(og_title=cut) + f"<title>{WHOLE}</title>"
    assert metadata_of(head, body).title == WHOLE


LOGOS = {
    "site name": meta(og_site_name="Dale Courier", og_title=LONG),
    "application name": f"<meta name=application-name content='Dale Courier'>{meta(og_title=LONG)}",
    "organisation of JSON-LD": json_ld({"@type": "Organization", "name": "Dale Courier"}) + meta(og_title=LONG),
    "end of the document's title": f"<title>{LONG} | Dale Courier</title>",
}


@pytest.mark.parametrize("head", LOGOS.values(), ids=LOGOS)
@pytest.mark.parametrize("heading", ["", f"<h1>{LONG}</h1>", f"<h2>{LONG}</h2>"], ids=["none", "h1", "h2"])
def test_a_heading_that_is_the_logo_is_no_title(head: str, heading: str) -> None:
    assert metadata_of(head, f"<h1>Dale Courier</h1>{heading}").title == LONG


GLUED_WORDS = {
    "spans": "<h1><span>Ferryman of the lower dale</span><span>asks for a new bell</span></h1>",
    "a line break": "<h1>Ferryman of the lower dale<br>asks for a new bell</h1>",
    "a link with spans": "<h1><a href=/news/item><span>Ferryman of the lower dale</span><b>asks for a new bell</b></a></h1>",
    "no word lost": f"<h1>{LONG}</h1>",
}


@pytest.mark.parametrize("body", GLUED_WORDS.values(), ids=GLUED_WORDS)
def test_words_that_stand_glued_in_a_heading_are_told_apart(body: str) -> None:
    assert metadata_of(meta(og_title=LONG), body).title == LONG


SEARCH = "Sixty years of waiting: nobody thought it would end like this"
SHOWN = "Ferryman asks for a bell, while four villages quarrel about his boat"


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("ferryman-asks-for-a-bell-while-four-villages-quarrel", SHOWN),
        ("sixty-years-of-waiting-nobody-thought-it", SEARCH),
    ],
    ids=["the address has the heading", "the address has the page's own title"],
)
def test_the_address_settles_whether_the_heading_or_the_search_title_is_the_headline(slug: str, title: str) -> None:
    head = meta(og_title=SEARCH) + f"<title>{SEARCH}</title>"
    told = metadata_of(head, f"<h1>{SHOWN}</h1>", url=f"https://www.dale-courier.example/news/{slug}-1043.html")
    assert told.title == title
    assert {SEARCH, SHOWN} - {title} == {one.value for one in told.alternatives["title"]}


def test_without_a_telling_address_a_heading_that_shares_its_words_with_the_search_title_is_the_headline() -> None:
    head = meta(og_title="The villages and the boat: a quarrel about who owns it")
    assert metadata_of(head, f"<h1>{SHOWN}</h1>", url=None).title == SHOWN


ESCAPED = {
    "once, in JSON-LD": news(headline="Salt &amp; bread for the ferryman’s bell"),
    "twice, in JSON-LD": news(headline="Salt &amp;amp; bread for the ferryman&amp;#8217;s bell"),
    "in JSON": '<script type="application/ld+json">{"@type": "Article", "headline": "Salt \\u0026 bread for the ferryman\\u2019s bell"}</script>',
    "twice, in og:title": meta(og_title="Salt &amp;amp; bread for the ferryman&amp;rsquo;s bell"),
    "twice, in the document's title": "<title>Salt &amp;amp; bread for the ferryman&amp;#x2019;s bell</title>",
}


@pytest.mark.parametrize("head", ESCAPED.values(), ids=ESCAPED)
def test_entities_that_were_escaped_twice_are_told_as_text(head: str) -> None:
    assert metadata_of(head).title == "Salt & bread for the ferryman’s bell"


def test_the_title_names_its_source_and_the_others_stay_as_alternatives_in_the_order_of_trust() -> None:
    told = metadata_of(news(headline=LONG) + meta(og_title="A bell for the ferryman of the dale"), f"<h1>{LONG}</h1>")
    assert (told.title, told.sources["title"]) == (LONG, "h1")
    assert told.alternatives["title"] == (Candidate("A bell for the ferryman of the dale", "meta og:title"),)


def test_a_document_that_is_named_for_its_site_alone_has_its_heading_for_a_title() -> None:
    for head in ("<title>Dale Courier</title>", meta(og_title="Dale Courier", og_site_name="Dale Courier")):
        assert metadata_of(head, f"<h1>{LONG}</h1>").title == LONG
        assert metadata_of(head).title == "Dale Courier"


def test_a_kicker_above_a_line_break_leaves_the_text_with_its_headline() -> None:
    article = article_of(f"<title>{LONG} | Dale Courier</title>", f"<h1>Lower dale<br>{LONG}</h1>")
    assert article.metadata.title == LONG
    assert article.text.startswith("The ferry was built")


def test_the_block_that_shows_the_title_is_not_in_the_text() -> None:
    article = article_of(meta(og_title=LONG), f"<h1>{LONG}</h1>")
    assert LONG not in article.text
    assert [one.rule for one in article.removals if one.text == LONG] == ["headline"]


def test_a_page_without_heading_and_title_has_none() -> None:
    told = metadata_of()
    assert told.title is None
    assert "title" not in told.sources and "title" not in told.alternatives
