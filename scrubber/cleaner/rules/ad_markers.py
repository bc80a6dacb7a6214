"""Ad markers: the label is left when the ad is gone."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind

MAX_WORDS = 25


@block_rule(
    drops=[
        "Advertisement",
        "Anzeige",
        "Story continues below advertisement",
        "As an Amazon Associate I earn from qualifying purchases.",
    ],
    keeps=["The advertisement ran for two years.", "Anzeige erstattet hat der Mann erst am Montag.", "Ad hoc"],
    is_local=True,
    wording="ad",
)
def ad_marker(block: Block, draft: Draft) -> str | None:
    """Drop lines that only mark an ad, or disclose paid links."""
    if name := draft.container(block, "ad"):
        return f"stands in an element named “{name}”"
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    words = phrases("ad")
    if words.line(block.text):
        return "the whole line marks an ad"
    opening = words.opening(block.text)
    return f"opens with “{opening}”" if opening else None
