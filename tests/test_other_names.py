"""Metadata and text under the names of others: schema.org."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from invented_articles import ARTICLES, article_of

from scrubber import Article, Image, Status, scrub
from scrubber.serializer.schema_org import to_schema_org

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
        "@type": "Article",
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
