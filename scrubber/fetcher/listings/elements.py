"""The XML of a feed or sitemap → its items, one by one: no tree is built, so memory stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from lxml import etree

from scrubber.fetcher.listings.addresses import MAX_URL, absolute
from scrubber.fetcher.listings.gathering import Cut
from scrubber.fetcher.listings.items import Item, Part
from scrubber.fetcher.listings.repair import repaired

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

MAX_ELEMENTS = 2_000_000  # a sitemap of 50 MB, most of it names of images and of translations, has 640,000
MAX_DEPTH = 256  # as in trees of libxml2, whose limit does not hold for targets
MAX_PARTS = 100  # of an item; an entry with more links has one to its page among the first
MAX_BASE = 1000  # characters of an xml:base: it names a folder, and is parsed again with every relative address

_ITEMS = {
    "rss": frozenset({"item"}),
    "rdf": frozenset({"item"}),
    "feed": frozenset({"entry"}),
    "urlset": frozenset({"url", "sitemap"}),
    "sitemapindex": frozenset({"url", "sitemap"}),
}
_PARTS = frozenset(
    {"link", "guid", "title", "pubdate", "date", "published", "updated", "issued", "modified"}
    | {"loc", "lastmod", "news/title", "news/publication_date"}
)
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LOSSES = frozenset({"ERR_TAG_NAME_MISMATCH", "ERR_GT_REQUIRED", "ERR_DOCUMENT_END", "ERR_RESOURCE_LIMIT"})


def items_of(pieces: Iterable[bytes], base: str | None) -> Iterator[Item]:
    """The items of XML in UTF-8, each as soon as it ends. `base` is what its addresses are relative to.

    Raises Cut if it is no feed or sitemap, and after the last item of one that is broken.
    """
    target = _Target(base)
    parser = etree.XMLParser(
        target=cast("ParserTarget[None]", target),  # the stubs ask for every method, the parser for what is there
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for piece in repaired(pieces):
        parser.feed(piece)
        yield from target.taken()
        if target.problem:
            raise Cut(target.problem)
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise Cut(f"it cannot be read as XML: {error.msg}") from error
    yield from target.taken()
    loss = next((entry.message.strip() for entry in parser.feed_error_log if entry.type_name in _LOSSES), None)
    if target.problem or loss or not target.is_complete:
        raise Cut(target.problem or f"its XML is broken, so entries may be missing: {loss or 'it ends too early'}")


class _Open:
    """An item or a part that has begun."""

    def __init__(self, tag: str, path: str, attributes: Mapping[str, str], base: str | None) -> None:
        self.tag, self.path, self.base = tag, path, _own_base(attributes, base)
        self.attributes = {_local(name): value for name, value in attributes.items()}
        self.depth = 0
        self.parts: list[Part] = []
        self.texts: list[str] = []
        self.characters = 0


class _Target:
    """What the parser tells as it reads, gathered to items."""

    def __init__(self, base: str | None) -> None:
        self.problem: str | None = None
        self._base = base
        self._around: list[str] = []  # the tags of the elements around, from the root on
        self._elements = 0
        self._item_names: frozenset[str] = frozenset()
        self._item: _Open | None = None
        self._part: _Open | None = None
        self._done: list[Item] = []

    @property
    def is_complete(self) -> bool:
        """Whether the root has ended."""
        return self._elements > 0 and not self._around

    def taken(self) -> list[Item]:
        """The items that have ended since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        name = _local(tag)
        if not self._elements:
            self._begin(name, attributes)
        self._elements += 1
        self._around.append(tag)
        if self._elements > MAX_ELEMENTS or len(self._around) > MAX_DEPTH:
            self.problem = "it has too many elements: the rest is not read"
        elif name in self._item_names and (self._item is None or self._item.tag == tag):
            self._end_item()  # one without an end tag
            self._item = self._opened(tag, name, attributes)
        elif self._item is not None and self._part is None and len(self._item.parts) < MAX_PARTS:
            path = "/".join(map(_local, self._around[self._item.depth :]))
            if path in _PARTS:
                self._part = self._opened(tag, path, attributes)

    def data(self, text: str, /) -> None:
        if self._part is not None and self._part.characters <= MAX_URL:
            self._part.texts.append(text)
            self._part.characters += len(text)

    def end(self, tag: str, /) -> None:
        while self._around and self._around.pop() != tag:
            pass  # an element whose start tag is broken has a start and no end
        if self._part is not None and self._part.depth > len(self._around):
            self._end_part()
        if self._item is not None and self._item.depth > len(self._around):
            self._end_item()

    def close(self) -> None:
        return None

    def _begin(self, root: str, attributes: Mapping[str, str]) -> None:
        self._base = _own_base(attributes, self._base)
        self._item_names = _ITEMS.get(root, frozenset())
        if root == "html":
            self.problem = "it is an HTML page, neither a feed nor a sitemap"
        elif root not in _ITEMS:
            self.problem = f"it is neither a feed nor a sitemap: its root element is <{root[:100]}>"

    def _opened(self, tag: str, path: str, attributes: Mapping[str, str]) -> _Open:
        opened = _Open(tag, path, attributes, self._item.base if self._item else self._base)
        opened.depth = len(self._around)
        return opened

    def _end_part(self) -> None:
        part, self._part = self._part, None
        if part is not None and self._item is not None:
            is_own = _space(part.tag) == _space(self._item.tag)
            text = "".join(part.texts)[: MAX_URL + 1]
            self._item.parts.append(Part(part.path, is_own, text, part.attributes, part.base))

    def _end_item(self) -> None:
        self._end_part()
        item, self._item = self._item, None
        if item is not None:
            self._done.append(Item(item.path, item.attributes, item.base, tuple(item.parts)))


def _own_base(attributes: Mapping[str, str], base: str | None) -> str | None:
    """What the addresses inside of an element are relative to."""
    own = attributes.get(_XML_BASE, "") if attributes else ""
    return absolute(own[:MAX_BASE], base) or base if own else base


def _local(tag: str) -> str:
    """The name of an element without its namespace, or without a prefix that stands for none.

    >>> _local("{http://www.w3.org/2005/Atom}Entry"), _local("media:title"), _local("rss")
    ('entry', 'title', 'rss')
    """
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _space(tag: str) -> str:
    return tag[: len(tag) - len(_local(tag))]
