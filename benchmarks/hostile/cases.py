"""All cases, in the order of the scoreboard."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.errors import BenchmarkError
from benchmarks.hostile import broken_pages, bulk, characters, documents, growth, nesting, plain_texts
from benchmarks.hostile.case import Case

_FAMILIES = (broken_pages, bulk, characters, documents, growth, nesting, plain_texts)
CASES = tuple(sorted((case for family in _FAMILIES for case in family.CASES), key=lambda case: case.id))


def choose_cases(ids: Sequence[str]) -> tuple[Case, ...]:
    """The cases of these ids; all of them for none.

    >>> [case.title for case in choose_cases(["P-07"])]
    ['10,000 elements closed in the wrong order']
    >>> choose_cases(["P-99"])
    Traceback (most recent call last):
    benchmarks.errors.BenchmarkError: no case is called P-99; there are P-01 to P-15
    """
    if unknown := set(ids) - {case.id for case in CASES}:
        raise BenchmarkError(
            f"no case is called {', '.join(sorted(unknown))}; there are {CASES[0].id} to {CASES[-1].id}"
        )
    return tuple(case for case in CASES if not ids or case.id in ids)
