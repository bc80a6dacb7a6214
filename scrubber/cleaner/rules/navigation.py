"""Navigation and interface: menus, page numbers, messages of the browser."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind

MAX_WORDS = 16


@block_rule(
    drops=[
        "Skip to main content",
        "Zum Inhalt springen",
        Example(
            "<article><p>The council met on Monday and voted for the bridge, nine to four, after a long debate.</p>"
            "<div class='c-pagination'>1 2 3</div></article>",
            ("1 2 3",),
        ),
    ],
    keeps=[
        "Go to step 1.",
        "Language",
        "Skip to main content is what a screen reader says first.",
        Example("<div class='navigation-history'><p>Sailors steered by the stars.</p></div>"),
    ],
    is_local=True,
    wording="navigation",
)
def navigation(block: Block, draft: Draft) -> str | None:
    """Drop menus, page numbers and lines of the interface."""
    if reason := draft.stands_in(block, "navigation"):
        return reason
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    return phrases("navigation").reason(block.text, "the whole line is of the interface")
