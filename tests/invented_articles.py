"""Articles that no page gave, with whatever may stand in their metadata."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import strategies as st

from scrubber import Article, Block, Image, Metadata, Status
from scrubber.deferred import Deferred

CHARACTERS = st.characters(exclude_categories=["Cs"])
AWKWARD = st.sampled_from(
    [
        *("yes", "No", "null", "~", "on", "y", "true", "0x1F", "1_000", "12:30:45", "2024-03-04", "1e3", ".inf", "7"),
        *("a: b", "a #b", "# a", "a:", " a", "a ", "-", "- a", "?", "? a", ",", "'a", '"a"', "---", "...", "=", "<<"),
        *("&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "[a", "{a", "a\nb", "a\r\nb", "a\tb", "a\\nb"),
        *("a\u2028b", "a\x85b", "\x00", "\x7f", "\ufeffa", "\ufffe", "🌉", "word " * 2000, "word " * 2000 + "."),
    ]
)
TEXTS = AWKWARD | st.text(CHARACTERS, max_size=30)
NAMES = st.lists(TEXTS, max_size=3).map(tuple)
TYPES = {"str | None": st.none() | TEXTS, "tuple[str, ...]": NAMES, "bool | None": st.none() | st.booleans()}
METADATA = st.builds(
    Metadata, **{field.name: TYPES[str(field.type)] for field in dataclasses.fields(Metadata) if field.type in TYPES}
)
BLOCKS = st.lists(TEXTS.filter(str.strip), max_size=3).map(
    lambda texts: tuple(Block(index, text, words=len(text.split())) for index, text in enumerate(texts))
)
IMAGES = st.lists(st.builds(Image, st.none() | TEXTS, width=st.none() | st.integers(0)), max_size=3).map(tuple)
ARTICLES = st.builds(
    lambda metadata, blocks, images: Article(Status.OK, blocks, images, _metadata=Deferred.of(metadata)),
    METADATA,
    BLOCKS,
    IMAGES,
)


def article_of(*texts: str, images: tuple[Image, ...] = (), **fields: Any) -> Article:
    blocks = tuple(Block(index, text, words=len(text.split())) for index, text in enumerate(texts))
    return Article(Status.OK, blocks, images, _metadata=Deferred.of(Metadata(**fields)))
