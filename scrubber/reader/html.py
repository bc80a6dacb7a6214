"""HTML → blocks, in one iterative walk over the tree. Decides nothing: navigation and footers are blocks too."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from scrubber.page import Block, BlockKind, Image
from scrubber.reader.block_builder import BlockBuilder, Context
from scrubber.reader.images import image_of
from scrubber.reader.shell import shell_paragraphs
from scrubber.reader.tables import CELLS, is_data_row, is_simple

BLOCK_TAGS = frozenset(
    "address article aside blockquote body button canvas caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav noframes ol optgroup "
    "option p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul video xmp".split()
)
NOT_VISIBLE = frozenset(
    "script style head title desc metadata template noscript iframe datalist annotation annotation-xml noembed rt rp".split()
)
HIDDEN_TEXT_THAT_COUNTS = 500  # characters; a noscript of a tracker holds fewer, a thread of posts holds more (Discourse)

_GROUPS = frozenset({"ul", "ol", "menu", "dir", "dl", "table", "select"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PICTURES = ("img", "picture", "video", "iframe", "svg", "canvas", "object", "audio", "embed")
_EXACT = frozenset({"pre", "listing", "xmp", "plaintext"})
_ITEM_KINDS = {"li": BlockKind.LIST_ITEM, "dt": BlockKind.TERM, "dd": BlockKind.DEFINITION}


def read_tree(tree: HtmlElement, url: str | None) -> tuple[Block, ...]:
    """Every visible text of the tree, as blocks in document order."""
    body = tree.find("body")
    walk = _Walk(url, _unseen_by_scripts(tree))
    walk.over(body if body is not None else tree)
    builder = walk.builder
    for place, text in shell_paragraphs(tree, sum(block.words for block in builder.blocks)):
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
        len((inner.text or "").strip()) * (inner.tag not in NOT_VISIBLE or inner is element) + len((inner.tail or "").strip())
        for inner in element.iter()
    )


class _Walk:
    """The state of one walk: what a start tag, an end tag and a text mean to the block under construction."""

    def __init__(self, url: str | None, opened: frozenset[HtmlElement]) -> None:
        self.builder = BlockBuilder()
        self.opened = opened
        self.url = url
        self.list_depth = 0
        self.row: HtmlElement | None = None
        self.caption_images: dict[HtmlElement, Image] = {}
        self.ordered: list[bool] = []

    def over(self, root: HtmlElement) -> None:
        builder = self.builder
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "start":
                if tag in NOT_VISIBLE and element not in self.opened:
                    events.skip_subtree()
                    continue
                if tag in BLOCK_TAGS or element in self.opened:
                    if self._open_block(element, tag):
                        events.skip_subtree()
                        continue
                elif tag == "a":
                    builder.open_link(element.get("href"))
                elif tag == "br":
                    builder.line_break(in_row=self.row is not None)
                elif tag == "img":
                    self._image(element)
                if element.text:
                    builder.add(element.text)
            else:
                if tag in BLOCK_TAGS or element in self.opened:
                    self._close_block(element, tag)
                elif tag == "a":
                    builder.close_link()
                if element.tail and element is not root:
                    builder.add(element.tail)
        builder.flush()

    def _open_block(self, element: HtmlElement, tag: str) -> bool:
        """Enter a block-level element; True if it has been read whole."""
        builder = self.builder
        if self.row is not None:
            builder.add(" ")
            return False
        builder.boundary()
        if tag in _EXACT:
            builder.enter(element, builder.context)
            builder.add_code(element)
            return True
        builder.enter(element, self._context(element, tag))
        if tag == "tr" and is_data_row(element):
            self.row = element
        return False

    def _context(self, element: HtmlElement, tag: str) -> Context:
        context = self.builder.context
        if tag in _GROUPS:
            if tag in {"ul", "ol", "menu", "dir"}:
                self.list_depth += 1
                self.ordered.append(tag == "ol")
            return context.within(context.group if context.group is not None else element)
        if tag in _HEADINGS:
            return context.of_kind(BlockKind.HEADING, level=_HEADINGS[tag])
        if tag in _ITEM_KINDS:
            if not is_simple(element):
                return Context()
            item = _ITEM_KINDS[tag]
            if item is BlockKind.LIST_ITEM:
                return context.of_kind(item, level=max(1, self.list_depth), ordered=bool(self.ordered and self.ordered[-1]))
            return context.of_kind(item)
        if tag == "blockquote":
            return context.of_kind(BlockKind.QUOTE)
        if tag in CELLS:
            return Context()
        if tag == "figure":
            self._figure(element)
        if tag == "figcaption":
            return self._caption_context(element)
        return context

    def _close_block(self, element: HtmlElement, tag: str) -> None:
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
        if tag in {"ul", "ol", "menu", "dir"}:
            self.list_depth -= 1
            self.ordered.pop()

    def _figure(self, figure: HtmlElement) -> None:
        caption, picture = next(figure.iter("figcaption"), None), next(figure.iter("img"), None)
        if caption is not None and picture is not None and (image := image_of(picture, self.url)) is not None:
            self.caption_images[figure] = image

    def _caption_context(self, caption: HtmlElement) -> Context:
        """A caption belongs to a picture; below a quotation stands the name of who said it."""
        figure = next(caption.iterancestors("figure"), None)
        if figure is not None and next(figure.iter(*_PICTURES), None) is None:
            return Context()
        return Context(BlockKind.CAPTION, image=self.caption_images.get(figure))

    def _image(self, element: HtmlElement) -> None:
        image = image_of(element, self.url)
        if image is not None and image not in self.caption_images.values():
            self.builder.add_image(image)
