"""Removed captions and credits, and figures of the main text → images."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scrubber.cleaner.credits import split_credit
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block, Image

CAPTION_RULE, CREDIT_RULE = "caption", "credit"
FIGURE_RULES = frozenset({CAPTION_RULE, CREDIT_RULE})
NEAR = 2  # blocks from an image to its caption, or from a caption to its credit


def images_of(figures: Iterable[Block], named: Mapping[int, Verdict]) -> tuple[Image, ...]:
    """The images of an article's pictures and its fallen captions and credits, in order; caption and credit apart.

    `named` holds the removals by block.
    """
    found: list[Image] = []
    last = -NEAR - 1
    for block in figures:
        rule = named[block.index].rule if block.index in named else None
        is_near = bool(found) and block.index - last <= NEAR
        if rule is None and block.image is not None:
            found.append(block.image)
        elif rule == CAPTION_RULE:
            caption, credit = split_credit(block.text)
            is_above = is_near and found[-1].caption is None and found[-1].url is not None
            image = block.image or (found.pop() if is_above else Image(None))
            found.append(replace(image, caption=caption, credit=credit))
        elif rule == CREDIT_RULE and (credit := split_credit(block.text)[1]):
            image = found.pop() if is_near and found[-1].credit is None else Image(None)
            found.append(replace(image, credit=credit))
        else:
            continue
        last = block.index
    return tuple(dict.fromkeys(found))
