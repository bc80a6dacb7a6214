"""What the names of elements tell: which words of ids and class names stand around content, and which do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scrubber.page import Container

UNTOLD = -1.4  # the log-odds of any block: one in five is content
LONGEST_WORD = 19  # letters; longer ones are hashes, or sentences glued together
LONGEST_NAMES = 1000  # characters of all class names of an element that are looked at

_WORD = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True, eq=False)
class NameScores:
    """Log-odds that a block is content, by the words in the names of an element around it."""

    by_word: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of one element's names say: log-odds."""

    least: float
    most: float
    mean: float


def words_of_names(element: Container) -> frozenset[str]:
    """The words in the id and the class names of an element; its `role` and its `itemprop`, marked as such.

    >>> from scrubber.page import Container
    >>> sorted(words_of_names(Container("div", "mainNav2", "site-header__menu", role="navigation")))
    ['header', 'main', 'menu', 'nav', 'role=navigation', 'site']
    """
    return _words(element.identifier, element.classes, element.role, element.itemprop)


def told_by_names(element: Container, scores: NameScores) -> Told | None:
    """What the names of an element say; None if they hold no word that is known."""
    return _told(scores, element.identifier, element.classes, element.role, element.itemprop)


@lru_cache(maxsize=8192)
def _told(scores: NameScores, *names: str) -> Told | None:
    by_word = scores.by_word
    found = [by_word[word] for word in _words(*names) if word in by_word]
    return Told(min(found), max(found), sum(found) / len(found)) if found else None


def _words(identifier: str, classes: str, role: str, itemprop: str) -> frozenset[str]:
    split = _HUMP.sub(" ", f"{identifier} {classes}"[:LONGEST_NAMES]).lower()
    words = {word for word in _WORD.findall(split) if 1 < len(word) <= LONGEST_WORD}
    words.update(_marked("role", role), _marked("prop", itemprop))
    return frozenset(words)


def _marked(attribute: str, value: str) -> Iterable[str]:
    return (f"{attribute}={word}" for word in _WORD.findall(value.lower())[:1])
