"""A page of an invented newspaper, to be told of in many ways: what is tested stands in its head or above its text."""

from __future__ import annotations

import json
from typing import Any

from scrubber import Article, Metadata, scrub

URL = "https://www.dale-courier.example/news/item"
PARAGRAPHS = (
    "The ferry was built in the winter of the flood, and for sixty years nobody thought of it as anything but a bench "
    "that moves. Now the council wants to know who it belongs to.",
    "Four villages have claimed the boat since the spring. Each of them has a paper to show, and each of the papers "
    "was written in a room in which the others were not.",
    "The ferryman himself has no opinion. He rows when the bell is rung, and he has asked the council for a new bell "
    "rather than for a verdict.",
)
PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def article_of(
    head: str = "", body: str = "", *, attributes: str = "", url: str | None = URL, text: str = PROSE
) -> Article:
    """The article of a page with some elements in its head, some above its text, and some attributes of `<html>`."""
    return scrub(
        f"<!doctype html><html {attributes}><head><meta charset=utf-8>{head}</head>"
        f"<body><article>{body}{text}</article></body></html>",
        url=url,
    )


def metadata_of(
    head: str = "", body: str = "", *, attributes: str = "", url: str | None = URL, text: str = PROSE
) -> Metadata:
    """What such a page says of itself."""
    return article_of(head, body, attributes=attributes, url=url, text=text).metadata


def json_ld(*items: Any) -> str:
    """The script with some items; several are a list."""
    return json_ld_script(json.dumps(items[0] if len(items) == 1 else items))


def json_ld_script(text: str) -> str:
    """A script with a text that need not be JSON."""
    return f'<script type="application/ld+json">{text}</script>'


def news(**properties: Any) -> str:
    """The script of an article with some properties."""
    return json_ld({"@context": "https://schema.org", "@type": "NewsArticle", **properties})


def meta(**contents: str) -> str:
    """Elements of a head: `og_title="A bridge"` is og:title, and `author="Ann Lee"` is author."""
    return "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{content}">' for name, content in contents.items()
    )
