"""The figures of metadata on a set: each reader, field by field, and the time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from benchmarks.corpus import PageSet
from benchmarks.metadata.fields import FieldScore
from benchmarks.metadata.readers import Reader
from benchmarks.metadata.scoring import AnswerScore, score_page
from benchmarks.metadata.times import SetTimes, time_readers
from benchmarks.processes import each_page

TIMED_PAGES = 300  # enough for a mean that ten more pages do not move


@dataclass(frozen=True, slots=True)
class FieldQuality:
    """One field over all pages that have truth for it; each value 0 to 1."""

    field: str
    pages: int
    answered: float
    """Share of the pages with any answer."""
    exact: float
    """Share of the pages; where the truth is that there is none, of those without an answer."""
    f1: float
    """Mean over the pages, an answer that is missing being 0."""
    right: float | None
    """Share of the answers that are exact; None where there is no answer."""


@dataclass(frozen=True, slots=True)
class ReaderQuality:
    """What one reader reached on a set, in the fields that it can answer and that have truth."""

    reader: str
    version: str
    fields: tuple[FieldQuality, ...]
    crashes: int
    first_crash: str | None

    def of(self, field: str) -> FieldQuality | None:
        """The figures of this field."""
        return next((one for one in self.fields if one.field == field), None)


@dataclass(frozen=True, slots=True)
class SetMetadata:
    """All readers on one set."""

    name: str
    pages: int
    readers: tuple[ReaderQuality, ...]
    times: SetTimes


def judge_metadata(page_set: PageSet, readers: Sequence[Reader], *, jobs: int, seed: int) -> SetMetadata:
    """Run the readers on the set and sum up; the time is that of a sample, drawn by `seed`, in this process."""
    rows = each_page(partial(score_page, readers=readers), page_set, jobs=jobs, label="metadata")
    columns = zip(readers, zip(*rows, strict=True), strict=True)
    return SetMetadata(
        page_set.name,
        len(page_set.pages),
        tuple(_summarise(reader, scores) for reader, scores in columns),
        time_readers(page_set.sample(TIMED_PAGES, seed=seed), readers),
    )


def _summarise(reader: Reader, scores: Sequence[AnswerScore]) -> ReaderQuality:
    crashes = [score.crash for score in scores if score.crash]
    by_field = {field: [one.fields[field] for one in scores if field in one.fields] for field in reader.fields}
    return ReaderQuality(
        reader.name,
        reader.version,
        tuple(_mean(field, found) for field, found in by_field.items() if found),
        len(crashes),
        crashes[0] if crashes else None,
    )


def _mean(field: str, scores: Sequence[FieldScore]) -> FieldQuality:
    answers = [score.is_exact for score in scores if score.is_answered]
    return FieldQuality(
        field,
        len(scores),
        answered=len(answers) / len(scores),
        exact=fmean(score.is_exact for score in scores),
        f1=fmean(score.quality for score in scores),
        right=fmean(answers) if answers else None,
    )
