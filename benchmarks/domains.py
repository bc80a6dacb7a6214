"""A fixed fifth of the sites, or half, is held back: what was fitted on the rest is judged on sites it never saw."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from courlan import extract_domain

from benchmarks.corpus import PageSet, TruePage
from benchmarks.errors import BenchmarkError

FOLDS = 5  # one domain in five is held back


def is_held(page: TruePage) -> bool:
    """Whether the page's registered domain is held back: all pages of a site fall on the same side."""
    return fold_of(page) == 0


def fold_of(page: TruePage) -> int:
    """Which of five parts the page's site is in, 0 to 4: a model fitted without that part has never seen the site.

    >>> from pathlib import Path
    >>> urls = ("https://news.bbc.co.uk/1/a", "https://www.bbc.co.uk/", "https://other.example/")
    >>> [fold_of(TruePage("p1", Path(), url=url)) for url in urls]
    [4, 4, 2]
    """
    return _number_of(page) % FOLDS


def is_in_first_half(page: TruePage) -> bool:
    """Whether the page's site is in the first of two halves, in each of which there is half of every fold.

    >>> from pathlib import Path
    >>> urls = ("https://news.bbc.co.uk/1/a", "https://www.bbc.co.uk/", "https://herald.example/")
    >>> [is_in_first_half(TruePage("p1", Path(), url=url)) for url in urls]
    [True, True, False]
    """
    return _number_of(page) // FOLDS % 2 == 0


def _number_of(page: TruePage) -> int:
    return int(sha256(site_of(page).encode()).hexdigest(), 16)


def site_of(page: TruePage) -> str:
    """The registered domain; the host where there is none (an IP address), the page's id where it has no address.

    >>> from pathlib import Path
    >>> [site_of(TruePage("p1", Path(), url=url)) for url in ("https://news.bbc.co.uk/1/a", "http://127.0.0.1/a", None)]
    ['bbc.co.uk', '127.0.0.1', 'p1']
    """
    if not page.url:
        return page.id
    return extract_domain(page.url, fast=False) or urlsplit(page.url).netloc or page.id


PARTS: Mapping[str, Callable[[TruePage], bool]] = {
    "all": lambda _: True,
    "held": is_held,
    "rest": lambda page: not is_held(page),
    "first-half": is_in_first_half,
    "second-half": lambda page: not is_in_first_half(page),
}


def part_of(sets: Sequence[PageSet], part: str) -> tuple[PageSet, ...]:
    """The sets with the pages of one part; a set without such a page falls away. Raises `BenchmarkError` if all do."""
    belongs = PARTS[part]
    parts = [replace(one, pages=tuple(page for page in one.pages if belongs(page))) for one in sets]
    if not any(one.pages for one in parts):
        raise BenchmarkError(f"--part {part}: no page of {', '.join(one.name for one in sets)} is in it")
    return tuple(one for one in parts if one.pages)
