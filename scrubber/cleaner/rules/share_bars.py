"""Share bars: names of networks and verbs, often glued."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block, BlockKind

MAX_WORDS = 16
MIN_PARTS = 2  # the name of one network alone is its topic


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
    networks = _network_names().findall(block.text)
    rest = words_of(_network_names().sub(" ", block.text))
    if (
        not networks
        or len(networks) + len(rest) < MIN_PARTS
        or not phrases("share").words.issuperset(rest)
        or block.text[-1] in ".?!"
    ):
        return None
    return f"only networks and verbs of sharing ({', '.join(dict.fromkeys(networks))})"


@cache
def _network_names() -> re.Pattern[str]:
    """Names of networks, glued to other words or not; those of a letter or two only as whole words."""
    names = phrases("network").names
    glued = "|".join(re.escape(name) for name in names if len(name) > 3)
    whole = "|".join(re.escape(name) for name in names if len(name) <= 3)
    return re.compile(rf"{glued}|\b(?:{whole})\b", re.I)
