"""Comment prompts: buttons and counters of a thread."""

from __future__ import annotations

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import heads_prose
from scrubber.cleaner.rule import Example, block_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block

MAX_WORDS = 30


@block_rule(
    drops=[
        "Comments (12)",
        "Leave a Reply",
        "Kommentar verfassen",
        "Kommentare(0)",
        "6 thoughts on “How to mend a net”",
    ],
    keeps=[
        Example("<h2>Comments</h2><p>A comment opens with a hash sign and ends with its line, in every file.</p>"),
        "He had no comment on the vote.",
        "Comments by the mayor angered the council.",
        "Keine Kommentare gab es aus dem Rathaus.",
    ],
    wording="comments",
)
def comment_prompt(block: Block, draft: Draft) -> str | None:
    """Drop lines that ask for comments or count them."""
    if block.words > MAX_WORDS:
        return None
    words = phrases("comments")
    if words.line(block.text) or words.counts(block.text):
        if heads_prose(block, draft.below(block)) and not draft.is_news:
            return None  # a chapter on comments
        return "the whole line asks for comments or counts them"
    opening = words.opening(block.text)
    return f"opens with “{opening}”" if opening else None
