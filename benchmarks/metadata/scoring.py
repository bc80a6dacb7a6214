"""An answer against the truth of its page, field by field; fields without truth do not count."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import TruePage
from benchmarks.metadata.agreement import folded, language_key, name_set, set_f1, site_key, tag_set, words_f1
from benchmarks.metadata.answers import SILENT, GivenPage, MetadataAnswer
from benchmarks.metadata.dates import read_date
from benchmarks.metadata.fields import FieldScore, all_or_nothing
from benchmarks.metadata.image_scores import (
    score_captions,
    score_credits,
    score_images,
    score_images_found,
    score_lead_image,
)
from benchmarks.metadata.readers import Reader
from benchmarks.metadata.truth import TrueMetadata
from benchmarks.systems import attempt

Judge = Callable[[MetadataAnswer, TrueMetadata], FieldScore | None]


@dataclass(frozen=True, slots=True)
class AnswerScore:
    """How one answer compares with the truth of its page."""

    fields: Mapping[str, FieldScore]
    """By name, those with truth only."""
    crash: str | None = None


def score_page(page: TruePage, readers: Sequence[Reader]) -> tuple[AnswerScore, ...]:
    """The scores of all readers on one page; a crash is an empty answer."""
    given = GivenPage(page.read(), page.url)
    scores = []
    for reader in readers:
        answer, crash = attempt(reader.read, given)
        scores.append(AnswerScore(score_answer(answer or SILENT, page.metadata, reader.fields), crash))
    return tuple(scores)


def score_answer(answer: MetadataAnswer, truth: TrueMetadata, fields: Sequence[str]) -> dict[str, FieldScore]:
    """The scores in those of these fields that have truth."""
    scores = ((field, JUDGES[field](answer, truth)) for field in fields)
    return {field: score for field, score in scores if score is not None}


def _title(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    return _text(answer.title, truth.title)


def _description(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    return _text(answer.description, truth.description)


def _text(answer: str | None, truth: str | None) -> FieldScore | None:
    if not truth:
        return None
    return FieldScore(bool(answer), words_f1(answer, truth), folded(answer) == folded(truth))


def _authors(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    if not truth.authors:
        return None
    names, wanted = name_set(answer.authors), name_set(truth.authors)
    return FieldScore(bool(names), set_f1(names, wanted), names == wanted)


def _authors_none(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    return _silence(answer.authors) if truth.authors == () else None


def _date(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    if not truth.date:
        return None
    answered, wanted = read_date(answer.date), read_date(truth.date)
    days = wanted.days_anywhere if wanted and truth.is_zone_unknown else wanted.days if wanted else frozenset()
    is_right = answered is not None and not days.isdisjoint(answered.days)
    return all_or_nothing(is_answered=bool(answer.date), is_right=is_right)


def _instant(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    wanted = read_date(truth.date)
    if wanted is None or wanted.instant is None:
        return None
    answered = read_date(answer.date)
    if answered is None or answered.instant is None:
        return all_or_nothing(is_answered=False, is_right=False)
    return all_or_nothing(is_answered=True, is_right=answered.is_at(wanted))


def _date_none(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    return _silence(answer.date) if truth.date == "" else None


def _silence(answer: Sequence[str] | None) -> FieldScore:
    return all_or_nothing(is_answered=bool(answer), is_right=not answer)


def _site(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    if not truth.site:
        return None
    name, wanted = site_key(answer.site), site_key(truth.site)
    is_alike = name == wanted or (bool(name) and (name in wanted or wanted in name))
    return FieldScore(bool(name), float(is_alike), name == wanted)


def _lang(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    if not truth.lang:
        return None
    language = language_key(answer.lang)
    return all_or_nothing(is_answered=bool(language), is_right=language == language_key(truth.lang))


def _tags(answer: MetadataAnswer, truth: TrueMetadata) -> FieldScore | None:
    if not truth.tags:
        return None
    tags, wanted = tag_set(answer.tags), tag_set(truth.tags)
    return FieldScore(bool(tags), set_f1(tags, wanted), tags == wanted)


JUDGES: Mapping[str, Judge] = {
    "title": _title,
    "authors": _authors,
    "authors_none": _authors_none,
    "date": _date,
    "instant": _instant,
    "date_none": _date_none,
    "site": _site,
    "lang": _lang,
    "tags": _tags,
    "description": _description,
    "lead_image": score_lead_image,
    "images": score_images,
    "images_found": score_images_found,
    "captions": score_captions,
    "credits": score_credits,
}
