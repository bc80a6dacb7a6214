"""The images of an article: those of its figures, each with caption and credit, and what captions tell of others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from scrubber.cleaner.images.addresses import name_of
from scrubber.cleaner.images.belonging import Furniture
from scrubber.cleaner.images.declared import declared_images
from scrubber.cleaner.images.lines import CAPTION_RULE, CREDIT_RULE, FIGURE_RULES, add_line
from scrubber.cleaner.images.pictures import pictures_of
from scrubber.cleaner.images.pieces import joined
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
    declared = declared_images(tree) if tree is not None else frozenset()
    figures = tuple(sorted((*figures, *_leads(page, figures, declared, kept)), key=lambda block: block.index))
    pictures = pictures_of(page, tree, figures, kept) if tree is not None else {}
    furniture = Furniture(kept, page.url, tree, declared)
    shown = {index: picture for index, picture in pictures.items() if not furniture.has(picture)}
    told = [squash(joined(picture.figure.pieces)) for picture in pictures.values()]
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


def _leads(
    page: Page, figures: Collection[Block], declared: Collection[str], kept: Collection[Block]
) -> list[Block]:
    """What shows the article's image too far from its text: the image that the page declares to be its own, or else
    the nearest figure with a caption above the text."""
    shown = {name_of(block.image.url or "") for block in figures if block.image is not None}
    others = [block for block in page.blocks if block.image is not None and block not in figures] if declared else []
    first: dict[str, Block] = {}
    for block in others:
        if block.image is not None and (name := name_of(block.image.url or "")) in declared and name not in shown:
            first.setdefault(name, block)
    return list(first.values())[:1]
