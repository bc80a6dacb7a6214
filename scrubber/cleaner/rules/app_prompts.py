"""App prompts: get the outlet's app."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind

MAX_WORDS = 16


@block_rule(
    drops=["CLICK HERE TO GET THE GAZETTE APP", "Download our app", "Jetzt unsere App herunterladen"],
    keeps=[
        "Download the recipe app from the shelf of the library.",
        "The app was downloaded a million times in its first week.",
        "Google Play",
    ],
    is_local=True,
    budget=0.17,
    wording="app",
)
def app_prompt(block: Block, draft: Draft) -> str | None:
    """Drop short lines that ask to install an app."""
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    return phrases("app").reason(block.text, "the whole line asks to install an app")
