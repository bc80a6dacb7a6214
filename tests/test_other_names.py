"""Metadata and text under the names of others: schema.org, and trafilatura's record."""

from __future__ import annotations

import json
from typing import Any

import pytest
import trafilatura
from hypothesis import given, settings
from invented_articles import ARTICLES, article_of

from scrubber import Article, Image, Status, scrub
from scrubber.serializer.schema_org import to_schema_org
from scrubber.serializer.trafilatura_record import to_trafilatura

URL = "https://www.kelness.example/news/bridge?page=1"
PARAGRAPHS = (
    "The old bridge over the river reopened on Monday after two years of repairs, the town council said.",
    "It had been closed since a flood in the spring of last year damaged two of its seven arches.",
    "Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.",
)
BODY = "<article><h1>A bridge reopens</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>"
BARE_PAGE = f"<!doctype html><html><head><title>A bridge reopens</title></head><body>{BODY}</body></html>"
PAGE = f"""<!doctype html><html lang="en"><head><title>A bridge reopens | The Kelness Post</title>
<link rel="canonical" href="https://www.kelness.example/news/bridge">
<meta property="og:site_name" content="The Kelness Post"><meta property="og:type" content="article">
<meta name="description" content="Two years on."><meta property="og:image" content="https://kelness.example/b.jpg">
<meta name="keywords" content="bridge, river">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "A bridge reopens", "datePublished": "2024-03-04T23:30:00+02:00", "articleSection": "Town",
"author": [{{"@type": "Person", "name": "Ann Lee"}}, {{"@type": "Person", "name": "Bo Roe"}}]}}</script>
</head><body>{BODY}<p><a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p>
</body></html>"""


def test_schema_org_names_what_the_page_says() -> None:
    record = scrub(PAGE, url=URL).to_schema_org()
    text = record.pop("articleBody")
    assert text.split("\n\n") == list(PARAGRAPHS)
    assert record == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A bridge reopens",
        "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Roe"}],
        "datePublished": "2024-03-04T23:30:00+02:00",
        "publisher": {"@type": "Organization", "name": "The Kelness Post"},
        "inLanguage": "en",
        "description": "Two years on.",
        "url": URL,
        "mainEntityOfPage": "https://www.kelness.example/news/bridge",
        "articleSection": "Town",
        "keywords": ["bridge", "river"],
        "image": [{"@type": "ImageObject", "url": "https://kelness.example/b.jpg"}],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "wordCount": sum(len(text.split()) for text in PARAGRAPHS),
    }


def test_schema_org_tells_organisations_from_people() -> None:
    both = article_of(authors=("Ann Lee", "Kelness Agency"), organisations=("Kelness Agency", "The Kelness Post"))
    alone = article_of(organisations=("Kelness Agency",))
    agency = {"@type": "Organization", "name": "Kelness Agency"}
    assert to_schema_org(both)["author"] == [{"@type": "Person", "name": "Ann Lee"}, agency]
    assert to_schema_org(alone)["author"] == [agency]


def test_schema_org_calls_a_text_with_a_dateline_news() -> None:
    record = to_schema_org(article_of("OSLO, Norway (KA) — The council met.", dateline="OSLO, Norway"))
    assert record["@type"] == "NewsArticle"
    assert record["dateline"] == "OSLO, Norway"


def test_schema_org_has_the_lead_image_first_and_each_image_once() -> None:
    pier = Image("https://k.example/pier.jpg", "a pier", "The pier.", "Al Roe", 800, 600)
    lead = Image("https://k.example/lead.jpg", caption="The bridge.")
    unseen = Image(None, caption="The mayor.", credit="Bo Roe")
    article = article_of(image=lead.url, images=(pier, lead, unseen, Image(None, alt="a dot"), pier))
    assert to_schema_org(article)["image"] == [
        {"@type": "ImageObject", "url": lead.url, "caption": "The bridge."},
        {
            "@type": "ImageObject",
            "url": pier.url,
            "caption": "The pier.",
            "creditText": "Al Roe",
            "width": 800,
            "height": 600,
        },
        {"@type": "ImageObject", "caption": "The mayor.", "creditText": "Bo Roe"},
    ]


def test_schema_org_names_a_licence_that_has_no_address_and_says_when_a_page_is_not_free() -> None:
    record = to_schema_org(article_of(licence="CC BY 4.0", is_accessible_for_free=False))
    assert record["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert record["isAccessibleForFree"] is False


@settings(max_examples=100, deadline=None)
@given(ARTICLES)
def test_schema_org_holds_json_and_nothing_that_is_unknown(article: Article) -> None:
    record = to_schema_org(article)
    assert json.loads(json.dumps(record)) == record
    nodes = [record, *record.get("author", ()), *record.get("image", ())]
    assert all(value not in (None, "", [], {}) for node in nodes for value in node.values())
    assert record["@type"] in {"Article", "NewsArticle"}


def test_schema_org_of_a_failure_has_no_body() -> None:
    assert to_schema_org(Article(Status.EMPTY)) == {"@context": "https://schema.org", "@type": "Article"}


def trafilaturas_own(page: str, url: str | None) -> dict[str, Any]:
    told = trafilatura.extract(page, output_format="json", with_metadata=True, url=url)
    assert told is not None
    record = json.loads(told)
    assert isinstance(record, dict)
    return record


@pytest.mark.parametrize("page", [PAGE, BARE_PAGE], ids=["with metadata", "without metadata"])
@pytest.mark.parametrize("url", [URL, None])
def test_trafilaturas_record_has_its_keys_in_its_order_and_its_types(page: str, url: str | None) -> None:
    expected, record = trafilaturas_own(page, url), scrub(page, url=url).to_trafilatura(filedate="2024-06-01")
    unknown_to_trafilatura = {"language"}  # it tells one only if it is asked for one
    assert list(record) == list(expected)
    for name in expected.keys() - unknown_to_trafilatura:
        assert type(record[name]) is type(expected[name]), name


def test_trafilaturas_record_says_the_same_as_trafilatura_of_a_page_that_says_it_clearly() -> None:
    expected, record = trafilaturas_own(PAGE, URL), scrub(PAGE, url=URL).to_trafilatura()
    same = ("title", "author", "hostname", "date", "id", "comments", "image", "pagetype", "source")
    for name in (*same, "source-hostname", "excerpt", "categories"):
        assert record[name] == expected[name], name
    assert (record["tags"], record["language"]) == ("bridge;river", "en")
    assert record["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert record["text"].split("\n\n") == list(PARAGRAPHS)
    assert record["raw_text"] == " ".join(PARAGRAPHS)
    assert record["fingerprint"] == trafilatura.deduplication.content_fingerprint(
        f"{record['title']} {record['raw_text']}"
    )


@pytest.mark.parametrize(
    "url", ["https://kelness.example", "http://www.kelness.example:8080/a", "ftp://kelness.example/b"]
)
def test_the_hostname_of_trafilaturas_record_is_that_of_trafilatura(url: str) -> None:
    assert scrub(BARE_PAGE, url=url).to_trafilatura()["hostname"] == trafilaturas_own(BARE_PAGE, url)["hostname"]


def test_trafilaturas_record_has_the_id_and_the_day_that_it_is_given_and_none_of_its_own() -> None:
    article = article_of("The council met.")
    given = article.to_trafilatura(record_id="7", filedate="2024-06-01")
    assert (given["id"], given["filedate"]) == ("7", "2024-06-01")
    assert given | {"id": None, "filedate": None} == article.to_trafilatura()  # the same on every day


def test_trafilaturas_record_knows_nothing_of_an_address_that_is_none() -> None:
    record = to_trafilatura(article_of("The council met.", url="http://[::1", date_published="2024"))
    assert (record["hostname"], record["source-hostname"], record["date"]) == (None, None, None)


@settings(max_examples=100, deadline=None)
@given(ARTICLES)
def test_trafilaturas_record_has_the_same_keys_whatever_is_known(article: Article) -> None:
    record = to_trafilatura(article)
    assert record.keys() == to_trafilatura(Article(Status.EMPTY)).keys()
    assert json.loads(json.dumps(record)) == record
    assert all(value is None or isinstance(value, str) for value in record.values())
