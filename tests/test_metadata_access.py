"""Access and plain text: what is free, what is gated, what a saved text opens with; read when it is asked for."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest
from metadata_page import PARAGRAPHS, PROSE, article_of, json_ld_script, meta, metadata_of, news

from scrubber import Article, Metadata, Status, scrub
from scrubber.deferred import Deferred

FREE: dict[str, tuple[str, bool | None]] = {
    "true": (news(isAccessibleForFree=True), True),
    "false": (news(isAccessibleForFree=False), False),
    "word": (news(isAccessibleForFree="True"), True),
    "word, false": (news(isAccessibleForFree="False"), False),
    "address": (news(isAccessibleForFree="https://schema.org/True"), True),
    "address, false": (news(isAccessibleForFree="http://schema.org/False"), False),
    "number": (news(isAccessibleForFree=1), True),
    "number, false": (news(isAccessibleForFree=0), False),
    "yes": (news(isAccessibleForFree="yes"), True),
    "null": (news(isAccessibleForFree=None), None),
    "any word": (news(isAccessibleForFree="sometimes"), None),
    "list": (news(isAccessibleForFree=[False]), None),
    "fraction": (news(isAccessibleForFree=0.5), None),
    "microdata": ("<meta itemprop=isAccessibleForFree content=false>", False),
    "tier, free": (meta(article_content_tier="free"), True),
    "tier, locked": (meta(article_content_tier="locked"), False),
    "tier, metered": (meta(article_content_tier="metered"), None),
    "JSON-LD beats the tier": (news(isAccessibleForFree=True) + meta(article_content_tier="locked"), True),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("head", "free"), FREE.values(), ids=FREE)
def test_whether_it_is_free_is_told_as_the_page_declares_it(head: str, free: bool | None) -> None:
    assert metadata_of(head).is_accessible_for_free is free


def gated(*, words: int | None = None, selector: str | None = None) -> str:
    """The script of an article that is not free."""
    told: dict[str, Any] = {"isAccessibleForFree": False}
    if words is not None:
        told["wordCount"] = words
    if selector is not None:
        told["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": selector}
    return news(**told)


FREE_PART, PAID_PART = f"<p>{PARAGRAPHS[0]}</p>", f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
PHRASES = "<div><p>Subscribe to read on.</p><p>This article is for subscribers only.</p><a href=/login>Log in</a></div>"
GATES = {
    "declared, and nothing more": (gated(), PROSE, Status.OK),
    "declared, and the paid part is there": (
        gated(selector=".paid"), f"{FREE_PART}<div class=paid>{PAID_PART}</div>", Status.OK),
    "declared, and the paid part is empty": (
        gated(selector=".paid"), f"{FREE_PART}<div class=paid></div>", Status.PAYWALLED),
    "declared, and the paid part is a teaser": (
        gated(selector=".paid"), f"{FREE_PART}<div class=paid><p>Read on with a pass.</p></div>", Status.PAYWALLED),
    "declared, and the paid part is not there": (gated(selector="#paid"), FREE_PART, Status.PAYWALLED),
    "declared, and one of two paid parts is there": (
        gated(selector=".other, .paid"), f"{FREE_PART}<div class=paid>{PAID_PART}</div>", Status.OK),
    "declared, and all words are there": (gated(words=110), PROSE, Status.OK),
    "declared, and most words are there": (gated(words=130), PROSE, Status.OK),
    "declared, and few of the words are there": (gated(words=900), PROSE, Status.PAYWALLED),
    "declared, and the number of words is none": (gated(words=-5), PROSE, Status.OK),
    "few of the words, but declared to be free": (news(isAccessibleForFree=True, wordCount=900), PROSE, Status.OK),
    "few of the words, and nothing declared": (news(wordCount=900), PROSE, Status.OK),
    "phrases alone": ("", PROSE + PHRASES, Status.OK),
    "phrases below a part of a text": ("", FREE_PART + PHRASES, Status.OK),
    "phrases, and declared to be free": (news(isAccessibleForFree=True), PROSE + PHRASES, Status.OK),
    "the tier of a meta, and few of the words": (
        meta(article_content_tier="locked") + news(wordCount=900), PROSE, Status.PAYWALLED),
}  # fmt: skip


@pytest.mark.parametrize(("head", "text", "status"), GATES.values(), ids=GATES)
def test_a_page_is_paywalled_if_it_declares_a_gate_and_its_text_is_not_all_there(
    head: str, text: str, status: Status
) -> None:
    article = article_of(head, text=text)
    assert article.status is status
    assert PARAGRAPHS[0] in article.text


BODY = "\n\n".join(PARAGRAPHS)
OPENINGS: dict[str, tuple[str, tuple[str | None, tuple[str, ...], str | None, str | None]]] = {
    "headline": (f"A bell for the ferryman\n\n{BODY}", ("A bell for the ferryman", (), None, None)),
    "headline and byline": (
        f"A bell for the ferryman\n\nBy Ann Leddow and Bo Ekeroth\n\n{BODY}",
        ("A bell for the ferryman", ("Ann Leddow", "Bo Ekeroth"), None, None),
    ),
    "byline with role and date": (
        f"A bell for the ferryman\nBy Ann Leddow, Staff Writer | 3 May 2024\n\n{BODY}",
        ("A bell for the ferryman", ("Ann Leddow",), "2024-05-03", None),
    ),
    "date with its time": (
        f"Eine Glocke für den Fährmann\n\n03.05.2024, 10:14 Uhr\n\n{BODY}",
        ("Eine Glocke für den Fährmann", (), "2024-05-03T10:14", None),
    ),
    "the title of the page above": (
        f"A bell for the ferryman - Dale Courier\n\nHome\n\nA bell for the ferryman\n\n{BODY}",
        ("A bell for the ferryman", (), None, None),
    ),
    "dateline": (
        f"A bell for the ferryman\n\nOVERDALE, Corvania (AP) — {BODY}",
        ("A bell for the ferryman", (), None, "OVERDALE, Corvania"),
    ),
    "dateline alone": (f"OVERDALE — {BODY}", (None, (), None, "OVERDALE")),
    "text alone": (BODY, (None, (), None, None)),
    "a date in the text": (f"{BODY}\n\nThe bell was hung on 3 May 2024, and nobody rang it.", (None, (), None, None)),
    "by the river": (f"A bell for the ferryman\n\nBy the river\n\n{BODY}", ("A bell for the ferryman", (), None, None)),
}


@pytest.mark.parametrize(("text", "told"), OPENINGS.values(), ids=OPENINGS)
def test_headline_byline_date_and_dateline_of_a_plain_text_are_read(
    text: str, told: tuple[str | None, tuple[str, ...], str | None, str | None]
) -> None:
    metadata = scrub(text, kind="text").metadata
    assert (metadata.title, metadata.authors, metadata.date_published, metadata.dateline) == told
    assert set(metadata.sources.values()) <= {"text", "byline"}


def test_captions_of_a_plain_text_are_images_with_their_credits() -> None:
    caption = "The ferry at dawn, seen from the lower bank. Photo: Ann Leddow / Reuters"
    article = scrub(f"A bell for the ferryman\n\n{PARAGRAPHS[0]}\n\n{caption}\n\n{PARAGRAPHS[1]}", kind="text")
    (image,) = article.images
    assert (image.caption, image.credit) == ("The ferry at dawn, seen from the lower bank.", "Ann Leddow / Reuters")
    assert "dawn" not in article.text


def told_all() -> Article:
    return article_of(news(headline="A bell", author="Ann Leddow", datePublished="2024-05-03"))


def test_every_value_has_a_source_and_no_source_stands_for_nothing() -> None:
    told = told_all().metadata
    values = {name: getattr(told, name) for name in Metadata.__dataclass_fields__}
    given = {name for name, value in values.items() if value not in (None, (), {})}
    assert set(told.sources) == given - {"url", "organisations", "sources", "alternatives"}
    assert set(told.alternatives) <= set(told.sources)


def test_metadata_are_read_when_they_are_first_asked_for_and_once() -> None:
    calls: list[str] = []

    def make() -> Metadata:
        calls.append("made")
        return Metadata(title="A bell")

    article = replace(told_all(), _metadata=Deferred(make))
    assert article.text and article.status and article.images == () and article.markdown
    assert calls == []
    assert article.metadata is article.metadata
    assert article.metadata.title == "A bell"
    assert calls == ["made"]


def test_json_ld_is_read_when_metadata_are_first_asked_for() -> None:
    from scrubber import read
    from scrubber.cleaner.metadata import gather_evidence, read_metadata

    page = read(f"<!doctype html><html><head>{meta(og_title='A bell')}</head><body>{PROSE}</body></html>")
    evidence = gather_evidence(page, page.tree)
    assert evidence.said is not None
    evidence.said.scripts.append('{"@type": "NewsArticle", "author": "Ann Leddow"}')
    del evidence.said.__dict__["items"]
    assert read_metadata(evidence, page.blocks).authors == ("Ann Leddow",)


def test_a_pickled_article_has_its_metadata() -> None:
    article = told_all()
    again = pickle.loads(pickle.dumps(article))
    assert again == article
    assert again.metadata == article.metadata
    assert again.metadata.authors == ("Ann Leddow",)


def test_articles_of_one_page_are_equal_and_of_other_metadata_are_not() -> None:
    assert told_all() == told_all()
    other = article_of(news(headline="A bell", author="Bo Ekeroth", datePublished="2024-05-03"))
    assert other.text == told_all().text
    assert other != told_all()


def test_a_script_that_is_no_json_leaves_the_page_free() -> None:
    assert article_of(json_ld_script("{isAccessibleForFree: false}")).status is Status.OK
