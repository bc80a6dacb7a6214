"""A block's text without its junk runs, which become a block of their own: what stands around them is one paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scrubber.junk import is_junk, junk_runs
from scrubber.page import Link


def lifted(text: str, links: Sequence[Link] = ()) -> tuple[str, tuple[Link, ...], str]:
    """The folded text without its junk runs, its links where they then stand, and the runs.

    A text that is nothing but runs stays as it is.

    >>> lifted("Before " + "a" * 201 + " and after.", [Link(0, 6, "/before"), Link(209, 212, "/and")])[:2]
    ('Before and after.', (Link(start=0, end=6, url='/before'), Link(start=7, end=10, url='/and')))
    """
    runs = junk_runs(text)
    if not runs or is_junk(text):
        return text, tuple(links), ""
    gone = list(_with_spaces(text, runs))
    kept = zip([0, *(end for _, end in gone)], [*(start for start, _ in gone), len(text)], strict=True)
    there = (Link(_moved(link.start, gone), _moved(link.end, gone), link.url) for link in links)
    return (
        "".join(text[start:end] for start, end in kept),
        tuple(link for link in there if link.start < link.end),
        " ".join(text[start:end] for start, end in runs),
    )


def _with_spaces(text: str, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs, each with the space before it, or at the start of the text with the one behind."""
    last = 0
    for start, end in runs:
        before = start > last and text[start - 1] == " "
        last = end if before else end + (text[end : end + 1] == " ")
        yield start - before, last


def _moved(place: int, gone: Iterable[tuple[int, int]]) -> int:
    """Where a place is once the spans before it are gone."""
    return place - sum(min(place, end) - start for start, end in gone if start < place)
