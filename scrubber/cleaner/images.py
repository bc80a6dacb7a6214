"""Removed captions and credits, and figures of the main text → images."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from scrubber.cleaner.credits import split_credit
from scrubber.page import Block, BlockKind, Image

if TYPE_CHECKING:
    from scrubber.cleaner.draft import Verdict

CAPTION_RULES = frozenset({"caption"})
CREDIT_RULES = frozenset({"credit"})
TWIN_RULE = "truncated-twin"


def images_of(blocks: tuple[Block, ...], named: Mapping[int, Verdict], kept: tuple[Block, ...]) -> tuple[Image, ...]:
    """The article's images in order, each with its caption and credit apart."""
    in_article = {block.index for block in kept}
    found: list[Image] = []
    last_index = -9
    for block in blocks:
        verdict = named.get(block.index)
        if block.kind is BlockKind.IMAGE and block.index in in_article and block.image is not None:
            found.append(block.image)
        elif verdict is not None and verdict.rule in CAPTION_RULES:
            caption, credit = split_credit(block.text)
            if block.image is not None:
                image: Image | None = block.image
            else:
                image = found.pop() if found and _is_bare(found[-1]) and block.index - last_index <= 2 else None
            found.append(replace(image or Image(None), caption=caption, credit=credit))
        elif verdict is not None and verdict.rule in CREDIT_RULES:
            _, credit = split_credit(block.text)
            if credit is None:
                continue
            if found and found[-1].credit is None and block.index - last_index <= 2:
                found[-1] = replace(found[-1], credit=credit)
            else:
                found.append(Image(None, credit=credit))
        else:
            continue
        last_index = block.index
    return tuple(dict.fromkeys(found))


def _is_bare(image: Image) -> bool:
    return image.caption is None
