"""Repeats: a paragraph that the page prints twice is read once."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, page_rule
from scrubber.page import Block, BlockKind

MIN_WORDS = 35  # a refrain, an answer or a warning of fewer words may be said twice on purpose
_LONG = (
    "The council met on Monday and voted for the bridge, nine to four, after a debate in which the mayor, "
    "the engineer and the owner of the mill took the floor more than once, and agreed on nothing but the hour at "
    "which they would go home."
)


@page_rule(
    drops=[
        Example(
            f"{_LONG}\n\nThe vote ends a quarrel that had lasted for eleven years.\n\n{_LONG}",
            (_LONG,),
        )
    ],
    keeps=[
        Example("Never again, she said.\n\nHe laughed.\n\nNever again, she said."),
        Example("1 cup of plain flour\n2 eggs\n1 cup of plain flour"),
        Example(
            "And the river ran on below the bridge, and the bridge stood on above the river,\n"
            "and nobody crossed.\n"
            "And the river ran on below the bridge, and the bridge stood on above the river,\n"
            "and nobody came."
        ),
    ],
    budget=0.34,
)
def repeated_paragraph(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop the later copies of a long paragraph; in HTML only those that stand in an element of another name."""
    first: dict[str, Block] = {}
    for block in draft.kept_and_judged():
        if block.kind is BlockKind.PARAGRAPH and block.words >= MIN_WORDS and is_prose(block):
            earlier = first.setdefault(block.text, block)
            if earlier is not block and (earlier.place != block.place or draft.page.html is None):
                yield block, f"says again what stands at {earlier.place}"
