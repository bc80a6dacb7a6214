"""Truncated twins: the cut-off copy of a caption that stands whole right below it."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, page_rule
from scrubber.page import Block

MIN_TWIN_WORDS = 5  # fewer words are the start of many lines
NEAR = 3  # blocks below; a cut-off line alone is boilerplate in only 28 of 100 cases
_ENDS = ("...", "…")


@page_rule(
    drops=[
        Example(
            "Rescuers carry a stranded calf over the flooded...\n\n"
            "Rescuers carry a stranded calf over the flooded meadow near the old mill on Sunday. Credit: AP/Ann Lee",
            ("Rescuers carry a stranded calf over the flooded...",),
        )
    ],
    keeps=[
        "And then she fell silent and looked at the sea...",
        Example("Sooner or later...\n\nSooner or later it had to end, and so it did."),
        Example("He wondered what would become of it all...\n\nNobody answered him that evening."),
    ],
    budget=0.17,
)
def truncated_twin(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop a line that is cut off with an ellipsis, if one of the next lines says it whole."""
    candidates = draft.kept_and_judged()
    for position, block in enumerate(candidates):
        if block.words < MIN_TWIN_WORDS or not block.text.endswith(_ENDS):
            continue
        start = block.text.rstrip(".… ")
        for other in candidates[position + 1 : position + 1 + NEAR]:
            if len(other.text) > len(block.text) and other.text.startswith(start):
                yield block, f"cut off; said whole at {other.place}"
                break
