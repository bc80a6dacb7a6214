"""HTML → blocks, in one iterative walk over the tree. Decides nothing: navigation and footers are blocks too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml.html import HtmlElement

from scrubber.page import Block, BlockKind, Image
from scrubber.reader.block_builder import PLAIN, BlockBuilder, Context
from scrubber.reader.captions import is_caption
from scrubber.reader.images import base_of, image_of, image_without_scripts, is_without_img
from scrubber.reader.shell import shell_paragraphs
from scrubber.reader.tables import is_data_row, is_simple
from scrubber.reader.tags import BLOCKS, CELLS, EXACT, GROUPS, HEADING_LEVELS, LISTS, NOT_VISIBLE, PICTURES
from scrubber.reader.unseen import is_read_without_scripts

_Start = Callable[["_Walk", HtmlElement], bool]
"""Enters an element; False if what is inside it is not to be read, or has been."""
_End = Callable[["_Walk"], None]
_Meanings = dict[str, tuple[_Start | None, _End | None]]
_ITEM_KINDS = {"li": BlockKind.LIST_ITEM, "dt": BlockKind.TERM, "dd": BlockKind.DEFINITION}


def read_tree(tree: HtmlElement, url: str | None) -> tuple[Block, ...]:
    """Every visible text of the tree, as blocks in document order."""
    body = tree.find("body")
    walk = _Walk(base_of(tree, url))
    walk.read(body if body is not None else tree, _MEANINGS)
    walk.flush()
    for place, text in list(shell_paragraphs(tree, walk.blocks)):
        walk.add_paragraph(text, place)
    return tuple(walk.blocks)


class _Walk(BlockBuilder):
    """A builder that knows what start and end tags mean to the block under construction."""

    def __init__(self, base_url: str | None) -> None:
        super().__init__()
        self.base_url = base_url
        self.caption_images: dict[HtmlElement, Image] = {}
        self.captioned: set[str | None] = set()
        """Addresses of the images that captions are of."""
        self.ordered: list[bool] = []
        """Whether each list that is open is numbered, outermost first."""
        self.is_entered: list[bool] = []
        """Whether each `<noscript>` or `<template>` that is open is read, outermost first."""

    def read(self, root: HtmlElement, meanings: _Meanings) -> None:
        """Every element and text below a root, in one loop: a page may be too deep for recursion, and `iterwalk`
        takes twice as long."""
        add = self.add
        opened: list[tuple[HtmlElement, _End | None]] = []
        element: Any = root
        while True:
            start, end = meanings.get(element.tag, _INSIDE_A_LINE)
            if start is None or start(self, element):
                if text := element.text:
                    add(text)
                if len(element):
                    opened.append((element, end))
                    element = element[0]
                    continue
            while True:
                if end is not None:
                    end(self)
                if element is root:
                    return
                if text := element.tail:
                    add(text)
                if (following := element.getnext()) is not None:
                    element = following
                    break
                element, end = opened.pop()

    def start_block(self, element: HtmlElement) -> bool:
        classes = self.enter(element).classes
        if classes and self.context.kind is not BlockKind.CAPTION and is_caption(element, classes):
            self.context = Context(BlockKind.CAPTION)
        return True

    def start_group(self, element: HtmlElement) -> bool:
        self.enter(element)
        if self.context.group is None:
            self.context = self.context.within(element)
        return True

    def start_list(self, element: HtmlElement) -> bool:
        self.ordered.append(element.tag == "ol")
        return self.start_group(element)

    def end_list(self) -> None:
        self.leave()
        self.ordered.pop()

    def start_item(self, element: HtmlElement) -> bool:
        self.enter(element)
        self.context = self._item_context(element)
        return True

    def _item_context(self, item: HtmlElement) -> Context:
        if not is_simple(item):
            return PLAIN
        kind = _ITEM_KINDS[str(item.tag)]
        if kind is not BlockKind.LIST_ITEM:
            return self.context.of_kind(kind)
        is_ordered = bool(self.ordered and self.ordered[-1])
        return self.context.of_kind(kind, level=max(1, len(self.ordered)), ordered=is_ordered)

    def start_heading(self, element: HtmlElement) -> bool:
        self.enter(element)
        self.context = self.context.of_kind(BlockKind.HEADING, level=HEADING_LEVELS[str(element.tag)])
        return True

    def start_quote(self, element: HtmlElement) -> bool:
        self.enter(element)
        self.context = self.context.of_kind(BlockKind.QUOTE)
        return True

    def start_figure(self, figure: HtmlElement) -> bool:
        picture = next(figure.iter("img"), None) if next(figure.iter("figcaption"), None) is not None else None
        if picture is not None and (image := image_of(picture, self.base_url)) is not None:
            self.caption_images[figure] = image
            self.captioned.add(image.url)
        return self.start_block(figure)

    def start_caption(self, caption: HtmlElement) -> bool:
        """A caption belongs to a picture; below a quotation stands the name of who said it."""
        self.enter(caption)
        figure = next(caption.iterancestors("figure"), None)
        if figure is None:
            self.context = Context(BlockKind.CAPTION)
        elif next(figure.iter(*PICTURES), None) is None:
            self.context = PLAIN
        else:
            self.context = Context(BlockKind.CAPTION, image=self.caption_images.get(figure))
        return True

    def start_cell(self, element: HtmlElement) -> bool:
        outer = self.context
        self.start_block(element)
        if self.context is outer:
            self.context = PLAIN
        return True

    def start_row(self, element: HtmlElement) -> bool:
        self.start_block(element)
        if not is_data_row(element):
            return True
        self.read(element, _MEANINGS_IN_ROW)
        self.flush(kind=BlockKind.TABLE_ROW)
        return False

    def start_exact(self, element: HtmlElement) -> bool:
        self.enter(element)
        self.add_code(element)
        return False

    def start_unseen(self, element: HtmlElement) -> bool:
        self.is_entered.append(is_read_without_scripts(element))
        if self.is_entered[-1]:
            return self.start_block(element)
        if element.tag == "noscript" and len(element):
            self.add_unless_shown(image_without_scripts(element, self.base_url), self.captioned)
        return False

    def end_unseen(self) -> None:
        if self.is_entered.pop():
            self.leave()

    def start_invisible(self, _: HtmlElement) -> bool:
        return False

    def start_link(self, element: HtmlElement) -> bool:
        self.open_link(element.get("href"))
        return True

    def start_break(self, _: HtmlElement) -> bool:
        self.line_break()
        return True

    def start_image(self, element: HtmlElement) -> bool:
        image = image_of(element, self.base_url)
        if image is not None and image.url not in self.captioned:
            self.add_image(image)
        return True

    def start_picture(self, picture: HtmlElement) -> bool:
        if is_without_img(picture):
            self.start_image(picture)
        return True

    def start_in_row(self, _: HtmlElement) -> bool:
        self.add(" ")
        return True

    def end_in_row(self) -> None:
        self.add(" ")

    def start_unseen_in_row(self, element: HtmlElement) -> bool:
        self.is_entered.append(is_read_without_scripts(element))
        return self.is_entered[-1] and self.start_in_row(element)

    def end_unseen_in_row(self) -> None:
        if self.is_entered.pop():
            self.add(" ")


_INSIDE_A_LINE = (None, None)  # such as <b>: only its text counts
_INVISIBLE: _Meanings = dict.fromkeys(NOT_VISIBLE, (_Walk.start_invisible, None))
_UNSEEN = ("noscript", "template")
_MEANINGS: _Meanings = {
    **_INVISIBLE,
    **dict.fromkeys(_UNSEEN, (_Walk.start_unseen, _Walk.end_unseen)),
    **dict.fromkeys(BLOCKS, (_Walk.start_block, _Walk.leave)),
    **dict.fromkeys(GROUPS, (_Walk.start_group, _Walk.leave)),
    **dict.fromkeys(LISTS, (_Walk.start_list, _Walk.end_list)),
    **dict.fromkeys(_ITEM_KINDS, (_Walk.start_item, _Walk.leave)),
    **dict.fromkeys(HEADING_LEVELS, (_Walk.start_heading, _Walk.leave)),
    **dict.fromkeys(EXACT, (_Walk.start_exact, _Walk.leave)),
    **dict.fromkeys(CELLS, (_Walk.start_cell, _Walk.leave)),
    "blockquote": (_Walk.start_quote, _Walk.leave),
    "figure": (_Walk.start_figure, _Walk.leave),
    "figcaption": (_Walk.start_caption, _Walk.leave),
    "tr": (_Walk.start_row, _Walk.leave),
    "a": (_Walk.start_link, _Walk.close_link),
    "br": (_Walk.start_break, None),
    "img": (_Walk.start_image, None),
    "amp-img": (_Walk.start_image, None),
    "picture": (_Walk.start_picture, None),
}
# Nothing inside a row of data parts a line.
_MEANINGS_IN_ROW: _Meanings = {
    **_INVISIBLE,
    **dict.fromkeys(_UNSEEN, (_Walk.start_unseen_in_row, _Walk.end_unseen_in_row)),
    **dict.fromkeys(BLOCKS, (_Walk.start_in_row, _Walk.end_in_row)),
    **dict.fromkeys(CELLS, (_Walk.start_in_row, _Walk.end_cell)),
    "a": (_Walk.start_link, _Walk.close_link),
    "br": (_Walk.start_in_row, None),
    "img": (_Walk.start_image, None),
}
