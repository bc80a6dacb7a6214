"""The empty shell: a page that scripts fill, whose text is only in its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.html import HtmlElement

from scrubber.page import Block
from scrubber.words import fold

SHELL_WORDS = 60  # a page with more words in paragraphs shows something itself
MIN_PARAGRAPH_WORDS = 8  # shorter blocks, and those that are links, are its frame
MIN_BODY_CHARACTERS = 250  # shorter ones are teasers
MAX_JSON_CHARACTERS = 5_000_000

_STEPS = ("HowToStep", "HowToDirection")
_BODIES = ("articleBody", "reviewBody")
_TAG = re.compile(r"<[^<>]{1,500}>")
_BREAK = re.compile(r"\s*\n\s*|<br\s*/?>|</p\s*>", re.I)


def shell_paragraphs(tree: HtmlElement, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Place and text of each paragraph of the JSON-LD's article, for a page that shows next to nothing."""
    shown = sum(
        block.words for block in blocks if block.words >= MIN_PARAGRAPH_WORDS and (block.link_density or 0) < 0.5
    )
    if shown > SHELL_WORDS:
        return
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        texts = list(_texts(script.text or ""))
        if sum(len(text) for _, text in texts) >= MIN_BODY_CHARACTERS:
            for name, body in texts:
                for line in _BREAK.split(body):
                    if text := fold(_TAG.sub(" ", line)):
                        yield f"script[ld+json] > {name}", text
            return


def _texts(source: str) -> Iterator[tuple[str, str]]:
    """The texts of an article, a review or a how-to (schema.org), in the order of the source, with their property."""
    if len(source) > MAX_JSON_CHARACTERS or not any(name in source for name in (*_BODIES, *_STEPS)):
        return
    try:
        pending: list[Any] = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            name = next((name for name in _BODIES if isinstance(value.get(name), str)), None)
            if name is None and value.get("@type") in _STEPS and isinstance(value.get("text"), str):
                name = "text"
            if name is not None:
                yield name, value[name]
            else:
                pending.extend(reversed(value.values()))
