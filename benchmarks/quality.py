"""The figures of a set: means, pools, page types, intervals and the pages where a system falls behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.bootstrap import Interval, Numbers, mean_interval, pooled_interval, resample_pages
from benchmarks.corpus import PageSet
from benchmarks.measures import SnippetCounts, WordScore, mean_words, pool_snippets
from benchmarks.scoring import PageScore, score_set
from benchmarks.systems import System

WORST_PAGES = 5  # a system; a screenful with several of them
FAR = 0.2  # of F1: a page that is so far behind has lost a part of its text, or is drowned in noise

Scores = Sequence[PageScore]


@dataclass(frozen=True, slots=True)
class SnippetQuality:
    """All snippets of a set in one pot; each value 0–1."""

    f1: float
    found_rate: float
    leak_rate: float


@dataclass(frozen=True, slots=True)
class TypeQuality:
    """Mean word F1 on the pages of one type."""

    type: str
    pages: int
    f1: float


@dataclass(frozen=True, slots=True)
class WorstPage:
    """A page where the first system is better."""

    id: str
    first_f1: float
    f1: float


@dataclass(frozen=True, slots=True)
class FarBehind:
    """How many pages are far behind the first system: what it would cost to change over."""

    type: str
    """A page type; empty: all pages."""
    pages: int
    behind: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system against the first one listed, on the same pages."""

    words: Interval | None
    snippets: Interval | None
    worst: tuple[WorstPage, ...]
    far_behind: tuple[FarBehind, ...]


@dataclass(frozen=True, slots=True)
class SystemQuality:
    """What one system reached on a set; None where the set cannot say."""

    system: str
    words: WordScore | None
    snippets: SnippetQuality | None
    snippets_in_any_case: SnippetQuality | None
    types: tuple[TypeQuality, ...]
    empty: int
    """Pages with an empty answer, the crashed ones among them."""
    crashes: int
    first_crash: str | None
    against_first: Comparison | None
    """None for the first system itself."""

    @property
    def f1(self) -> float:
        """The set's headline figure: word F1, else snippet F1."""
        return self.words.f1 if self.words else self.snippets.f1 if self.snippets else 0.0


@dataclass(frozen=True, slots=True)
class SetQuality:
    """All systems on one set, the first being the one that others are compared with."""

    name: str
    pages: int
    systems: tuple[SystemQuality, ...]


def judge_set(
    page_set: PageSet, systems: Sequence[System], *, jobs: int, seed: int, block_models: Path | None = None
) -> SetQuality:
    """Run the systems on the set and sum up; the same seed gives the same intervals."""
    names = [system.name for system in systems]
    return judge_scores(page_set, names, score_set(page_set, systems, jobs=jobs, block_models=block_models), seed=seed)


def judge_scores(page_set: PageSet, names: Sequence[str], scores: Sequence[Scores], *, seed: int) -> SetQuality:
    """Sum up what the systems of these names scored on the pages of the set."""
    first, *others = scores
    draws = resample_pages(len(page_set.pages), seed=seed)
    comparisons = [None, *(_compare(page_set, one, first=first, draws=draws) for one in others)]
    return SetQuality(
        page_set.name,
        len(page_set.pages),
        tuple(
            _summarise(page_set, name, one, comparison)
            for name, one, comparison in zip(names, scores, comparisons, strict=True)
        ),
    )


def _summarise(page_set: PageSet, system: str, scores: Scores, comparison: Comparison | None) -> SystemQuality:
    crashes = [score.crash for score in scores if score.crash]
    folded = page_set.has_snippets and page_set.types  # only typed sets note snippets without regard to case
    return SystemQuality(
        system=system,
        words=mean_words(_words(scores)) if page_set.has_text else None,
        snippets=_pool([score.snippets for score in scores]) if page_set.has_snippets else None,
        snippets_in_any_case=_pool([score.snippets_in_any_case for score in scores]) if folded else None,
        types=_by_type(page_set, scores) if page_set.has_text else (),
        empty=sum(score.is_empty for score in scores),
        crashes=len(crashes),
        first_crash=crashes[0] if crashes else None,
        against_first=comparison,
    )


def _words(scores: Scores) -> list[WordScore]:
    return [score.words for score in scores if score.words]


def _pool(counts: Sequence[SnippetCounts]) -> SnippetQuality:
    pooled = pool_snippets(counts)
    return SnippetQuality(pooled.f1, pooled.found_rate, pooled.leak_rate)


def _by_type(page_set: PageSet, scores: Scores) -> tuple[TypeQuality, ...]:
    values = {
        name: [score.f1 for page, score in zip(page_set.pages, scores, strict=True) if page.type == name]
        for name in page_set.types
    }
    return tuple(TypeQuality(name, len(f1s), fmean(f1s)) for name, f1s in values.items())


def _compare(page_set: PageSet, scores: Scores, *, first: Scores, draws: Numbers) -> Comparison:
    words = snippets = None
    if page_set.has_text:
        words = mean_interval([one.f1 for one in scores], [one.f1 for one in first], draws)
    if page_set.has_snippets:
        snippets = pooled_interval([one.snippets for one in scores], [one.snippets for one in first], draws)
    return Comparison(words, snippets, _worst_pages(page_set, scores, first), _far_behind(page_set, scores, first))


def _far_behind(page_set: PageSet, scores: Scores, first: Scores) -> tuple[FarBehind, ...]:
    found = []
    for name in ("", *page_set.types):
        of_type = [
            best.f1 - score.f1
            for page, best, score in zip(page_set.pages, first, scores, strict=True)
            if not name or page.type == name
        ]
        found.append(FarBehind(name, len(of_type), sum(lost > FAR for lost in of_type)))
    return tuple(found)


def _worst_pages(page_set: PageSet, scores: Scores, first: Scores) -> tuple[WorstPage, ...]:
    pages = [
        WorstPage(page.id, best.f1, score.f1) for page, best, score in zip(page_set.pages, first, scores, strict=True)
    ]
    behind = sorted((page for page in pages if page.f1 < page.first_f1), key=lambda page: page.f1 - page.first_f1)
    return tuple(behind[:WORST_PAGES])
