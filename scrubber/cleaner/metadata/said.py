"""What the elements of a page say of it, gathered in one walk over its tree; strings only, so that the tree can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrubber.cleaner.metadata.json_ld import Items, read_items, unescaped
from scrubber.cleaner.metadata.marks import Marked, marked, told_by
from scrubber.words import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_MARKED = 150  # elements of a page that are looked at because they say what they hold
MAX_VALUES = 60  # of one name of `<meta>`

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OF_MICRODATA = frozenset({"meta", "link"})  # of those in the head
_NAMED_IN_HEAD = frozenset({"meta", "link", "title", "script", "base"})


@dataclass
class Said:
    """What the elements of a page say, wherever they stand."""

    language: str = ""
    """Of the `<html>`."""
    title: str = ""
    """Of the document."""
    base: str = ""
    named: dict[str, list[str]] = field(default_factory=dict)
    """Contents of `<meta>` by lower-case property, name or http-equiv."""
    linked: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of `<link>` by rel."""
    scripts: list[str] = field(default_factory=list)
    """JSON-LD."""
    marked: list[Marked] = field(default_factory=list)
    heading: int = 0
    """The position of the first `<h1>`; 0 if there is none."""

    @cached_property
    def items(self) -> Items:
        """What the JSON-LD describes."""
        return read_items(self.scripts)

    def values(self, *names: str) -> Iterator[tuple[str, str]]:
        """What `<meta>` elements of some names say, each with its source.

        >>> list(Said(named={"og:title": ["A bridge", ""]}).values("title", "og:title"))
        [('A bridge', 'meta og:title')]
        """
        for name in names:
            for value in self.named.get(name, ()):
                if value:
                    yield value, f"meta {name}"

    def distance(self, one: Marked, *, above: int) -> int:
        """How many elements stand between the headline and one; above the headline each counts several times.

        >>> said = Said(heading=10)
        >>> said.distance(Marked("date", "time", position=14), above=2), said.distance(Marked("date", "time"), above=2)
        (4, 20)
        """
        elements = one.position - self.heading
        return elements if elements >= 0 else -above * elements

    def of_kind(self, kind: str) -> Iterator[Marked]:
        """The elements that say that they hold something, in document order."""
        return (one for one in self.marked if one.kind == kind)


def gather(tree: HtmlElement | None) -> Said:
    """One walk for all of it: a walk over a page of a thousand elements costs as much as what is done on the way."""
    said = Said()
    if tree is None:
        return said
    said.language = tree.get("lang") or tree.get(_XML_LANG) or tree.get("xml:lang") or ""
    element: Any
    for position, element in enumerate(tree.iter()):
        tag, get = element.tag, element.get
        if tag in _NAMED_IN_HEAD:
            _gather_head(said, tag, element)
            if tag not in _OF_MICRODATA or get("itemprop") is None:
                continue
        elif tag == "h1" and not said.heading:
            said.heading = position
        if not element.keys() and tag != "time":  # as a third of them
            continue
        told = told_by(tag, get("class"), get("id"), get("itemprop"), get("rel"))
        if told is not None and len(said.marked) < MAX_MARKED:
            said.marked.append(marked(element, told, position))
    return said


def _gather_head(said: Said, tag: str, element: HtmlElement) -> None:
    """What an element of the head says; many pages escape its entities twice."""
    if tag == "meta":
        name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").strip().lower()
        content = element.get("content") or element.get("value") or ""
        if name and content and len(values := said.named.setdefault(name, [])) < MAX_VALUES:
            values.append(fold(unescaped(content)))
    elif tag == "link":
        for rel in (element.get("rel") or "").lower().split():
            said.linked.setdefault(rel, []).append((element.get("href") or "").strip())
    elif tag == "title":
        said.title = said.title or fold(unescaped(element.text_content()))
    elif tag == "base":
        said.base = said.base or (element.get("href") or "").strip()
    elif "ld+json" in (element.get("type") or "").lower():
        said.scripts.append(element.text or "")
