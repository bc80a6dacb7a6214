"""The images of an article: those of its figures, each with caption and credit, and what captions tell of others."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Mapping

from scrubber.cleaner.images.addresses import name_of_image
from scrubber.cleaner.images.belonging import Furniture
from scrubber.cleaner.images.lines import CAPTION_RULE, CREDIT_RULE, FIGURE_RULES, add_line
from scrubber.cleaner.images.pictures import Picture, pictures_of
from scrubber.cleaner.images.pieces import joined
from scrubber.cleaner.images.texts import squash
from scrubber.cleaner.images.twins import without_twins
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block, BlockKind, Image, Page

NEAR = 20  # figures before and behind a line that one of them may hold
LEAD_BLOCKS = 60  # a menu, a byline and a bar of buttons between a lead image and the text at most

__all__ = ["CAPTION_RULE", "CREDIT_RULE", "FIGURE_RULES", "images_of"]


def images_of(
    page: Page,
    figures: Iterable[Block],
    named: Mapping[int, Verdict],
    kept: Collection[Block],
    declared: Collection[str] = (),
) -> tuple[Image, ...]:
    """The images of an article's pictures and of its fallen captions and credits, in order.

    `figures` are these blocks; `named` holds the removals by block, `kept` the blocks of the text,
    `declared` the names of the images that the page declares to be its own.
    """
    tree, figures = page.tree, tuple(figures)
    figures = tuple(sorted((*figures, *_leads(page, figures, declared, kept)), key=lambda block: block.index))
    furniture = Furniture(kept, page.url, tree, declared)
    pictures = pictures_of(page, tree, figures, kept, furniture.is_plain) if tree is not None else {}
    shown = {index: one for index, one in pictures.items() if one is not None and not furniture.has(one)}
    told = _Told(pictures)
    found: list[tuple[int, Image]] = []
    for block in figures:
        if block.index in pictures:
            if block.index in shown:
                found.append((block.index, shown[block.index].image))
        elif block.image is not None and block.index not in named:
            found.append((block.index, block.image))
        elif not told.holds(block):
            add_line(found, block, named)
    return without_twins(image for _, image in found)


class _Told:
    """The texts of the figures that were read: their lines need not be read again."""

    def __init__(self, pictures: Mapping[int, Picture | None]) -> None:
        read = [(index, picture) for index, picture in pictures.items() if picture is not None]
        texts = sorted((index, squash(joined(picture.figure.pieces))) for index, picture in read)
        self._indices = [index for index, _ in texts]
        self._texts = [text for _, text in texts]

    def holds(self, block: Block) -> bool:
        """Whether a figure near the block has its text."""
        place = bisect(self._indices, block.index)
        text = squash(block.text)
        return bool(text) and any(text in other for other in self._texts[max(0, place - NEAR) : place + NEAR])


def _leads(page: Page, figures: Collection[Block], declared: Collection[str], kept: Collection[Block]) -> list[Block]:
    """What shows the article's image too far from its text: the image that the page declares to be its own, or else
    the nearest figure with a caption above the text."""
    shown = {name_of_image(block) for block in figures if block.image is not None}
    indices = {block.index for block in figures}
    others = [block for block in page.blocks if block.image is not None and block.index not in indices]
    found = next((block for block in others if (name := name_of_image(block)) in declared and name not in shown), None)
    if found is not None:
        return [found]
    first = next((block.index for block in kept if block.text), 0)
    if any(block.index < first for block in figures):
        return []
    above = (block for block in others if block.kind is BlockKind.CAPTION and first - LEAD_BLOCKS < block.index < first)
    return list(above)[-1:]
