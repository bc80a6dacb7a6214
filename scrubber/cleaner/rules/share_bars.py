"""Share bars: names of networks and verbs, often glued."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block, BlockKind

MAX_WORDS = 16
_VERBS = frozenset("share on via to by tweet pin post email print send follow us save copy link the this article story teilen auf per über mit bei twittern drucken merken oder and und or".split())


@block_rule(
    drops=[
        "Share on FacebookShare on TwitterShare on LinkedinShare via Email",
        "Facebook Twitter WhatsApp E-Mail",
        "Artikel teilen",
        "Share this article",
        "Teilen",
    ],
    keeps=[
        "Share this information, please?",
        "Delaware shares a border with Maryland.",
        "Follow the same rules as for image_link attribute",
        "Facebook",
        "Twitter sued the agency over the order.",
    ],
)
def share(block: Block, draft: Draft) -> str | None:
    """Drop lines that are nothing but networks and verbs of sharing."""
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    if phrases("share").line(block.text):
        return "the whole line asks to share"
    words = words_of(block.text)
    networks = [word for word in words if word in _networks()]
    if len(words) >= 2 and networks and all(word in _networks() or word in _VERBS for word in words):
        if len(set(words)) > 1 and not re.search(r"[.?!]$", block.text):
            return f"only networks and verbs of sharing ({', '.join(dict.fromkeys(networks))})"
    return None


@cache
def _networks() -> frozenset[str]:
    return frozenset(word for name in phrases("network").names for word in words_of(name))
