"""What can be fuzzed: a function of bytes, and bytes to begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A part of Scrubber that takes whatever comes."""

    check: Callable[[bytes], None]
    """Raises whatever it likes if something does not hold of an input."""
    seeds: Callable[[], Iterable[bytes]]
    """Inputs that are much like real ones."""
    is_markup: bool = False
    """Whether names of elements and attributes make good inputs."""
