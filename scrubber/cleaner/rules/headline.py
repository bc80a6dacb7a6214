"""The headline: it is metadata."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, page_rule
from scrubber.page import Block, BlockKind


@page_rule(
    drops=[
        Example(
            "<html><head><title>The old bridge reopens</title></head><body><h1>The old bridge reopens</h1>"
            "<p>The old bridge over the river reopened on Monday.</p></body></html>",
            ("The old bridge reopens",),
        )
    ],
    keeps=["A line of plain text is never the headline: it is only read into the metadata."],
    budget=1.0,
)
def headline(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop the first block that shows the chosen title: it is in the metadata."""
    for block in draft.kept():
        if block.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH} and block.text == draft.metadata.title:
            yield block, f"shows the title, which is in the metadata (from {draft.metadata.sources['title']})"
            return
