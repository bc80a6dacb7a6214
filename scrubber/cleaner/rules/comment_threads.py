"""Comment threads: what readers wrote below an article. In a forum, it is the content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose, prose_words
from scrubber.cleaner.rule import Example, page_rule
from scrubber.cleaner.wording import phrases
from scrubber.page import Block, BlockKind, Container

MIN_ABOVE = 0.5  # of the prose: what stands below half of the article may be its comments, what stands above may not
MAX_WORDS = 30  # of a heading that names the article, too
_NUMBER = re.compile(r"\d")


@page_rule(
    drops=[
        Example(
            "<article><p>The council met on Monday and voted for the bridge, nine to four, after a long debate.</p>"
            "<p>The vote ends a quarrel that had lasted for eleven years and cost two mayors their office.</p>"
            "<section><h3>3 comments</h3><div>mill_owner</div>"
            "<p>I told them so for years, and nobody listened to me.</p></section></article>",
            ("3 comments", "mill_owner", "I told them so for years, and nobody listened to me."),
        ),
    ],
    keeps=[
        Example(
            "<article><p>The council met on Monday and voted for the bridge, nine to four, after a long debate.</p>"
            "<p>24 comments</p><p>The vote ends a quarrel that had lasted for eleven years.</p></article>"
        ),
        Example("<h2>Comments</h2><p>A comment opens with a hash sign and ends with its line.</p><p>Use it well.</p>"),
        Example(
            "<div class='postbody'><p>Four shafts are enough for anybody, I think, and I have woven on eight.</p></div>"
            "<h3>2 comments</h3><div class='postbody'><p>I agree with that, as everybody will.</p></div>"
        ),
    ],
    budget=0.5,
)
def comment_thread(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop the thread under an article: an element named so, or all that follows its heading or its counter."""
    if draft.page.html is None:
        return
    kept = draft.kept_texts()
    headings = {block.index for block in kept if draft.may_begin(block, "comments") and _heads_a_thread(block)}
    if not (headings or any(draft.standing_in("comments"))) or draft.is_forum:
        return
    total = prose_words(kept)
    above, heading = 0, ""
    homes: set[Container] = set()
    for position, block in enumerate(kept):
        reason = draft.stands_in(block, "comments")
        if reason or heading:
            yield block, reason or f"follows “{heading}”"
            continue
        if is_prose(block):
            above += block.words
            homes.update(block.inside[-2:-1])
        elif above > MIN_ABOVE * total and block.index in headings and not _goes_on(kept[position + 1 :], homes):
            heading = block.text
            yield block, "heads the comments, with their number"


def _goes_on(below: tuple[Block, ...], homes: set[Container]) -> bool:
    """Whether the article goes on: a paragraph stands in an element in which paragraphs stood before."""
    return any(is_prose(block) and not homes.isdisjoint(block.inside[-2:-1]) for block in below)


def _heads_a_thread(block: Block) -> bool:
    """Whether a line counts comments, so that they follow: the word alone may head a chapter."""
    words = phrases("comments")
    if block.words > MAX_WORDS or block.kind is BlockKind.LIST_ITEM or not _NUMBER.search(block.text):
        return False
    return words.counts(block.text) or words.line(block.text)
