"""The values that a page gives for a field, and where it gives them."""

from __future__ import annotations

from collections.abc import Iterable

from scrubber.article import Candidate, Value


def distinct(candidates: Iterable[Candidate[Value]]) -> list[Candidate[Value]]:
    """The candidates that say something, each value once, from its first source.

    >>> distinct([Candidate("", "h1"), Candidate("A bridge", "title"), Candidate("A bridge", "meta og:title")])
    [Candidate(value='A bridge', source='title')]
    """
    first: dict[Value, Candidate[Value]] = {}
    for candidate in candidates:
        if candidate.value:
            first.setdefault(candidate.value, candidate)
    return list(first.values())
