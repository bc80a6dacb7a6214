"""Captions and credits that fell as lines of their own, far from any figure → images, or what is said of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scrubber.cleaner.credits import split_credit
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block, Image

CAPTION_RULE, CREDIT_RULE = "caption", "credit"
FIGURE_RULES = frozenset({CAPTION_RULE, CREDIT_RULE})
NEAR = 2  # blocks from an image to its caption, or from a caption to its credit


def add_line(found: list[tuple[int, Image]], block: Block, named: Mapping[int, Verdict]) -> None:
    """Add what a fallen line tells to the images found so far, each with the block that told last of it."""
    rule = named[block.index].rule if block.index in named else None
    last = found[-1][1] if found and block.index - found[-1][0] <= NEAR else None
    if rule == CAPTION_RULE:
        caption, credit = split_credit(block.text)
        is_above = last is not None and last.caption is None and last.url is not None
        image = block.image or (found.pop()[1] if is_above else Image(None))
        found.append((block.index, replace(image, caption=caption, credit=credit or image.credit)))
    elif rule == CREDIT_RULE and (credit := split_credit(block.text)[1]):
        image = found.pop()[1] if last is not None and last.credit is None else Image(None)
        found.append((block.index, replace(image, credit=credit)))
