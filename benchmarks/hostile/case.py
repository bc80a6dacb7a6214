"""What a hostile case is: trials of made pages, what must hold of each text, and what it may cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Literal

Check = Callable[[str], str | None]
"""What is wrong with a text; None if nothing is."""
Form = Literal["html", "any", "text"]
"""What the pages of a case are: HTML; bytes that may be anything; plain text, which the peers do not take."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class HostilePage:
    """A page, made when it is run."""

    make: Callable[[], bytes]
    checks: tuple[Check, ...] = ()
    name: str = ""
    """What it is called beside the others of its trial."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Pages that are run one after the other in one process; those of growing size if growth is bounded."""

    name: str
    pages: tuple[HostilePage, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a page may cost; None where there is no bound."""

    seconds: float | None = None
    """CPU seconds a page."""
    seconds_a_megabyte: float | None = None
    exponent: float | None = None
    """Of CPU time over size: 1 is linear, 2 quadratic."""
    times_input: float | None = None
    """Peak memory over what was held before, as a multiple of the input."""
    peak_bytes: int | None = None
    """Peak memory of the whole process."""
    touches: int | None = None
    """Files opened and connections made at the page's bidding."""


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the scoreboard."""

    id: str
    title: str
    bounds: Bounds
    trials: Callable[[float], Iterable[Trial]]
    """The trials at a scale: 1 is the whole case, less is smaller sizes and fewer pages."""
    form: Form = "html"
    cpu_seconds: int = 30
    """After which a trial is ended: more than its bounds allow all of its pages."""
    may_fall_back: bool = False
    """Whether a text that only a fallback gave counts, and is said to be one."""


def sized(size: int, scale: float) -> int:
    """A size or a number at a scale.

    >>> sized(100_000, 0.05), sized(3, 0.05)
    (5000, 1)
    """
    return max(1, round(size * scale))


def one_page(name: str, make: Callable[[], bytes], *checks: Check) -> Trial:
    """A trial of one page."""
    return Trial(name, (HostilePage(make, checks),))


def growing(name: str, make: Callable[[int], bytes], largest: int, *checks: Check) -> Trial:
    """A trial of pages of n, 2n and 4n bytes, the last of them the largest."""
    return Trial(
        name, tuple(HostilePage(partial(make, size), checks) for size in (largest // 4, largest // 2, largest))
    )
