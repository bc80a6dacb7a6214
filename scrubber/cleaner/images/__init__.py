"""The images of an article: those of its figures, each with caption and credit, and what captions tell of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from scrubber.cleaner.images.belonging import Furniture
from scrubber.cleaner.images.lines import CAPTION_RULE, CREDIT_RULE, FIGURE_RULES, add_line
from scrubber.cleaner.images.pictures import pictures_of
from scrubber.cleaner.images.texts import squash
from scrubber.cleaner.images.twins import without_twins
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block, Image, Page

__all__ = ["CAPTION_RULE", "CREDIT_RULE", "FIGURE_RULES", "images_of"]


def images_of(
    page: Page, tree: Any, figures: Iterable[Block], named: Mapping[int, Verdict], kept: Collection[Block]
) -> tuple[Image, ...]:
    """The images of an article's pictures and of its fallen captions and credits, in order.

    `figures` are these blocks; `named` holds the removals by block, `kept` the blocks of the text.
    """
    figures = tuple(figures)
    pictures = pictures_of(page, tree, figures, kept) if tree is not None else {}
    furniture = Furniture(kept, page.url, tree)
    shown = {index: picture for index, picture in pictures.items() if not furniture.has(picture)}
    told = [squash("".join(piece.raw for piece in picture.figure.pieces)) for picture in pictures.values()]
    found: list[tuple[int, Image]] = []
    for block in figures:
        if block.index in pictures:
            if block.index in shown:
                found.append((block.index, shown[block.index].image))
        elif block.image is not None and block.index not in named:
            found.append((block.index, block.image))
        elif not (block.text and any(squash(block.text) in text for text in told)):
            add_line(found, block, named)
    return without_twins(image for _, image in found)
