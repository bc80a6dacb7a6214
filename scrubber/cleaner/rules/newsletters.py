"""Newsletter sign-ups."""

from __future__ import annotations

import re

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import heads_prose
from scrubber.cleaner.rule import Example, block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block
from scrubber.scripts import QUESTION_MARKS

_SENTENCE_END = re.compile(r"(?<=[.!?؟])\s|(?<=[。！？])")
MAX_WORDS = 30  # of a sign-up with its promise; longer ones are articles about newsletters


@block_rule(
    drops=[
        "Sign up for our daily newsletter",
        "Get the best of the valley delivered straight to your inbox.",
        "Please enter your email address here",
        "Newsletter abonnieren",
        "Hier kostenlos für den Tal-Newsletter anmelden!",
    ],
    keeps=[
        Example("<h2>Newsletter</h2><p>We keep your address for as long as you wish, and not a day longer.</p>"),
        "Half of all readers unsubscribe from newsletters simply because they get too many.",
        "Your email list will begin to grow within weeks.",
        "Sign up for too many, and the effect turns. At five newsletters a week, readers begin to leave.",
        "Sign up for the race before the first of May.",
        "Get the latest version of the compiler from its website.",
        "The newsletter of the guild was printed until 1931.",
    ],
    budget=0.2,
)
def newsletter(block: Block, draft: Draft) -> str | None:
    """Drop lines that ask for an address: an imperative and a newsletter, an inbox or an e-mail."""
    if reason := draft.stands_in(block, "newsletter"):
        return reason
    is_asking = any(mark in block.text for mark in QUESTION_MARKS)
    if block.words > MAX_WORDS or not (is_asking or draft.may_begin(block, "newsletter")):
        return None
    words = phrases("newsletter")
    if words.line(block.text):
        if heads_prose(block, draft.below(block)) and not _heads_sign_up(block, draft):
            return None  # a chapter on newsletters
        return "the whole line is a sign-up"
    for sentence in _SENTENCE_END.split(block.text)[:2]:  # a question may stand first: "Did you like it? Sign up …"
        if (opening := words.opening(sentence)) and (hint := words.hint(sentence)):
            return f"“{opening}” and “{hint}” in a sentence"
        if not sentence.endswith(QUESTION_MARKS):
            return None
    return None


def _heads_sign_up(block: Block, draft: Draft) -> bool:
    below = draft.below(block)
    return below is not None and below.words <= MAX_WORDS and phrases("newsletter").opening(below.text) is not None
