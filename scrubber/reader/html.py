"""HTML → blocks, in one iterative walk over the tree. Decides nothing: navigation and footers are blocks too."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from scrubber.page import Block, BlockKind, Image
from scrubber.reader.block_builder import BlockBuilder, Context
from scrubber.reader.images import image_of
from scrubber.reader.shell import shell_paragraphs
from scrubber.reader.tables import is_data_row, is_simple
from scrubber.reader.tags import (
    BLOCKS,
    CAPTION_CLASSES,
    CELLS,
    EXACT,
    GROUPS,
    HEADING_LEVELS,
    LISTS,
    NOT_VISIBLE,
    PICTURES,
)

HIDDEN_TEXT_THAT_COUNTS = 500  # characters; a noscript of a tracker holds fewer, a thread of posts more (Discourse)

_ITEM_KINDS = {"li": BlockKind.LIST_ITEM, "dt": BlockKind.TERM, "dd": BlockKind.DEFINITION}


def read_tree(tree: HtmlElement, url: str | None) -> tuple[Block, ...]:
    """Every visible text of the tree, as blocks in document order."""
    body = tree.find("body")
    walk = _Walk(url, _unseen_by_scripts(tree))
    walk.over(body if body is not None else tree)
    builder = walk.builder
    for place, text in list(shell_paragraphs(tree, builder.blocks)):
        builder.add_paragraph(text, place)
    return tuple(builder.blocks)


def _unseen_by_scripts(tree: HtmlElement) -> frozenset[HtmlElement]:
    """The `<noscript>` and `<template>` that hold real text: what the page is to a reader without scripts."""
    return frozenset(
        element
        for element in tree.iter("noscript", "template")
        if element.get("shadowrootmode") or _length_of_text(element) >= HIDDEN_TEXT_THAT_COUNTS
    )


def _length_of_text(element: HtmlElement) -> int:
    """Characters of text; styles and scripts, of which many a noscript consists, have none."""
    return sum(
        len((inner.text or "").strip()) * (inner.tag not in NOT_VISIBLE or inner is element)
        + len((inner.tail or "").strip())
        for inner in element.iter()
    )


def _is_caption(element: HtmlElement) -> bool:
    """Whether a class says that an element is a caption, and a picture stands beside it.

    One with blocks inside is a card that has a caption.
    """
    classes = (element.get("class") or "").lower()
    if "caption" not in classes or CAPTION_CLASSES.isdisjoint(classes.split()):
        return False
    inner = element.iter(*BLOCKS)
    next(inner, None)
    beside = element.getparent()
    return next(inner, None) is None and beside is not None and next(beside.iter(*PICTURES), None) is not None


class _Walk:
    """The state of one walk: what a start tag, an end tag and a text mean to the block under construction."""

    def __init__(self, url: str | None, opened: frozenset[HtmlElement]) -> None:
        self.builder = BlockBuilder()
        self.opened = opened
        self.url = url
        self.row: HtmlElement | None = None
        self.caption_images: dict[HtmlElement, Image] = {}
        self.ordered: list[bool] = []
        """Whether each list that is open is numbered, outermost first."""

    def over(self, root: HtmlElement) -> None:
        builder = self.builder
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            tag = str(element.tag)
            if event == "start":
                if not self._start(element, tag):
                    events.skip_subtree()
                elif element.text:
                    builder.add(element.text)
            else:
                self._end(element, tag)
                if element.tail and element is not root:
                    builder.add(element.tail)
        builder.flush()

    def _start(self, element: HtmlElement, tag: str) -> bool:
        """Enter an element; False if what is inside it is not to be read, or has been."""
        if tag in BLOCKS or element in self.opened:
            return self._start_block(element, tag)
        if tag in NOT_VISIBLE:
            return False
        if tag == "a":
            self.builder.open_link(element.get("href"))
        elif tag == "br":
            self.builder.line_break(in_row=self.row is not None)
        elif tag == "img":
            self._image(element)
        return True

    def _end(self, element: HtmlElement, tag: str) -> None:
        if tag in BLOCKS or element in self.opened:
            self._end_block(element, tag)
        elif tag == "a":
            self.builder.close_link()

    def _start_block(self, element: HtmlElement, tag: str) -> bool:
        builder = self.builder
        if self.row is not None:
            builder.add(" ")
            return True
        builder.boundary()
        if tag in EXACT:
            builder.enter(element, builder.context)
            builder.add_code(element)
            return False
        if tag in LISTS:
            self.ordered.append(tag == "ol")
        elif tag == "figure":
            self._figure(element)
        builder.enter(element, self._context(element, tag))
        if tag == "tr" and is_data_row(element):
            self.row = element
        return True

    def _end_block(self, element: HtmlElement, tag: str) -> None:
        builder = self.builder
        if self.row is not None and element is not self.row:
            if tag in CELLS:
                builder.end_cell()
            else:
                builder.add(" ")
            return
        if element is self.row:
            builder.flush(kind=BlockKind.TABLE_ROW)
            self.row = None
        builder.boundary()
        builder.leave()
        if tag in LISTS:
            self.ordered.pop()

    def _context(self, element: HtmlElement, tag: str) -> Context:
        """What the blocks inside a block-level element are."""
        context = self.builder.context
        if tag in GROUPS:
            return context.within(element) if context.group is None else context
        if tag in HEADING_LEVELS:
            return context.of_kind(BlockKind.HEADING, level=HEADING_LEVELS[tag])
        if tag in _ITEM_KINDS:
            return self._item_context(element, _ITEM_KINDS[tag])
        if tag == "blockquote":
            return context.of_kind(BlockKind.QUOTE)
        if tag == "figcaption":
            return self._caption_context(element)
        if context.kind is not BlockKind.CAPTION and _is_caption(element):
            return Context(BlockKind.CAPTION)
        return Context() if tag in CELLS else context

    def _item_context(self, item: HtmlElement, kind: BlockKind) -> Context:
        if not is_simple(item):
            return Context()
        if kind is not BlockKind.LIST_ITEM:
            return self.builder.context.of_kind(kind)
        is_ordered = bool(self.ordered and self.ordered[-1])
        return self.builder.context.of_kind(kind, level=max(1, len(self.ordered)), ordered=is_ordered)

    def _caption_context(self, caption: HtmlElement) -> Context:
        """A caption belongs to a picture; below a quotation stands the name of who said it."""
        figure = next(caption.iterancestors("figure"), None)
        if figure is None:
            return Context(BlockKind.CAPTION)
        if next(figure.iter(*PICTURES), None) is None:
            return Context()
        return Context(BlockKind.CAPTION, image=self.caption_images.get(figure))

    def _figure(self, figure: HtmlElement) -> None:
        caption, picture = next(figure.iter("figcaption"), None), next(figure.iter("img"), None)
        if caption is not None and picture is not None and (image := image_of(picture, self.url)) is not None:
            self.caption_images[figure] = image

    def _image(self, element: HtmlElement) -> None:
        image = image_of(element, self.url)
        if image is not None and image not in self.caption_images.values():
            self.builder.add_image(image)
