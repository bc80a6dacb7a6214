"""What was read: a page as a flat list of blocks, in reading order.

A page has hundreds of blocks, links and containers, and to make one that is frozen takes four to eight times as
long: their fields are final for a type checker only, and nobody may set one.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from scrubber.status import Status


class BlockKind(StrEnum):
    """What a block is in its page."""

    PARAGRAPH = "paragraph"
    """Of plain text: a line."""
    HEADING = "heading"
    """Its rank is the block's `level`."""
    LIST_ITEM = "list-item"
    """Its depth is the block's `level`."""
    TABLE_ROW = "table-row"
    """Its cells are the block's `cells`."""
    QUOTE = "quote"
    """A paragraph of a quotation that is set apart."""
    CODE = "code"
    """Byte-exact, and never judged by its wording."""
    CAPTION = "caption"
    """What stands below an image, as the mark-up says."""
    IMAGE = "image"
    """Has no text, but an `image`."""
    TERM = "term"
    """Of a list of definitions."""
    DEFINITION = "definition"
    """What is said of the terms before it."""


@dataclass(slots=True, unsafe_hash=True)
class Link:
    """A hyperlink over `text[start:end]` of its block."""

    start: Final[int]
    """In characters."""
    end: Final[int]
    """The first character behind it."""
    url: Final[str]
    """As the page writes it."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image with what the page says of it."""

    url: str | None
    """The largest that the page offers, absolute where its address is known; None in plain text."""
    alt: str | None = None
    """What the page says in its place."""
    caption: str | None = None
    """What the page says below it, without the credit."""
    credit: str | None = None
    """Whose it is, such as `Ann Lee/Reuters`, without "Photo:"."""
    width: int | None = None
    """In pixels, as declared by the page."""
    height: int | None = None
    """In pixels, as declared by the page."""


@dataclass(slots=True, eq=False)
class Container:
    """A block-level element around a block; two of them are never equal, however they are named."""

    tag: Final[str]
    identifier: Final[str] = ""
    """Its `id`, as the page spells it."""
    classes: Final[str] = ""
    """Its `class`, as the page spells it."""
    role: Final[str] = ""
    """Its `role`, as the page spells it."""
    is_hidden: Final[bool] = False
    """Whether it says that it is not shown: `hidden`, `aria-hidden=true`, or a style of `display:none` or
    `visibility:hidden`."""
    itemprop: Final[str] = ""
    """Its `itemprop` (microdata), as the page spells it."""

    @property
    def names(self) -> frozenset[str]:
        """Its id and its class names, whole, in lower case.

        >>> sorted(Container("div", "More", "promo Promo--wide").names)
        ['more', 'promo', 'promo--wide']
        """
        return frozenset(f"{self.identifier} {self.classes}".lower().split())


@dataclass(slots=True, unsafe_hash=True)
class Block:
    """One piece of a page that a rule can judge: a paragraph, a heading, a line of plain text."""

    index: Final[int]
    """Its place in `page.blocks`, from 0."""
    text: Final[str]
    """White space folded to single spaces, cells of a row joined by tabs; code is byte-exact; an image has none."""
    kind: Final[BlockKind] = BlockKind.PARAGRAPH
    """What it is; a line of plain text is a paragraph or code."""
    place: Final[str] = ""
    """Where it stood: `article > div.newsletter > p` or `line 37`."""
    words: Final[int] = 0
    """Words between spaces; in scripts written without spaces, half the characters."""
    link_density: Final[float | None] = None
    """Share of its characters inside links, 0 to 1; None where it cannot be known (plain text)."""
    links: Final[tuple[Link, ...]] = ()
    """In the order of the text; none in plain text."""
    image: Final[Image | None] = None
    """That of an image block, or of the caption below it."""
    gap_before: Final[bool] = True
    """Whether a blank line sets it apart: False for the next line, list item or table row of the same group."""
    level: Final[int] = 0
    """1 to 6 for a heading, nesting depth for a list item, else 0."""
    ordered: Final[bool] = False
    """A list item that the page numbers."""
    cells: Final[tuple[str, ...]] = ()
    """The cells of a table row, left to right."""
    language: Final[str | None] = None
    """The programming language of a code block, where the page names it."""
    inside: Final[tuple[Container, ...]] = dataclasses.field(default=(), repr=False, compare=False)
    """The block-level elements around it, outermost first; none in plain text."""

    def moved(self, index: int, *, gap_before: bool) -> Block:
        """The same block in another place."""
        if self.inside or self.cells or self.image:
            return dataclasses.replace(self, index=index, gap_before=gap_before)
        return Block(  # a line of text, of which a page has hundreds: `replace` takes ten times as long
            index, self.text, self.kind, self.place, self.words, self.link_density, self.links, None, gap_before,
            self.level, self.ordered, (), self.language,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was read; nothing is decided yet."""

    blocks: tuple[Block, ...]
    """All that is visible, in the order of the page."""
    url: str | None = None
    """As it was given."""
    html: str | None = None
    """The decoded markup; None for plain text."""
    encoding: str | None = None
    """Python's name of the codec; None for a page that was given as `str`."""
    encoding_reason: str = ""
    """What told it: a byte order mark, a label, the bytes themselves."""
    warnings: tuple[str, ...] = ()
    """What was cut, lost or repaired on the way in."""
    is_cut: bool = False
    """Whether text of the input may be missing from the blocks."""
    fault: Status | None = None
    """Why there is nothing to read (`not_text`, `bad_encoding`, `too_large`); None for a readable page."""
    parts: tuple[range, ...] | None = None
    """Of a large text, the runs of blocks that are judged together; a block in none of them is too long to be judged.
    None: all blocks are judged together."""
    _tree: Any = dataclasses.field(default=None, repr=False, compare=False)
    """Dropped from pickles; `tree` is for the judges that need it."""

    @property
    def host(self) -> str | None:
        """The host name of the URL, in lower case."""
        return host_of(self.url)

    @property
    def tree(self) -> Any:
        """The parsed tree, an `lxml.html.HtmlElement`; None for plain text and for markup without any element.

        A page that comes from a pickle has left its tree behind: it is parsed again at each call.
        """
        if self._tree is None and self.html is not None:
            from scrubber.reader.parse import parse

            return parse(self.html).tree
        return self._tree

    def __getstate__(self) -> dict[str, Any]:
        state = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return state | {"_tree": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)


def host_of(url: str | None) -> str | None:
    """The host name of a URL, in lower case; None where it has none.

    >>> host_of("https://www.Valley.example:8080/a"), host_of("/a"), host_of("http://[::1"), host_of(None)
    ('www.valley.example', None, None, None)
    """
    from urllib.parse import urlsplit

    try:
        return urlsplit(url or "").hostname
    except ValueError:  # such as "http://[::1"
        return None
