"""Elements that say what they hold: by `itemprop`, by `rel`, by their class or id, or by being a `<time>`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from scrubber.cleaner.element_words import words_of_names
from scrubber.cleaner.wording import phrases
from scrubber.words import fold

MAX_CHARACTERS = 400  # of the text of an element that holds one thing; a longer one is an article or a list
MAX_PIECES = 30
MAX_CLASSES, MAX_ID = 1000, 200  # characters of names that are looked at
MAX_LABEL = 60  # characters right before a date that say what it is of
MAX_AROUND = 5  # elements around one whose names say that it stands aside; those further out are of the whole page

AUTHOR, DATE, TAG = "author", "date", "tag"
_BY_NAME = (AUTHOR, DATE, TAG)

_ITEMPROPS = {
    "author": AUTHOR, "creator": AUTHOR, "datepublished": DATE, "datecreated": DATE, "datemodified": DATE,
    "keywords": TAG, "headline": "headline", "articlesection": "section", "publisher": "publisher",
    "image": "image", "inlanguage": "language", "license": "license", "isaccessibleforfree": "free",
}  # fmt: skip
_OF_A_LINK = {"author": AUTHOR, "tag": TAG, "license": "license"}
_ROOTS = frozenset({"html", "body", "main"})
_NO_TEXT = frozenset({"script", "style", "svg", "template"})


@dataclass(frozen=True, slots=True)
class Marked:
    """An element that says what it holds, as strings."""

    kind: str
    """`author`, `date`, `tag`, or the `itemprop`."""
    source: str
    """`itemprop datePublished`, `rel author`, `class byline`, `time`."""
    pieces: tuple[str, ...] = ()
    """The texts inside, one by one; a link is one."""
    value: str = ""
    """What its `content` or `datetime` attribute says."""
    position: int = 0
    """How many elements stand before it."""
    own: frozenset[str] = frozenset()
    """The words of its class names and its id."""
    around: frozenset[str] = frozenset()
    """Those of the nearest elements around it, and the tags of all."""
    link: str = ""
    """Where it leads, if it is a link."""
    before: str = ""
    """The end of the text right before a date: "Updated "."""

    @property
    def text(self) -> str:
        """All pieces."""
        return " ".join(self.pieces)

    @property
    def says(self) -> str:
        """What it holds: what its attribute says, else its text."""
        return self.value or self.text

    @property
    def is_aside(self) -> bool:
        """Whether it belongs to something else than the article: a comment, a teaser, a picture."""
        aside = phrases("aside-element").words
        return not aside.isdisjoint(self.own) or not aside.isdisjoint(self.around)

    @property
    def is_marginal(self) -> bool:
        """Whether it stands in a sidebar, a card or a footer, which is not that of the article."""
        margin = phrases("margin-element").words & (self.own | self.around)
        return bool(margin - {"footer"}) or ("footer" in margin and "article" not in self.around)


@lru_cache(maxsize=8192)
def told_by(
    tag: str, classes: str | None, identifier: str | None, itemprop: str | None, rel: str | None
) -> tuple[str, str] | None:
    """What kind of thing an element says that it holds, and how it says so.

    >>> told_by("p", "c-article__byline", None, None, None), told_by("a", None, None, None, "author nofollow")
    (('author', 'class byline'), ('author', 'rel author'))
    >>> told_by("p", "authority", None, None, None)
    """
    for name in itemprop.split() if itemprop else ():
        if (kind := _ITEMPROPS.get(name.lower())) is not None:
            return kind, f"itemprop {name}"
    for name in rel.lower().split() if rel and tag in {"a", "span"} else ():
        if name in _OF_A_LINK:
            return _OF_A_LINK[name], f"rel {name}"
    if tag == "time":
        return DATE, "time"
    words = _words(classes, identifier)
    if words.isdisjoint(_telling_words()):
        return None
    for kind in _BY_NAME:
        if found := words & phrases(f"{kind}-element").words:
            return kind, f"class {min(found)}"
    return None


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(word for kind in _BY_NAME for word in phrases(f"{kind}-element").words)


def _words(classes: str | None, identifier: str | None) -> frozenset[str]:
    return words_of_names(f"{(classes or '')[:MAX_CLASSES]} {(identifier or '')[:MAX_ID]}")


def marked(element: Any, told: tuple[str, str], position: int) -> Marked:
    """An element of a tree, with what it says that it holds."""
    kind, source = told
    value = element.get("content") or element.get("datetime") or ""
    if kind == AUTHOR and source.startswith("itemprop"):
        value = value or _name_inside(element)
    return Marked(
        kind,
        source,
        _pieces(element),
        fold(value),
        position,
        _words(element.get("class"), element.get("id")),
        _around(element),
        element.get("href") or element.get("src") or "",
        _before(element) if kind == DATE else "",
    )


def _before(element: Any) -> str:
    """The end of the text between an element and the start of the one around it, or the text of its neighbour."""
    neighbour = element.getprevious()
    if neighbour is None:
        parent = element.getparent()
        text = "" if parent is None else parent.text
    else:
        is_label = not (neighbour.tail or "").strip() and isinstance(neighbour.tag, str) and not len(neighbour)
        text = neighbour.text if is_label else neighbour.tail
    return fold((text or "")[-MAX_LABEL:])


def _around(element: Any) -> frozenset[str]:
    ancestors = list(element.iterancestors())
    words = {ancestor.tag for ancestor in ancestors}
    for distance, ancestor in enumerate(ancestors):
        if distance < MAX_AROUND and ancestor.tag not in _ROOTS:
            words |= _words(ancestor.get("class"), ancestor.get("id"))
        words |= set((ancestor.get("itemprop") or "").lower().split())
    return frozenset(words)


def _name_inside(element: Any) -> str:
    """The `name` of a microdata item."""
    for inner in islice(element.iter(), MAX_PIECES):
        if inner is not element and "name" in (inner.get("itemprop") or "").split():
            return fold(inner.get("content") or inner.text_content())
    return ""


def _pieces(element: Any) -> tuple[str, ...]:
    """None if they are too many, or too long for what the element says that it is."""
    found: list[str] = []
    length = 0
    for text in islice(_texts(element), 4 * MAX_PIECES):
        if piece := fold(text):
            length += len(piece)
            if length > MAX_CHARACTERS or len(found) == MAX_PIECES:
                return ()
            found.append(piece)
    return tuple(found)


def _texts(element: Any) -> Iterator[str]:
    from lxml.etree import iterwalk

    if not len(element):
        yield element.text or ""
        return
    walk = iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            if inner is not element:
                yield inner.tail or ""
        elif inner.tag in _NO_TEXT or inner.tag == "a":
            yield "" if inner.tag in _NO_TEXT else inner.text_content()
            walk.skip_subtree()
        else:
            yield inner.text or ""
