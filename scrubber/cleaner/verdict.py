"""What rules say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Verdict(NamedTuple):  # of which a page has hundreds: a frozen dataclass takes three times as long to make
    """What one rule says of one block."""

    block: int
    keep: bool
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What one rule says of the whole page: text may be missing, for this reason."""

    warning: str


@dataclass(frozen=True, slots=True)
class Confidence:
    """What the choice of the main text says of itself: the word F1 to be expected of it, 0 to 1."""

    f1: float


@dataclass(frozen=True, slots=True)
class Overruled:
    """A rule that went over its budget, with what it had said: none of it stands."""

    rule: str
    message: str
    verdicts: tuple[Verdict, ...]


Said = Verdict | Note | Confidence
