"""What kind of page it is, as it says itself."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.article import Candidate
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.json_ld import types_of
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import page_types


def read_page_type(said: Said) -> list[Candidate[str]]:
    """The candidates for the kind of the page, such as `news`, `product` or `forum`; the chosen one first."""
    return distinct(_candidates(said))


def _candidates(said: Said) -> Iterator[Candidate[str]]:
    for item in (said.items.main, said.items.page):
        for kind in types_of(item):
            yield Candidate(page_types().get(kind.lower(), ""), "json-ld @type")
    for value, source in said.values("og:type"):
        yield Candidate(page_types().get(value.lower(), ""), source)
