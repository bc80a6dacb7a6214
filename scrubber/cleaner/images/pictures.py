"""Blocks that show an image → the image's element and its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from scrubber.cleaner.images.addresses import name_of
from scrubber.cleaner.images.figures import Figure, figure_around
from scrubber.cleaner.images.texts import caption_and_credit, squash
from scrubber.page import Block, BlockKind, Image, Page


@dataclass(frozen=True, slots=True)
class Picture:
    """An image where it stands."""

    block: Block
    element: Any
    figure: Figure
    image: Image


def pictures_of(
    page: Page, tree: Any, figures: Iterable[Block], kept: Collection[Block], is_furniture: Callable[[Block, Any], bool]
) -> dict[int, Picture | None]:
    """The pictures that some blocks show, by block; of the blocks of one figure, the first. None: furniture."""
    figures = [block for block in figures if block.image is not None]
    if not figures:
        return {}
    from scrubber.reader.images import base_of, images_in  # lxml, which plain text does not need

    elements: dict[Image, list[Any]] = defaultdict(list)
    for element, image in images_in(tree, base_of(tree, page.url)):
        elements[image].append(element)
    places = _places(page)
    texts = {squash(block.text) for block in kept if block.text}
    found: dict[int, Picture | None] = {}
    seen: set[Any] = set()
    for block in figures:
        if block.image is None or not (same := elements.get(block.image)):
            continue
        element = same[min(places[block.index], len(same) - 1)]
        if element in seen:
            continue
        seen.add(element)
        if is_furniture(block, element):
            found[block.index] = None
            continue
        names = {name_of(block.image.url or ""), *(name_of(element.get(name) or "") for name in ("src", "data-src"))}
        figure = figure_around(element, names, texts)
        caption, credit = caption_and_credit(figure.pieces)
        found[block.index] = Picture(block, element, figure, replace(block.image, caption=caption, credit=credit))
    return found


def _places(page: Page) -> dict[int, int]:
    """Which of the elements that show the same image each block shows; all captions of a figure are of its first."""
    counts: dict[Image, int] = defaultdict(int)
    places: dict[int, int] = {}
    for block in page.blocks:
        if block.image is not None:
            is_image = block.kind is BlockKind.IMAGE
            places[block.index] = counts[block.image] if is_image else 0
            counts[block.image] += is_image
    return places
