"""When it was published and when it was changed. A date is never invented: of many dates on a page, only one that
is marked as its own, or stands where such a date stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from scrubber.article import Candidate
from scrubber.cleaner.dates import Order, date_in, moment_of
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.marks import DATE, Marked
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names
from scrubber.cleaner.wording import phrases, words_of
from scrubber.page import Block

FIRST_YEAR_OF_WEB = "1990"
ABOVE = 2  # a date follows its headline; one above it is as far as one twice as far below
NEAR = 120  # elements between a headline and its date
MAX_TIMES = 12
LENGTH_OF_DAY, LENGTH_OF_TIME = len("2024-05-03"), len("2024-05-03T10:14:00")
QUARTER, MAX_AHEAD = timedelta(minutes=15), timedelta(hours=14)
MAX_WORDS = 30  # of a line or an element that gives the date of its page

_MACHINES = ("json-ld", "meta", "itemprop", "time")
_NOT_CHANGED = frozenset({"published", "pubdate"})  # many pages name an element for both until there is a change
_FIGURE = re.compile(r"\d")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")
_COMPACT_IN_URL = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
# "27.1.2022 – The council …", "Pressemitteilung vom 25. Januar 2022 | …"
_OPENS_WITH_DATE = re.compile(r"(?:\w+ (?:vom|of|du|del|van) )?(?:[\d./]{6,10}|\d{1,2}\.? [^.]{0,20}\d{4})\s?[-–—:|]\s")


def read_dates(
    said: Said, lines: Sequence[Block], url: str | None, order: Order | None
) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """The candidates for the date of publication and for that of the last change, the best first."""
    published = [one for one in _published(said, lines, url, order) if one.value[:4] >= FIRST_YEAR_OF_WEB]
    modified = [one for one in _modified(said, lines, order) if one.value[:4] >= FIRST_YEAR_OF_WEB]
    return _most_exact_first(distinct(published)), distinct(modified)


def _most_exact_first(found: list[Candidate[str]]) -> list[Candidate[str]]:
    """The first, with the time and zone that others of the same day give; in the zone of the page, if that shows."""
    if not found:
        return []
    best = found[0]
    same = [one for one in found if one.value[:10] == best.value[:10] and one.source.startswith(_MACHINES)]
    best = max([best, *same], key=lambda one: len(one.value) > LENGTH_OF_DAY and 1 + (len(one.value) > LENGTH_OF_TIME))
    for other in found:
        if (moved := _as_shown(best.value, other.value)) is not None:
            best = best._replace(value=moved)
            break
    return [best, *(one for one in found if one.source != best.source or one.value[:10] != best.value[:10])]


def _as_shown(moment: str, other: str) -> str | None:
    """A moment in UTC as the page shows it, if another of its dates is the same moment: in another zone, or in local
    time, whole quarters of an hour away.

    >>> _as_shown("2019-10-18T22:04:00+00:00", "2019-10-19T00:04")
    '2019-10-19T00:04:00+02:00'
    >>> _as_shown("2019-10-18T22:04:00+00:00", "2019-10-19T00:07")
    >>> _as_shown("2019-10-18T22:04:00+00:00", "2019-10-19T00:04:00+02:00")
    '2019-10-19T00:04:00+02:00'
    """
    if not moment.endswith("+00:00") or len(other) <= LENGTH_OF_DAY:
        return None
    first, second = datetime.fromisoformat(moment), datetime.fromisoformat(other)
    local = second.replace(tzinfo=UTC)
    ahead = local - first.replace(second=local.second if local.second == 0 else first.second)
    is_zone = abs(ahead) <= MAX_AHEAD and ahead and ahead % QUARTER == timedelta()
    if not is_zone or (second.tzinfo is not None and second.utcoffset() != ahead):
        return None
    return first.astimezone(timezone(ahead)).isoformat()


def _published(said: Said, lines: Sequence[Block], url: str | None, order: Order | None) -> Iterator[Candidate[str]]:
    items = said.items
    yield from _of_items((items.main,), ("datePublished",), said, order)
    yield from _of_meta(said, meta_names("published"), order)
    yield from _marked(said, order, "itemprop datePublished")
    yield from _shown(said, lines, order)
    yield from _of_meta(said, meta_names("dated"), order)
    yield from _in_url(url)
    yield from _of_items((items.main, items.page), ("datePublished", "dateCreated", "uploadDate"), said, order)
    yield from _marked(said, order, "itemprop dateCreated")


def _modified(said: Said, lines: Sequence[Block], order: Order | None) -> Iterator[Candidate[str]]:
    yield from _of_items((said.items.main, said.items.page), ("dateModified",), said, order)
    yield from _of_meta(said, meta_names("modified"), order)
    yield from _marked(said, order, "itemprop dateModified")
    for one in _of_article(said):
        if _is_change(one) and (moment := _moment(one, order)):
            yield Candidate(moment, one.source)
    for line in lines:
        if line.words <= MAX_WORDS and _tells_of_change(line.text) and (moment := date_in(line.text, order)):
            yield Candidate(moment, "text")


def _of_items(found: Sequence[Any], keys: Sequence[str], said: Said, order: Order | None) -> Iterator[Candidate[str]]:
    for item in found:
        for key in keys:
            value = item.get(key)
            for text in said.items.texts(str(value) if isinstance(value, int) else value):
                if moment := moment_of(text, order):
                    yield Candidate(moment, f"json-ld {key}")


def _of_meta(said: Said, names: Sequence[str], order: Order | None) -> Iterator[Candidate[str]]:
    for text, source in said.values(*names):
        if moment := moment_of(text, order):
            yield Candidate(moment, source)


def _marked(said: Said, order: Order | None, source: str) -> Iterator[Candidate[str]]:
    for one in said.of_kind(DATE):
        if one.source == source and not one.is_aside and (moment := _moment(one, order)):
            yield Candidate(moment, source)


def _moment(one: Marked, order: Order | None) -> str | None:
    return (moment_of(one.value, order) if one.value else None) or date_in(one.text, order)


def _of_article(said: Said) -> list[Marked]:
    """Elements with a date that stand where that of the article may, the likeliest first."""
    found = [one for one in said.of_kind(DATE) if not one.is_aside and len(one.text.split()) <= MAX_WORDS]
    return sorted(found, key=lambda one: (one.is_marginal, said.distance(one, above=ABOVE)))[:MAX_TIMES]


def _shown(said: Said, lines: Sequence[Block], order: Order | None) -> Iterator[Candidate[str]]:
    """Dates that a reader sees: in elements near the headline that are named for it, in lines, in elements far off."""
    found = [one for one in _of_article(said) if not _is_change(one)]
    near = [one for one in found if not one.is_marginal and said.distance(one, above=ABOVE) <= NEAR]
    for one in near:
        if moment := _moment(one, order):
            yield Candidate(moment, one.source)
    yield from _in_lines(lines, order)
    for one in found:
        if one not in near and (moment := _moment(one, order)):
            yield Candidate(moment, one.source)


def _in_lines(lines: Sequence[Block], order: Order | None) -> Iterator[Candidate[str]]:
    dated = [(line, moment) for line in lines if line.words <= MAX_WORDS and (moment := date_in(line.text, order))]
    unchanged = [(line, moment) for line, moment in dated if not _tells_of_change(line.text)]
    for _, moment in sorted(unchanged, key=lambda one: not _tells_of_publication(one[0].text)):
        yield Candidate(moment, "text")
    for line in lines:
        if line.words > MAX_WORDS and _OPENS_WITH_DATE.match(line.text) and (moment := date_in(line.text[:40], order)):
            yield Candidate(moment, "text")


def _in_url(url: str | None) -> Iterator[Candidate[str]]:
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return
    match = _IN_URL.search(path) or _COMPACT_IN_URL.search(path)
    if match and (moment := date_in(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}")):
        yield Candidate(moment, "url")


def _is_change(one: Marked) -> bool:
    changed = phrases("modified").words
    if "modified" in one.source.lower() or (_NOT_CHANGED.isdisjoint(one.own) and not changed.isdisjoint(one.own)):
        return True
    label = _FIGURE.split(one.before)[-1]  # what stands behind another date
    return _tells_of_change(f"{label} {one.text}")


def _tells_of_change(text: str) -> bool:
    """Whether a line gives the time of a change: its word stands before the first date.

    >>> _tells_of_change("Updated 3 May 2024"), _tells_of_change("3 May 2024, updated 4 May 2024")
    (True, False)
    """
    before = words_of(_FIGURE.split(text, maxsplit=1)[0])
    return not phrases("modified").words.isdisjoint(before) and phrases("published").words.isdisjoint(before)


def _tells_of_publication(text: str) -> bool:
    return not phrases("published").words.isdisjoint(words_of(text))
