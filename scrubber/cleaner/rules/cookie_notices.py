"""Cookie notices: they lie over the page, so they stand at its very beginning or end."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block

EDGE_BLOCKS = 10  # from the beginning or the end of the page; further in, cookies are the topic
_HEADINGS = {("cookies",), ("cookie",)}
MAX_WORDS = 80


@page_rule(
    drops=[
        "This website uses cookies to improve your experience. You can opt out at any time.",
        "Wir und unsere Partner verwenden Cookies, um unsere Angebote zu messen.",
        "Accept all cookies",
    ],
    keeps=[
        "Cookies",
        "She uses cookies of two kinds, with and without nuts.",
        "Read a cookie with request.cookies.get('username').",
        Example(
            "\n\n".join(["The policy has ten parts."] * 11 + ["We use cookies to count visits."] + ["So it ends."] * 11)
        ),
    ],
    budget=0.5,
)
def cookie_notice(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop requests for consent among the first and the last ten blocks of the page."""
    yield from draft.standing_in("cookie")
    words = phrases("cookie")
    for block in (*draft.page.blocks[:EDGE_BLOCKS], *draft.page.blocks[EDGE_BLOCKS:][-EDGE_BLOCKS:]):
        if block.words > MAX_WORDS or not is_judged(block) or not draft.is_kept(block):
            continue
        reason = words.reason(block.text, "the whole line asks for consent")
        if reason and not (draft.page.html is None and _stands_below_heading(draft, block)):
            yield block, reason


def _stands_below_heading(draft: Draft, block: Block) -> bool:
    """Whether the line above is "Cookies": a chapter of a policy."""
    above = [other for other in draft.kept() if other.index < block.index][-1:]
    return bool(above) and words_of(above[0].text) in _HEADINGS
