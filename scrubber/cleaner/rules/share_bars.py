"""Share bars: names of networks and verbs, often glued."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import heads_prose
from scrubber.cleaner.rule import block_rule
from scrubber.cleaner.wording import phrases, unglued_words_of, words_of
from scrubber.page import Block, BlockKind
from scrubber.scripts import ends_like_sentence

MAX_WORDS = 16
MAX_SHORT_NAME = 4  # letters; "line" and "vk" are parts of words, too
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
        "lineno",
        "32 x 42 x 39",
        "Send an email",
        "Print Email",
        "Share this information, please?",
        "Delaware shares a border with Maryland.",
        "Follow the same rules as for image_link attribute",
        "Facebook",
        "Twitter sued the agency over the order.",
    ],
)
def share(block: Block, draft: Draft) -> str | None:
    """Drop lines that are nothing but networks and verbs of sharing."""
    if reason := draft.stands_in(block, "share"):
        return reason
    if block.words > MAX_WORDS or block.kind is BlockKind.HEADING:
        return None
    if draft.may_begin(block, "share") and phrases("share").line(block.text):
        if block.words == 1 and heads_prose(block, draft.below(block)):
            return None  # a chapter on sharing
        return "the whole line asks to share"
    words = phrases("share").words
    first = words_of(block.text)[:1]
    if not first or not (first[0] in words or first[0].startswith(phrases("network").names)):
        return None
    networks = network_names().findall(block.text)
    if not networks:
        return None
    rest = network_names().sub(" ", block.text)
    if not (words.issuperset(words_of(rest)) or words.issuperset(unglued_words_of(rest))):
        return None
    if len(networks) + len(words_of(rest)) < MIN_PARTS or ends_like_sentence(block.text):
        return None
    return f"only networks and verbs of sharing ({', '.join(dict.fromkeys(networks))})"


@cache
def network_names() -> re.Pattern[str]:
    """Names of networks, glued to other words or not; the short ones only as whole words."""
    names = phrases("network").names
    glued = "|".join(re.escape(name) for name in names if len(name) > MAX_SHORT_NAME)
    whole = "|".join(re.escape(name) for name in names if len(name) <= MAX_SHORT_NAME)
    return re.compile(rf"{glued}|(?<![^\W_])(?:{whole})(?![^\W_])", re.I)
