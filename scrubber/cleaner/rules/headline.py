"""The headline: it is metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.headings import headings_in_lines
from scrubber.cleaner.metadata.titles import shows_title
from scrubber.cleaner.rule import Example, page_rule
from scrubber.page import Block, BlockKind

MAX_WORDS = 35  # a longer one is a post without a headline, whose page took its text for the title
_KINDS = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})


@page_rule(
    drops=[
        Example(
            "<html><head><title>The old bridge reopens</title></head><body><h1>The old bridge reopens</h1>"
            "<p>The old bridge over the river reopened on Monday.</p></body></html>",
            ("The old bridge reopens",),
        ),
        Example(
            "<html><head><title>The old bridge reopens</title></head><body><h1>The old bridge<br>reopens</h1>"
            "<p>The old bridge over the river reopened on Monday.</p></body></html>",
            ("The old bridge", "reopens"),
        ),
    ],
    keeps=["The headline of a half-clean text is only read into the metadata."],
    budget=1.0,
)
def headline(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop the block that shows the chosen title, a heading rather than a paragraph: it is in the metadata.

    Of plain text only a whole page loses it; a half-clean one keeps its headline.
    """
    if draft.page.html is None and not draft.is_whole_page:
        return
    title = draft.evidence.title
    for block in _showing(title, draft.page.blocks) if title else ():
        yield block, f"shows the title, which is in the metadata ({draft.evidence.titles[0].source})"


def _showing(title: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The block with the title, and the lines above it in its heading, which are a kicker; or those with its lines."""
    possible = [block for block in blocks if block.kind in _KINDS and block.words <= MAX_WORDS]
    showing = [block for block in possible if block.text == title]
    headings = [block for block in showing if block.kind is BlockKind.HEADING]
    if not headings:
        headings = [one for one in possible if one.kind is BlockKind.HEADING and shows_title(one.text, title)]
    parted = list(headings_in_lines(blocks))
    if showing or headings:
        shown = min(headings or showing, key=lambda block: block.level)
        return next((lines[: lines.index(shown) + 1] for lines in parted if shown in lines), (shown,))
    return next((lines for lines in parted if shows_title(" ".join(line.text for line in lines), title)), ())
