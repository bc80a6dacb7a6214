# ruff: noqa: E501 (a row of a table is a line)
"""Hostile sources: what cannot be read costs its own field, never the page, its text or its time."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from metadata_page import PARAGRAPHS, PROSE, article_of, json_ld_script, meta

from scrubber import Article, Metadata
from scrubber.cleaner.metadata.vocabulary import vocabulary

MAX_SECONDS = 2.0
HEAD = (
    f"<title>A bell for the ferryman | Dale Courier</title>{meta(og_site_name='Dale Courier', author='Ann Leddow')}"
    f"{meta(article_published_time='2024-05-03T10:14:00+02:00', article_tag='Bells')}"
)
BODY = "<h1>A bell for the ferryman</h1>"
FIELDS = {
    "headline", "author", "creator", "datePublished", "dateModified", "dateCreated", "uploadDate", "publisher", "description", "url", "image",
    "license", "keywords", "articleSection", "inLanguage", "isAccessibleForFree", "wordCount", "hasPart", "about", "@id", "thumbnailUrl", "articleBody",
    "primaryImageOfPage", "mainEntity", "name",
}  # fmt: skip


def assert_declared_types(told: Metadata) -> None:
    """Every field is of the type that it is declared to be, and can be written as UTF-8."""
    texts = (told.title, told.site_name, told.language, told.description, told.canonical_url, told.section, told.image,
             told.licence, told.page_type, told.dateline, told.date_published, told.date_modified)  # fmt: skip
    assert all(text is None or (isinstance(text, str) and text) for text in texts)
    for names in (told.authors, told.organisations, told.tags):
        assert isinstance(names, tuple)
        assert all(isinstance(name, str) and name for name in names)
    assert told.is_accessible_for_free in (None, True, False)
    for date in (told.date_published, told.date_modified):
        assert date is None or datetime.fromisoformat(date)
    for text in (*texts, *told.authors, *told.organisations, *told.tags):
        (text or "").encode()


PLAIN = article_of(HEAD, BODY)


def read_in_time(head: str, body: str = BODY) -> Article:
    started = time.process_time()
    article = article_of(HEAD + head, body)
    assert_declared_types(article.metadata)
    assert time.process_time() - started < MAX_SECONDS
    return article


DEEP, LONG = 100_000, 5_000_000
NESTED = '{"@type": "NewsArticle", "author": ' + "[" * DEEP + '"Bo Ekeroth"' + "]" * DEEP + "}"
COSTLY = {
    "lists nested 100,000 deep": "[" * DEEP + "]" * DEEP,
    "lists never closed": "[" * DEEP,
    "objects nested 100,000 deep": '{"author":' * DEEP + "1" + "}" * DEEP,
    "authors nested 100,000 deep": NESTED,
    "a script of 5 MB": '[{"@type": "NewsArticle", "headline": "Another headline"},' + " " * LONG + "{}]",
    "a string of 5 MB": json.dumps({"@type": "NewsArticle", "headline": "x" * LONG, "author": "Bo Ekeroth"}),
    "5 MB of brackets": "{[" * (LONG // 2),
    "5 MB of quotes": '"' * LONG,
    "5 MB of commas": "," * LONG,
    "almost 1 MB of trailing commas": "[1" + ", " * 490_000 + "]",
    "almost 1 MB of ampersands": '{"@type": "NewsArticle", "headline": "' + "&" * 900_000,
    "almost 1 MB of small objects": "{}" * 490_000,
    "a number of a million figures": '{"@type": "NewsArticle", "wordCount": ' + "9" * 900_000 + "}",
    "50,000 items": json.dumps([{"@type": "Thing"}] * 50_000),
    "50,000 references": json.dumps([{"@id": f"#{n}"} for n in range(50_000)]),
    "a NUL": "\0",
    "nothing": "",
    "no JSON": "var told = {headline: 'Another headline'};",
    "a comment that is not closed": "<!-- ",
}


@pytest.mark.parametrize("script", COSTLY.values(), ids=COSTLY)
def test_a_script_that_nobody_can_read_costs_itself(script: str) -> None:
    article = read_in_time(json_ld_script(script))
    told = article.metadata
    assert (article.text, article.status) == (PLAIN.text, PLAIN.status)
    assert (told.title, told.authors, told.site_name, told.tags) == (
        "A bell for the ferryman", ("Ann Leddow",), "Dale Courier", ("Bells",)
    )  # fmt: skip
    assert told.date_published == "2024-05-03T10:14:00+02:00"


WRONG = {
    "numbers": 7, "fractions": 0.5, "huge numbers": 10**400, "null": None, "true": True, "false": False, "empty string": "", "space": " \n ",
    "empty list": [], "empty object": {}, "nested lists": [[[[[["x"]]]]]], "list of null": [None, None], "list of objects": [{"x": 1}, {}],
    "object of objects": {"name": {"name": {"name": 7}}}, "object with a list": {"name": [7, None, {}], "@type": 7}, "object of a value": {"@value": {"@value": []}},
    "lone surrogates": "\ud800\udfff\ud800", "controls": "\x00\x01\x1b[31m", "separators": "\u2028\u2029\u202e", "many": ["x"] * 5000,
}  # fmt: skip


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_value_of_a_wrong_type_costs_its_field_in_every_field_that_is_read(value: Any) -> None:
    items = [{"@type": "NewsArticle", field: value} for field in FIELDS]
    for item in (*items, {"@type": "NewsArticle", **dict.fromkeys(FIELDS, value)}, {"@type": value, "headline": value}):
        article = read_in_time(json_ld_script(json.dumps(item)))
        assert article.text == PLAIN.text
        assert article.metadata.title == "A bell for the ferryman"
        assert article.metadata.date_published == "2024-05-03T10:14:00+02:00"


NEWS = '"@type": "NewsArticle", "author": "Bo Ekeroth"'
ODD_AND_READ = {
    "duplicate keys": f'{{"author": "Cy Dunnet", {NEWS}}}',
    "NaN": f'{{{NEWS}, "wordCount": NaN}}',
    "Infinity": f'{{{NEWS}, "wordCount": [Infinity, -Infinity]}}',
    "trailing commas": f'{{{NEWS}, "keywords": ["Bells",],}}',
    "objects in a row": f'{{"@type": "WebSite"}} {{{NEWS}}}',
    "objects in a row with a comma": f'{{"@type": "WebSite"}},{{{NEWS}}}',
    "objects in a row with a semicolon": f"{{{NEWS}}};",
    "HTML comments around": f"<!-- {{{NEWS}}} -->",
    "CDATA around": f"//<![CDATA[\n{{{NEWS}}}\n//]]>",
    "a byte order mark": f"\ufeff{{{NEWS}}}",
    "line breaks in a string": f'{{"description": "A bell\nfor the ferryman\t", {NEWS}}}',
    "controls in a string": f'{{"description": "A bell\x01\x1f", {NEWS}}}',
    "escaped quotes": f"{{{NEWS}}}".replace('"', "&quot;"),
    "a rest that is no JSON": f"{{{NEWS}}} and more",
    "an item of its own reference": f'{{"@id": "#a", "mainEntity": {{"@id": "#a"}}, {NEWS}}}',
    "nested as deep as a page may": "[" * 200 + f"{{{NEWS}}}" + "]" * 200,
}


@pytest.mark.parametrize("script", ODD_AND_READ.values(), ids=ODD_AND_READ)
def test_json_that_is_only_odd_is_read(script: str) -> None:
    article = read_in_time(json_ld_script(script))
    assert article.text == PLAIN.text
    assert article.metadata.authors == ("Bo Ekeroth",)


CYCLES = {
    "itself": [{"@id": "#a", "author": {"@id": "#a"}, "@type": "NewsArticle"}],
    "each other": [
        {"@type": "NewsArticle", "@id": "#a", "author": {"@id": "#b"}},
        {"@type": "Person", "@id": "#b", "name": {"@id": "#a"}, "author": {"@id": "#a"}},
    ],
    "short circle": [{"@type": "NewsArticle", "author": {"@id": "#b"}}, {"@id": "#b", "@type": {"@id": "#b"}}],
    "nobody": [{"@type": "NewsArticle", "author": {"@id": "#nobody"}, "publisher": {"@id": ["#a"]}}],
}


@pytest.mark.parametrize("items", CYCLES.values(), ids=CYCLES)
def test_references_that_lead_nowhere_or_in_circles_tell_nothing(items: Any) -> None:
    article = read_in_time(json_ld_script(json.dumps({"@graph": items})))
    assert article.metadata.authors == ("Ann Leddow",)
    assert article.text == PLAIN.text


def test_a_script_that_an_end_tag_cuts_costs_no_more_than_what_the_browser_shows_of_it() -> None:
    cut = json_ld_script('{"@type": "NewsArticle", "author": "Bo Ekeroth", "headline": "An end: </script>", "x": 1}')
    article = read_in_time("", cut + BODY)
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert article.metadata.authors == ("Ann Leddow",)


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats()
    | st.text(st.characters(codec=None), max_size=30)
    | st.sampled_from(["2024-05-03T10:14:00Z", "2024-02-30", "https://x.example/a", "http://[", "NewsArticle", "WebPage", "#a", "Ann Leddow", "en", "true"])
)  # fmt: skip
KEYS = st.sampled_from(sorted(FIELDS | {"@type", "@graph", "@value", "comment", "x"}))
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=25
)


@given(JSON)
@settings(max_examples=150)
def test_any_json_gives_fields_of_their_types(value: Any) -> None:
    script = json_ld_script(json.dumps(value).replace("</", "<\\/"))
    article = article_of(script, BODY)
    assert_declared_types(article.metadata)
    assert article.text


NAMES = sorted(
    {name for names in vocabulary()["meta"].values() for name in names}
    | {"og:title", "og:site_name", "og:url", "og:image", "og:type", "og:locale", "description", "twitter:label1", "dcterms.license", "news_keywords"}
)  # fmt: skip
CONTENTS = st.text(max_size=60) | st.from_regex(
    r"\A\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d| [A-Z]{3})?)?\Z"
)


@given(st.dictionaries(st.sampled_from(NAMES), CONTENTS, max_size=6), st.sampled_from(["", "lang=de", "lang=en-US"]))
@example({"article:published_time": "2024-05-03T10:99:00Z", "date": "2024-05-03T10:14:00+01:90"}, "")
@example({"article:published_time": "2024-05-03T22:14:00Z", "date": "2024-05-03T10:1٤"}, "")
@settings(max_examples=150)
def test_any_text_in_a_meta_gives_fields_of_their_types(contents: dict[str, str], attributes: str) -> None:
    from html import escape

    head = "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in contents.items())
    assert_declared_types(article_of(head, BODY, attributes=attributes).metadata)


MANY = 2_000
NESTINGS = {
    "spans of an author": "<span class=author>" * MANY + "Bo Ekeroth" + "</span>" * MANY,
    "blocks of an author": "<div class=byline>" * MANY + "By Bo Ekeroth" + "</div>" * MANY,
    "microdata of an author": "<div itemprop=author itemscope>" * MANY + "Bo Ekeroth" + "</div>" * MANY,
    "spans of a date": "<span class=date>" * MANY + "4 June 2024" + "</span>" * MANY,
    "times": "<time datetime=2024-06-04>" * MANY + "4 June 2024" + "</time>" * MANY,
    "figures around an image": "<figure>" * MANY + "<img src=/a.jpg>" + "</figure>" * MANY,
    "captions around an image": "<figure><figcaption>" * MANY + "<img src=/a.jpg>" + "</figcaption></figure>" * MANY,
    "blocks around an image": "<div>" * MANY + "<img src=/a.jpg>" + "</div>" * MANY,
    "links around a heading": "<a rel=tag href=/t>" * MANY + "Bells" + "</a>" * MANY,
    "many bylines in a row": "<p class=byline>By Bo Ekeroth</p>" * MANY,
}


@pytest.mark.parametrize("element", NESTINGS.values(), ids=NESTINGS)
def test_elements_nested_2000_deep_around_a_name_a_date_or_an_image_cost_no_article(element: str) -> None:
    article = read_in_time("", BODY + element)
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert (article.metadata.title, article.metadata.date_published) == (
        "A bell for the ferryman", "2024-05-03T10:14:00+02:00"
    )  # fmt: skip
    below = article_of(HEAD, BODY, text=PROSE + element)
    assert_declared_types(below.metadata)
    assert all(paragraph in below.text for paragraph in PARAGRAPHS)
