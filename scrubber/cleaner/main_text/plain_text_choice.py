"""Which lines of a plain text stand outside its article: navigation above a flattened page, and all that is below."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.scoring import MIN_EXPECTED


def outside_article(draft: Draft) -> Iterator[tuple[int, str]]:
    """All above the body of a flattened page and below it, each line with the reason.

    A half-clean text has no such lines, and of one that is too short or too long nobody can tell.
    """
    blocks, scores = draft.page.blocks, draft.line_scores if draft.is_whole_page else None
    if scores is None:
        return
    if scores.expected_f1 < MIN_EXPECTED:
        yield from ((block.index, "no part of the page reads like an article") for block in blocks)
        return
    taken = scores.taken.nonzero()[0]
    first, last = int(taken[0]), int(taken[-1])
    for block in blocks[:first]:
        yield block.index, f"above the body of the page, which begins at {blocks[first].place}"
    for block in blocks[last + 1 :]:
        yield block.index, f"below the body of the page, which ends at {blocks[last].place}"
