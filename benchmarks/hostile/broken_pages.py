"""Pages as they come, with bits flipped, and cut off at every hundredth."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from benchmarks.corpus import read_sets, set_folders
from benchmarks.hostile.case import Bounds, Case, HostilePage, Trial, sized

FLIPPED_PAGES = 10_000
FLIPS = (1, 8, 64, 512)
"""Bits that are flipped in a page, in turns."""
CUT_PAGES = 10
PAGES_A_TRIAL = 50
SECONDS_A_PAGE = 10.0
FIXTURES = Path(__file__).parents[2] / "fixtures"


@cache
def _pages() -> tuple[bytes, ...]:
    """The pages of the sets that `SCRUBBER_BENCH` names; without them the invented ones of the fixtures."""
    folders = set_folders((), os.environ) if "SCRUBBER_BENCH" in os.environ else ()
    if folders:
        return tuple(page.read() for page_set in read_sets(folders) for page in page_set.pages)
    return tuple(path.read_bytes() for path in sorted(FIXTURES.glob("*/*/page.html")))


def flipped(page: bytes, seed: int) -> bytes:
    """A page with some of its bits flipped."""
    draw, spoilt = random.Random(seed), bytearray(page)
    for _ in range(FLIPS[seed % len(FLIPS)] if spoilt else 0):
        spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
    return bytes(spoilt)


def _cut(page: bytes, hundredths: int) -> bytes:
    return page[: len(page) * hundredths // 100]


def _broken(scale: float) -> Iterator[Trial]:
    pages, count = _pages(), sized(FLIPPED_PAGES, scale)
    drawn = random.Random(0).choices(pages, k=count)
    for start in range(0, count, PAGES_A_TRIAL):
        numbers = range(start, min(start + PAGES_A_TRIAL, count))
        trial = (HostilePage(partial(flipped, drawn[number], number), name=f"page {number}") for number in numbers)
        yield Trial("flipped", tuple(trial))
    for number, page in enumerate(drawn[: sized(CUT_PAGES, scale)]):
        cuts = (HostilePage(partial(_cut, page, cut), name=f"at {cut} %") for cut in range(100))
        yield Trial(f"page {number} cut", tuple(cuts))


CASES = (Case("P-15", "pages with flipped bits, and cut at every hundredth", Bounds(seconds=SECONDS_A_PAGE), _broken),)
