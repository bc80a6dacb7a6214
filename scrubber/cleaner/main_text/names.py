"""The words in the names of elements: ids, class names, roles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scrubber.cleaner.main_text.told import Told, WordScores, told_by
from scrubber.page import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrubber.page import Container

LONGEST_WORD = 19  # letters; longer ones are hashes, or sentences glued together
LONGEST_NAMES = 1000  # characters of all class names of an element that are looked at

_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words_of_names(element: Container, first: Block) -> frozenset[str]:
    """The words in the id and the class names of an element; its `role` and its `itemprop`, marked as such.

    An id that is taken from the heading that it begins with, its `first` block, names a subject and is not used.

    >>> from scrubber.page import Container
    >>> menu = Container("div", "mainNav2", "site-header__menu", role="navigation")
    >>> sorted(words_of_names(menu, Block(0, "Home")))
    ['header', 'main', 'menu', 'nav', 'role=navigation', 'site']
    >>> words_of_names(Container("section", "subscribe"), Block(0, "Subscribe", BlockKind.HEADING))
    frozenset()
    """
    return _words(*_names(element, first))


def told_by_names(element: Container, first: Block, scores: WordScores) -> Told | None:
    """What the names of an element say that begins with a block; None if they hold no word that is known."""
    if not (element.classes or element.identifier or element.role or element.itemprop):
        return None  # as of half of all elements
    return _told(scores, *_names(element, first))


def _names(element: Container, first: Block) -> tuple[str, str, str, str]:
    identifier = element.identifier
    if identifier and first.kind is BlockKind.HEADING and "-".join(first.text.lower().split()) == identifier.lower():
        identifier = ""
    return identifier, element.classes, element.role, element.itemprop


@lru_cache(maxsize=8192)
def _told(scores: WordScores, *names: str) -> Told | None:
    return told_by(_words(*names), scores)


def _words(identifier: str, classes: str, role: str, itemprop: str) -> frozenset[str]:
    names = f"{identifier} {classes}"[:LONGEST_NAMES]
    if not names.islower():
        names = _HUMP.sub(" ", names).lower()
    words = [word for word in _WORD.findall(names) if 1 < len(word) <= LONGEST_WORD]
    if role:
        words += _marked("role", role)
    if itemprop:
        words += _marked("prop", itemprop)
    return frozenset(words)


def _marked(attribute: str, value: str) -> Iterable[str]:
    return (f"{attribute}={word}" for word in _WORD.findall(value.lower())[:1])
