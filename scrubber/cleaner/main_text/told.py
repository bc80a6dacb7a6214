"""What words tell, learned: how often a word stands on or around content, and how often elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UNTOLD = -1.4  # the log-odds of any block: one in five is content


@dataclass(frozen=True, slots=True, eq=False)
class WordScores:
    """Log-odds that a block is content, by a word."""

    by_word: Mapping[str, float]


class Told(NamedTuple):  # hundreds a page
    """What some words say: log-odds."""

    least: float
    most: float
    mean: float


def told_by(words: Iterable[str], scores: WordScores) -> Told | None:
    """What those of the words that are known say; None if none is.

    >>> told_by(["site", "footer", "main"], WordScores({"footer": -3.0, "main": 1.0}))
    Told(least=-3.0, most=1.0, mean=-1.0)
    """
    by_word = scores.by_word
    found = [by_word[word] for word in words if word in by_word]
    return Told(min(found), max(found), sum(found) / len(found)) if found else None
