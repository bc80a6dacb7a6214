"""Text, links and images, as the walk meets them → finished blocks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree
from lxml.html import HtmlElement

from scrubber.bidi import without_reaching_controls
from scrubber.junk import LONGEST_RUN
from scrubber.page import Block, BlockKind, Container, Image, Link
from scrubber.reader.containers import container_of, label_of
from scrubber.reader.lifted import lifted
from scrubber.reader.shown import shown
from scrubber.words import count_words, fold_space, without_controls

NEAR = 4  # images before one that may be its twin
PLACE_DEPTH = 5  # ancestors that a place names


@dataclass(slots=True, eq=False)
class Context:
    """What a block is by the elements around it. Final as `Block` is."""

    kind: Final[BlockKind] = BlockKind.PARAGRAPH
    level: Final[int] = 0
    ordered: Final[bool] = False
    group: Final[Any] = None
    """The outermost list, table or definition list; its blocks stand on lines of their own, without blank lines."""
    image: Final[Image | None] = None

    def of_kind(self, kind: BlockKind, level: int = 0, ordered: bool = False) -> Context:
        return Context(kind, level, ordered, self.group, self.image)

    def within(self, group: HtmlElement) -> Context:
        return Context(self.kind, self.level, self.ordered, group, self.image)


PLAIN = Context()
_SPACES = frozenset({" ", "\t"})


class BlockBuilder:
    """Collects what belongs to one block, and closes it at every boundary."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.context = PLAIN
        self._outer: list[Context] = []
        self._labels: list[str] = []
        self._containers: list[Container] = []
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._links: list[tuple[int, int, str]] = []
        self._open_links: list[tuple[int, str | None]] = []
        self._images: list[Image] = []
        self._last_group: Any = None
        self._after_break = False
        self.add = self._texts.append
        """Takes text as it stands in the page; white space is folded across elements."""

    def enter(self, element: HtmlElement) -> Container:
        """The start of a block-level element."""
        if self._texts or self._parts or self._images:
            self.flush()
        self._after_break = False
        self._outer.append(self.context)
        container = container_of(element)
        self._containers.append(container)
        self._labels.append(label_of(container))
        return container

    def leave(self) -> None:
        """The end of the innermost block-level element."""
        if self._texts or self._parts or self._images:
            self.flush()
        self._after_break = False
        self.context = self._outer.pop()
        self._containers.pop()
        self._labels.pop()

    def _fold(self) -> None:
        """Fold what was added, as it must be wherever a place in the text counts."""
        text = "".join(self._texts)
        self._texts.clear()
        piece = fold_space(text)
        if not piece:
            self._space = True
            return
        if self._length and (self._space or text[0].isspace()) and self._parts[-1] != "\t":
            piece = " " + piece
        self._parts.append(piece)
        self._length += len(piece)
        self._space = text[-1].isspace()

    def add_image(self, image: Image) -> None:
        self._images.append(image)

    def add_unless_shown(self, image: Image | None, others: Collection[str | None]) -> None:
        """Add an image, unless it is the twin of one just before it, or has one of some other addresses."""
        before = [block.image for block in self.blocks[-1:] if block.image is not None] + self._images[-NEAR:]
        if image is not None and image.url not in others and all(image.url != shown.url for shown in before):
            self.add_image(image)

    def end_cell(self) -> None:
        if self._texts:
            self._fold()
        self._parts.append("\t")
        self._length += 1
        self._space = False

    def open_link(self, url: str | None) -> None:
        if self._texts:
            self._fold()
        self._open_links.append((self._length, url))

    def close_link(self) -> None:
        if self._texts:
            self._fold()
        if self._open_links:
            self._end_link(*self._open_links.pop())

    def _end_link(self, start: int, url: str | None) -> None:
        if url and self._length > start:
            self._links.append((start, self._length, url.strip()))

    def line_break(self) -> None:
        """A `<br>`: the next line stands right below this one; a run of them is a blank line."""
        if self._texts:
            self._fold()
        had_text = bool(self._parts)
        self.flush()
        self._after_break = had_text

    def flush(self, kind: BlockKind | None = None) -> None:
        """Close the block under construction, if it has any text; its images follow it."""
        if self._texts:
            self._fold()
        if self._parts:
            self._emit(kind or self.context.kind)
            self._parts.clear()
        self._length, self._space = 0, False
        if self._images:
            images, self._images = self._images, []
            for image in images:
                self._append_bare("", BlockKind.IMAGE, image=image)

    def _emit(self, kind: BlockKind) -> None:
        text = "".join(self._parts)
        if kind is BlockKind.TABLE_ROW:
            text = text.rstrip("\t")
        links = self._finished_links(text) if self._links or self._open_links else ()
        if not text.isprintable():
            text, links = shown(text, links)
        text, links, junk = lifted(text, links) if len(text) > LONGEST_RUN else (text, links, "")
        if not text:
            return
        context = self.context
        self.blocks.append(
            Block(  # by position: by name it takes four times as long, and a page has hundreds
                len(self.blocks),
                text,
                kind,
                self.place(),
                count_words(text),
                min(1.0, sum([link.end - link.start for link in links]) / len(text)) if links else 0.0,
                links,
                context.image if kind is BlockKind.CAPTION else None,
                not (self._after_break or (context.group is not None and context.group is self._last_group)),
                context.level,
                context.ordered,
                tuple(text.split("\t")) if kind is BlockKind.TABLE_ROW else (),
                None,
                tuple(self._containers),
            )
        )
        self._last_group = context.group
        self._after_break = False
        if junk:
            self._append_bare(junk, BlockKind.PARAGRAPH)

    def _finished_links(self, text: str) -> tuple[Link, ...]:
        """The links of the finished block; one that is still open goes on in the next."""
        if self._open_links:
            for start, url in reversed(self._open_links):
                self._end_link(start, url)
            self._open_links = [(0, url) for _, url in self._open_links]
        links, self._links = self._links, []
        length = len(text)  # a text may have lost its empty cells, and a link begin with white space
        return tuple(
            [
                Link(start + (text[start : start + 1] in _SPACES), end if end < length else length, url)
                for start, end, url in links
            ]
        )

    def _append_bare(self, text: str, kind: BlockKind, **values: Any) -> None:
        """A block that no text was collected for."""
        inside = tuple(self._containers)
        self.blocks.append(
            Block(len(self.blocks), text, kind, self.place(), count_words(text), inside=inside, **values)
        )

    def add_code(self, element: HtmlElement) -> None:
        """The text of a preformatted element, byte for byte but for the first and the last line break."""
        text = without_reaching_controls(without_controls(_exact_text(element))).removeprefix("\n").rstrip("\n")
        if not text.strip():
            return
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        density = min(1.0, linked / len(text))
        self._append_bare(text, BlockKind.CODE, link_density=density, language=_language(element))
        self._last_group = None

    def add_paragraph(self, text: str, place: str) -> None:
        """A paragraph that is not in the tree's visible text."""
        self.blocks.append(Block(len(self.blocks), text, BlockKind.PARAGRAPH, place, count_words(text), 0.0))

    def place(self) -> str:
        """The innermost elements around the block, such as `article > div.newsletter > p`."""
        return " > ".join(self._labels[-PLACE_DEPTH:])


def _exact_text(element: HtmlElement) -> str:
    pieces: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces.append("\n" if inner.tag == "br" else inner.text or "")
        elif inner is not element:
            pieces.append(inner.tail or "")
    return "".join(pieces)


def _language(element: HtmlElement) -> str | None:
    around = [ancestor for ancestor in element.iterancestors() if "highlight-" in (ancestor.get("class") or "")]
    for candidate in (*element.iter("pre", "code"), *around[:1]):
        for token in (candidate.get("class") or "").split():
            prefix, _, name = token.partition("-")
            if prefix in {"language", "lang", "highlight"} and name and name != "default":
                return name.removeprefix("source-")
    return None
