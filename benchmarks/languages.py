"""Quality by language: each language of a set judged as a set of its own, in the same run for all systems."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.corpus import PageSet, TruePage
from benchmarks.processes import each_page
from benchmarks.quality import Scores, SetQuality, judge_scores
from benchmarks.scoring import score_page
from benchmarks.systems import System
from benchmarks.tables import Table, difference_cells, share

MIN_PAGES_OF_INTERVAL = 10  # of fewer an interval would say more than it knows
UNKNOWN = "?"
_SAME = {"nb": "no", "nn": "no"}  # Norwegian is declared under three names


@dataclass(frozen=True, slots=True)
class SetLanguages:
    """All systems on the pages of each language of a set, the most frequent first."""

    name: str
    languages: tuple[SetQuality, ...]
    """Each named by its tag; pages that neither declare one nor tell it are of none, "?"."""


def judge_languages(
    page_set: PageSet, systems: Sequence[System], *, jobs: int, seed: int, block_models: Path | None = None
) -> SetLanguages:
    """Run the systems on the set, and sum up by language."""
    measure = partial(_told_and_scored, systems=systems, block_models=block_models)
    told = tuple(each_page(measure, page_set, jobs=jobs, label="languages"))
    tags = [tag for tag, _ in told]
    return SetLanguages(
        page_set.name,
        tuple(
            _judge(page_set, systems, tag, [scores if own == tag else None for own, scores in told], seed=seed)
            for tag in sorted(set(tags), key=lambda tag: (-tags.count(tag), tag))
        ),
    )


def _judge(
    page_set: PageSet, systems: Sequence[System], tag: str, scores: Sequence[Scores | None], *, seed: int
) -> SetQuality:
    """The quality on the pages that have scores."""
    pages = tuple(page for page, own in zip(page_set.pages, scores, strict=True) if own is not None)
    by_system = tuple(zip(*(own for own in scores if own is not None), strict=True))
    return judge_scores(replace(page_set, name=tag, pages=pages), [one.name for one in systems], by_system, seed=seed)


def _told_and_scored(page: TruePage, systems: Sequence[System], block_models: Path | None) -> tuple[str, Scores]:
    return language_of(page.read()), score_page(page, systems, block_models)


def language_of(source: bytes) -> str:
    """The language of a page as Scrubber's metadata has it: as declared, unless the text says that it is another.

    >>> language_of(b"<html lang=nb-NO><p>Kort."), language_of(b"<html><p>8:15")
    ('no', '?')
    """
    from scrubber import scrub

    tag = (scrub(source, kind="html").metadata.language or UNKNOWN).lower().partition("-")[0]
    return _SAME.get(tag, tag)


def languages_table(found: SetLanguages) -> Table:
    """A row for each language: the systems, and how far each of the others is from the first."""
    first, *others = found.languages[0].systems
    measure = "word F1" if first.words else "snippet F1"
    return Table(
        f"{found.name}: {measure} by language",
        ("language", "pages", *(row.system for row in (first, *others)), *("difference", "interval") * len(others)),
        tuple(_row(one) for one in found.languages),
    )


def _row(one: SetQuality) -> tuple[str, ...]:
    cells = [one.name, str(one.pages), *(share(row.f1) for row in one.systems)]
    for row in one.systems[1:]:
        against = row.against_first
        interval = against and (against.words or against.snippets)
        difference, bounds = difference_cells(interval) if interval else ("", "")
        cells += difference, bounds if one.pages >= MIN_PAGES_OF_INTERVAL else ""
    return tuple(cells)
