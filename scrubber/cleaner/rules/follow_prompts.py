"""Follow-us promos: the channels of the outlet, not of the news."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import heads_prose
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.rules.share_bars import network_names
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind

MAX_WORDS = 40


@block_rule(
    drops=[
        "Follow us on Facebook and Instagram for more from the valley.",
        "Folgen Sie uns auf WhatsApp",
        "Follow us",
        "Follow The Gazette on Twitter and Instagram.",
    ],
    keeps=[
        "Follow us through the old town, where every house has a story of its own.",
        "Follow the rules of the house when you post on Facebook.",
        "She told them to follow her on Instagram.",
    ],
    is_local=True,
    wording="follow",
)
def follow(block: Block, draft: Draft) -> str | None:
    """Drop lines that ask to follow the outlet: an imperative and the name of a network or a channel."""
    if block.words > MAX_WORDS or (block.kind is BlockKind.HEADING and heads_prose(block, draft.below(block))):
        return None
    words = phrases("follow")
    if words.line(block.text) and block.kind is not BlockKind.HEADING:
        return "the whole line asks to follow"
    mark, opening = words.opening_mark(block.text), words.opening(block.text)
    if mark is None and opening is None:
        return None
    network = network_names().search(block.text)
    if network and mark:
        followed = mark[1].lstrip()
        if followed[:1].isupper() or followed[:1] == "@":
            return f"“{mark[0]}”, a name, and {network[0]}"
    if opening is None:
        return None
    named = network[0] if network else words.hint(block.text)
    return f"opens with “{opening}” and names “{named}”" if named else None
