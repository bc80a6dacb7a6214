"""Is the page free to read? By graded evidence; never by phrases alone, which free pages have as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrubber.article import Candidate
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names, vocabulary


def read_access(said: Said) -> list[Candidate[bool]]:
    """The candidates for whether the page is free: what it declares, schema.org's property first."""
    return list(dict.fromkeys(_candidates(said)))


def _candidates(said: Said) -> Iterator[Candidate[bool]]:
    items = (said.items.main, said.items.page)
    given: list[tuple[Any, str]] = [(item.get("isAccessibleForFree"), "json-ld isAccessibleForFree") for item in items]
    given += [(one.says, one.source) for one in said.of_kind("free")]
    given += said.values(*meta_names("access"))
    for value, source in given:
        told = _told(value)
        if told is not None:
            yield Candidate(told, source)


def _told(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    free = vocabulary()["free"]
    return True if word in free["yes"] else False if word in free["no"] else None
