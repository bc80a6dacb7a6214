"""The empty shell: a page that scripts fill, whose article is only in its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from scrubber.words import fold

SHELL_WORDS = 60  # a page with more visible words shows something itself
MIN_BODY_CHARACTERS = 250  # shorter ones are teasers
MAX_JSON_CHARACTERS = 5_000_000

_TAG = re.compile(r"<[^<>]{1,500}>")
_BREAK = re.compile(r"\s*\n\s*|<br\s*/?>|</p\s*>", re.I)


def shell_paragraphs(tree: HtmlElement, visible_words: int) -> Iterator[tuple[str, str]]:
    """Place and text of each paragraph of the JSON-LD `articleBody`, for a page that shows next to nothing."""
    if visible_words > SHELL_WORDS:
        return
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        body = _article_body(script.text or "")
        if len(body) >= MIN_BODY_CHARACTERS:
            for line in _BREAK.split(body):
                if text := fold(_TAG.sub(" ", line)):
                    yield "script[ld+json] > articleBody", text
            return


def _article_body(source: str) -> str:
    if "articleBody" not in source or len(source) > MAX_JSON_CHARACTERS:
        return ""
    try:
        pending: list[Any] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return ""
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if isinstance(body := value.get("articleBody"), str):
                return body
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return ""
