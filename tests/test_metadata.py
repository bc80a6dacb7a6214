"""Metadata: each value with the source that it came from; unknown is None."""

from __future__ import annotations

import pytest

from scrubber import Article, Image, Metadata, scrub

PROSE = "".join(
    f"<p>The council met on day {n} and voted for the repair of the old bridge, nine to four.</p>" for n in range(5)
)


def article_of(head: str = "", body: str = "", attributes: str = "") -> Article:
    return scrub(
        f"<!doctype html><html {attributes}><head>{head}</head><body><article>{body}{PROSE}</article></body></html>"
    )


TITLES = [
    ("<title>The bridge reopens | The Valley</title>", "<h1>The bridge reopens</h1>", "The bridge reopens", "h1"),
    (
        "<meta name=application-name content='The Valley'><title>Vote | The Valley</title>",
        "<h1>The Valley</h1><h1>Vote</h1>",
        "Vote",
        "h1",
    ),
    (
        "<title>The bridge reopens after two years - The Valley</title>",
        "",
        "The bridge reopens after two years",
        "title",
    ),
    ("<meta property=og:title content='A bridge'><title>Home</title>", "", "A bridge", "meta og:title"),
    (
        "<meta property=og:site_name content='The Valley'><meta property=og:title content='A bridge – The Valley'>",
        "<h1>Valley</h1>",
        "A bridge",
        "meta og:title",
    ),
    (
        '<script type="application/ld+json">{"headline": "A \\u201cbridge\\u201d"}</script><title>x</title>',
        "",
        "A “bridge”",
        "json-ld headline",
    ),
    ("", "<h1>The bridge that nobody wanted</h1>", "The bridge that nobody wanted", "h1"),
]


@pytest.mark.parametrize(("head", "body", "title", "source"), TITLES)
def test_the_title_is_the_headline_that_the_page_confirms(head: str, body: str, title: str, source: str) -> None:
    metadata = article_of(head, body).metadata
    assert (metadata.title, metadata.sources["title"]) == (title, source)


def test_language_and_canonical_url_are_as_declared() -> None:
    metadata = article_of("<link rel=canonical href=https://valley.example/a>", attributes="lang=en_GB").metadata
    assert (metadata.language, metadata.sources["language"]) == ("en-GB", "html lang")
    assert (metadata.canonical_url, metadata.sources["canonical_url"]) == ("https://valley.example/a", "link canonical")
    other = article_of(
        "<meta property=og:locale content=de_AT><meta property=og:url content=/b>", attributes="lang='?'"
    ).metadata
    assert (other.language, other.sources["language"], other.canonical_url) == ("en", "text", "/b")
    assert [candidate.value for candidate in other.alternatives["language"]] == ["de-AT"]


def test_unknown_is_none() -> None:
    metadata = scrub("<!doctype html><html><body><article><p>The council met.</p></article></body></html>").metadata
    assert metadata == Metadata()


def test_a_caption_below_its_image_belongs_to_it_and_a_credit_to_both() -> None:
    picture = "<div><img src=a.jpg><p class='image-caption'>The bridge at dusk.</p><p>Photo: Ann Lee</p></div>"
    figure = "<figure><img src=b.jpg alt=B><figcaption>Two arches. Photo: Bo Ek / Reuters</figcaption></figure>"
    article = article_of(body=f"{PROSE}{picture}{PROSE}{figure}")
    assert article.images == (
        Image("a.jpg", caption="The bridge at dusk.", credit="Ann Lee"),
        Image("b.jpg", alt="B", caption="Two arches.", credit="Bo Ek / Reuters"),
    )
    assert "dusk" not in article.text
