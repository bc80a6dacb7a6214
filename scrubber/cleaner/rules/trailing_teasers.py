"""Trailing teasers: links to other articles below the last paragraph, inside the same container."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose, prose_words
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block, BlockKind

MIN_LINK_DENSITY = 0.9  # of a teaser: the headline is the link
MIN_TEASER_WORDS = 4  # fewer words are a tag, a source or a button
MIN_ARTICLE_WORDS = 80  # of prose above; a listing has teasers for its content
MIN_PROSE_SHARE = 0.5  # of the kept words
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})  # items of a list are sources as often as teasers


@page_rule(
    drops=[
        Example(
            "<article><p>The council met on Monday and voted for the bridge, nine to four, after a debate of seven "
            "hours in which the mayor, the engineer and the owner of the mill took the floor more than once.</p>"
            "<p>The vote ends a quarrel that had lasted for eleven years and cost two mayors their office. Work will "
            "begin in spring, when the snow is gone from the pass, and the first cars will cross before the winter "
            "after next, if the stone comes in time and the money lasts, of which the engineer is not certain.</p>"
            "<h3>In the valley</h3><p><a href=/a>The mill burns for the second time</a></p>"
            "<p><a href=/b>The park closes for repairs until May</a></p></article>",
            ("In the valley", "The mill burns for the second time", "The park closes for repairs until May"),
        )
    ],
    keeps=[
        Example(
            "<p>The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours in "
            "which the mayor, the engineer and the owner of the mill took the floor more than once.</p>"
            "<p>The vote ends a quarrel that had lasted for eleven years and cost two mayors their office. Work will "
            "begin in spring, when the snow is gone from the pass, and the first cars will cross before the winter "
            "after next, if the stone comes in time and the money lasts, of which the engineer is not certain.</p>"
            "<h3>Sources</h3><ul><li><a href=/a>Minutes of the council, Monday</a></li></ul>"
        ),
        Example(
            "<p>The valley has three sights, and all of them are old.</p>"
            "<p><a href=/a>The mill that burned for the second time</a></p>"
        ),
    ],
)
def trailing_teaser(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop linked headlines after the last paragraph of an article, with the headings above them."""
    if draft.page.html is None:
        return
    kept = draft.kept_texts()
    last = next((position for position in reversed(range(len(kept))) if _is_paragraph(kept[position])), -1)
    tail = kept[last + 1 :]
    teasers = {block.index for block in tail if _is_teaser(block)}
    if not teasers:
        return
    prose = prose_words(kept[: last + 1])
    if prose < MIN_ARTICLE_WORDS or prose < MIN_PROSE_SHARE * sum(block.words for block in kept):
        return
    for position, block in enumerate(tail):
        if block.index in teasers:
            yield block, "a link below the last paragraph"
        elif block.kind is BlockKind.HEADING and _heads_teasers(tail[position + 1 :], teasers):
            yield block, "heads links below the last paragraph"


def _is_paragraph(block: Block) -> bool:
    return is_prose(block) and (block.link_density or 0.0) < MIN_LINK_DENSITY


def _is_teaser(block: Block) -> bool:
    return (
        block.kind in _KINDS
        and is_judged(block)
        and block.words >= MIN_TEASER_WORDS
        and (block.link_density or 0.0) >= MIN_LINK_DENSITY
    )


def _heads_teasers(below: Sequence[Block], teasers: set[int]) -> bool:
    return bool(below) and below[0].index in teasers
