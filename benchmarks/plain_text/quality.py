"""The figures of plain text on a set: quality by view, by country, on the half-clean, on the clean, and the time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from benchmarks.corpus import PageSet, TruePage
from benchmarks.plain_text.clean_texts import ARTICLE, CleanCounts, CleanText, score_clean_texts
from benchmarks.plain_text.cleaners import Cleaner, FlatPage
from benchmarks.plain_text.cropping import CropCounts
from benchmarks.plain_text.scoring import CROP, ViewScores, flat_page, score_views, text_of
from benchmarks.quality import SetQuality, judge_scores
from benchmarks.rule_times import text_memos
from benchmarks.speed import SetSpeed, time_calls

TIMED_VIEW = "wet"
TIMED_PAGES = 300  # enough for a mean that ten more pages do not move
OURS, RIVAL = "scrubber", "c4"  # the two that are compared country by country

_COUNTRY = re.compile(r"([a-z]{2,3})_\w")


@dataclass(frozen=True, slots=True)
class CountryQuality:
    """Mean word F1 of the two on the pages of one country."""

    country: str
    pages: int
    f1: float
    rival_f1: float


@dataclass(frozen=True, slots=True)
class ViewCountries:
    """All countries of a set under one view."""

    name: str
    countries: tuple[CountryQuality, ...]

    @property
    def not_better(self) -> int:
        """The countries where Scrubber is not better than its rival."""
        return sum(one.f1 <= one.rival_f1 for one in self.countries)


@dataclass(frozen=True, slots=True)
class CleanerCrop:
    """One cleaner on half-clean text, all pages in one pot."""

    cleaner: str
    counts: CropCounts


@dataclass(frozen=True, slots=True)
class SetCrop:
    """All cleaners on the half-clean text of a set, or of its articles."""

    name: str
    pages: int
    cleaners: tuple[CleanerCrop, ...]


@dataclass(frozen=True, slots=True)
class CleanerClean:
    """One cleaner on the clean text, all texts in one pot."""

    cleaner: str
    counts: CleanCounts


@dataclass(frozen=True, slots=True)
class RegimeQuality:
    """How often Scrubber tells a page from a body."""

    view: str
    texts: int
    right: int


@dataclass(frozen=True, slots=True)
class SetText:
    """All cleaners on one set; what the set cannot say is empty."""

    name: str
    views: tuple[SetQuality, ...]
    countries: tuple[ViewCountries, ...]
    crops: tuple[SetCrop, ...]
    clean: tuple[CleanerClean, ...]
    regimes: tuple[RegimeQuality, ...]
    speed: SetSpeed


def judge_text(
    page_set: PageSet, cleaners: Sequence[Cleaner], views: Sequence[str], *, jobs: int, seed: int
) -> SetText:
    """Flatten the set, clean it, and sum up."""
    if page_set.has_text:  # its snippets say less, and a flattened sentence may be broken
        page_set = replace(page_set, pages=tuple(replace(page, required=(), forbidden=()) for page in page_set.pages))
    else:
        views = [TIMED_VIEW]
    rows = score_views(page_set, views, cleaners, jobs=jobs)
    columns = list(zip(views, zip(*rows, strict=True), strict=True))
    clean = score_clean_texts(page_set, cleaners, jobs=jobs, seed=seed)
    names = [cleaner.name for cleaner in cleaners]
    judged = [(view, *_seen(page_set, view, column)) for view, column in columns]
    judged = [one for one in judged if one[1].pages]
    return SetText(
        name=page_set.name,
        views=tuple(_judge_view(pages, names, scores, seed=seed) for _, pages, scores in judged),
        countries=tuple(_countries(pages, names, scores) for _, pages, scores in judged if _has_both(pages, names)),
        crops=tuple(one for view, pages, scores in judged if view == CROP for one in _crops(pages, names, scores)),
        clean=_clean(names, clean),
        regimes=tuple(_regimes(judged, clean)),
        speed=_time(page_set.sample(TIMED_PAGES, seed=seed), cleaners),
    )


def _seen(page_set: PageSet, view: str, column: Sequence[ViewScores | None]) -> tuple[PageSet, list[ViewScores]]:
    """The pages that have this view, and what was scored on them."""
    pages = tuple(page for page, scores in zip(page_set.pages, column, strict=True) if scores)
    return PageSet(f"{page_set.name}, {view}", pages), [scores for scores in column if scores]


def _judge_view(pages: PageSet, names: Sequence[str], scores: Sequence[ViewScores], *, seed: int) -> SetQuality:
    return judge_scores(pages, names, list(zip(*(one.scores for one in scores), strict=True)), seed=seed)


def country_of(page: TruePage) -> str | None:
    """The country that the page's id opens with.

    >>> from pathlib import Path
    >>> [country_of(TruePage(name, Path())) for name in ("at_Paper_2025", "isl_Paper", "0001", "atlas")]
    ['at', 'isl', None, None]
    """
    found = _COUNTRY.match(page.id)
    return found[1] if found else None


def _has_both(pages: PageSet, names: Sequence[str]) -> bool:
    told = pages.has_text and not pages.types and all(map(country_of, pages.pages))
    return told and {OURS, RIVAL} <= set(names)


def _countries(pages: PageSet, names: Sequence[str], scores: Sequence[ViewScores]) -> ViewCountries:
    ours, rivals = names.index(OURS), names.index(RIVAL)
    found: dict[str, list[ViewScores]] = {}
    for page, one in zip(pages.pages, scores, strict=True):
        found.setdefault(country_of(page) or "", []).append(one)
    countries = (
        CountryQuality(
            country, len(rows), fmean(row.scores[ours].f1 for row in rows), fmean(row.scores[rivals].f1 for row in rows)
        )
        for country, rows in sorted(found.items())
    )
    return ViewCountries(pages.name, tuple(countries))


def _crops(pages: PageSet, names: Sequence[str], scores: Sequence[ViewScores]) -> Iterable[SetCrop]:
    """All pages, then the articles alone where there are other types, which have most of the lines."""
    rows = [one.crops for one in scores if one.crops]
    yield _crop(pages.name, names, rows)
    types = [page.type for page in pages.pages]
    if ARTICLE in types and len(set(types)) > 1:
        articles = [row for row, kind in zip(rows, types, strict=True) if kind == ARTICLE]
        yield _crop(f"{pages.name}, articles only", names, articles)


def _crop(title: str, names: Sequence[str], rows: Sequence[Sequence[CropCounts]]) -> SetCrop:
    pooled = (sum(column, CropCounts()) for column in zip(*rows, strict=True))
    return SetCrop(title, len(rows), tuple(map(CleanerCrop, names, pooled)))


def _clean(names: Sequence[str], texts: Sequence[CleanText]) -> tuple[CleanerClean, ...]:
    if not texts:
        return ()
    columns = zip(*(text.counts for text in texts), strict=True)
    return tuple(CleanerClean(name, sum(one, CleanCounts())) for name, one in zip(names, columns, strict=True))


def _regimes(
    judged: Iterable[tuple[str, PageSet, Sequence[ViewScores]]], clean: Sequence[CleanText]
) -> Iterable[RegimeQuality]:
    told = [(view, [one.regime_is_right for one in scores]) for view, _, scores in judged]
    for view, rights in (*told, ("clean text", [text.regime_is_right for text in clean])):
        asked = [right for right in rights if right is not None]
        if asked:
            yield RegimeQuality(view, len(asked), sum(asked))


def _time(page_set: PageSet, cleaners: Sequence[Cleaner]) -> SetSpeed:
    timed = replace(page_set, name=f"{page_set.name}, {TIMED_VIEW}")
    calls = {cleaner.name: cleaner.clean for cleaner in cleaners}
    return time_calls(timed, calls, flattened_anew, reference=cleaners[0].name)


def flattened_anew(page: TruePage) -> FlatPage:
    """The page's text, and nothing of it remembered from before."""
    for memo in text_memos():
        memo.cache_clear()
    source = page.read()
    return flat_page(page, source, text_of(TIMED_VIEW, source))
