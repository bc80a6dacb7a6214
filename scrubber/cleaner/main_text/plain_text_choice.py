"""Which lines of a plain text stand outside its article: navigation above a flattened page, and all that is below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrubber.cleaner.draft import Draft

if TYPE_CHECKING:
    from scrubber.cleaner.plain_text.scores import Scores

MIN_EXPECTED = 0.15  # F1 of the best that could be taken; below it the page has no article
SURE = 0.5  # the first and the last line that is more likely content than not begin and end a half-clean text
JUNK = 0.2  # outside of them


def outside_article(draft: Draft) -> Iterator[tuple[int, str]]:
    """The lines outside the article, each with the reason; nothing where the text is too short or too long to tell."""
    from scrubber.cleaner.plain_text.regime import Regime  # numpy

    scores = draft.line_scores
    if scores is None:
        return
    if scores.regime is Regime.PAGE:
        yield from _around_body(draft, scores)
    else:
        yield from _at_the_edges(draft, scores)


def _around_body(draft: Draft, scores: Scores) -> Iterator[tuple[int, str]]:
    """All above the first taken line and below the last one."""
    blocks = draft.page.blocks
    if scores.expected_f1 < MIN_EXPECTED:
        yield from ((block.index, "no part of the page reads like an article") for block in blocks)
        return
    taken = scores.taken.nonzero()[0]
    first, last = int(taken[0]), int(taken[-1])
    for block in blocks[:first]:
        yield block.index, f"above the body of the page, which begins at {blocks[first].place}"
    for block in blocks[last + 1 :]:
        yield block.index, f"below the body of the page, which ends at {blocks[last].place}"


def _at_the_edges(draft: Draft, scores: Scores) -> Iterator[tuple[int, str]]:
    """The junk above the first line that is surely content and below the last one."""
    blocks = draft.page.blocks
    sure = (scores.sure > SURE).nonzero()[0]
    if not len(sure):
        return
    first, last = int(sure[0]), int(sure[-1])
    for block in (*blocks[:first], *blocks[last + 1 :]):
        if scores.sure[block.index] < JUNK:
            where = f"above {blocks[first].place}" if block.index < first else f"below {blocks[last].place}"
            yield block.index, f"{where}, where the text has its end, and reads like no part of it"
