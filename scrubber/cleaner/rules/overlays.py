"""Overlays: dialogs and pop-ups that lie over the page until somebody opens them."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, block_rule
from scrubber.page import Block


@block_rule(
    drops=[
        Example(
            "<article><p>The council met on Monday and voted for the bridge, nine to four, after a long debate.</p>"
            "<p>The vote ends a quarrel that had lasted for eleven years and cost two mayors their office.</p>"
            "<div class='modal'><p>You are leaving our site.</p></div></article>",
            ("You are leaving our site.",),
        )
    ],
    keeps=[
        "You are leaving our site.",
        Example("<div class='modal-verbs'><p>Modal verbs take no ending.</p></div>"),
        Example("<div class='modal'><p>All that there is on this page stands here.</p></div>"),
    ],
    budget=0.5,
    is_local=True,
    wording="overlay",
)
def overlay(block: Block, draft: Draft) -> str | None:
    """Drop what stands in a dialog or a pop-up."""
    return draft.stands_in(block, "overlay")
