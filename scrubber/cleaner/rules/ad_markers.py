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
    if reason := draft.stands_in(block, "ad"):
        return reason
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    return phrases("ad").reason(block.text, "the whole line marks an ad")
