"""A date that a text gives, as ISO 8601, with its time and its zone where they are given.

A date that could be read in two ways is none, unless the language of the page settles which.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal

from scrubber.cleaner.wording import folded, months, zones

FIRST_YEAR, LAST_YEAR = 1900, 2100
BUDDHIST_YEARS = 543  # that Thailand counts more
MAX_CHARACTERS = 160  # of a line that may give a date; a longer one tells of one
TIME_WITHIN = 24  # characters behind the date

Order = Literal["dmy", "mdy"]

_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.])((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})(?![\d/])")
_EASTERN = re.compile(r"(\d{4})\s?[年년.]\s?(\d{1,2})\s?[月월.]\s?(\d{1,2})")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SHORT = re.compile(r"(?<![\d.])(\d{2})\.(\d{2})\.(\d{2})(?![\d.])")
_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])")
_MONTH = r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff\u0e31-\u0e4e\u1780-\u17df])*+"  # vowel signs are no letters to `\w`
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?[\s/-]+(?:de\s+|of\s+|ב)?({_MONTH})\.?,?[\s/-]+"
    r"(?:de\s+|del\s+)?(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)(\d{4})(?!\d)")
_YEAR_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)\s+([^\W\d_]{3,})\.?\s+(\d{1,2})(?!\d)")
_FORMS = (
    (_ISO, "ymd"),
    (_YEAR_MONTH, "ymd"),
    (_YEAR_FIRST, "ymd"),
    (_EASTERN, "ymd"),
    (_DOTTED, "dmy"),
    (_DAY_FIRST, "dmy"),
    (_MONTH_FIRST, "mdy"),
    (_COMPACT, "ymd"),
)
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>[01]?\d|2[0-3])(?:[:h.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?)"
    r"(?![\d.:])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s?(?:Uhr\s?)?\(?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d\d?:?(?:\d\d)?|[A-Z]{2,4}\b))?",
    re.I,
)
_COMPACT_TIME = re.compile(
    r"T?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d\d?):?(\d\d)?", re.I)
_THAI = re.compile("[\u0e00-\u0e7f]")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def date_in(text: str, order: Order | None = None) -> str | None:
    """The first date of a line, with its time if one stands behind it.

    `order` is how the page writes a date in slashes: without it, one that has two readings is none.

    >>> date_in("Published: 3 May 2024, 10:14"), date_in("25.03.2024, 05:13 Uhr"), date_in("2024年3月1日")
    ('2024-05-03T10:14', '2024-03-25T05:13', '2024-03-01')
    >>> date_in("04/05/2024"), date_in("May, 2024"), date_in("31 February 2024"), date_in("04/05/2024", "dmy")
    (None, None, None, '2024-05-04')
    >>> date_in("May 3, 2024 at 1:07 p.m. EDT"), date_in("2024-05-03T10:14:00.5Z")
    ('2024-05-03T13:07-04:00', '2024-05-03T10:14:00+00:00')
    """
    if len(text) > MAX_CHARACTERS:
        return None
    found = None
    for pattern, form in _FORMS:
        for match in pattern.finditer(text):
            given = dict(zip(form, match.groups(), strict=False))
            if (day := _date(given["y"], given["m"], given["d"])) is not None:
                if found is None or match.start() < found[0]:
                    found = (match.start(), match.end(), day)
                break
    for match in _SLASHED.finditer(text) if found is None else ():
        if day := _of_slashes(match[1], match[3], match[4], order):
            found = (match.start(), match.end(), day)
            break
    for match in _SHORT.finditer(text) if found is None else ():
        if day := _date(f"20{match[3]}", match[2], match[1]):
            found = (match.start(), match.end(), day)
            break
    return found[2] + _time(text[found[1] : found[1] + TIME_WITHIN]) if found else None


def moment_of(text: str, order: Order | None = None) -> str | None:
    """The date of a machine's value: as above, or seconds or milliseconds since 1970.

    >>> moment_of("Fri, 03 May 2024 10:14:00 +0200"), moment_of("1714724040"), moment_of("20240503T101400Z")
    ('2024-05-03T10:14:00+02:00', '2024-05-03T08:14:00+00:00', '2024-05-03T10:14:00+00:00')
    >>> moment_of("0000-00-00"), moment_of("soon")
    (None, None)
    """
    text = text.strip()
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    return date_in(text, order)


def _date(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else months().get(folded(month))
    is_buddhist = int(year) > LAST_YEAR and _THAI.match(month)
    common = int(year) - (BUDDHIST_YEARS if is_buddhist else 0)
    if number is None or not FIRST_YEAR <= common <= LAST_YEAR:
        return None
    try:
        return datetime(common, number, int(day)).date().isoformat()
    except ValueError:  # such as 31 February
        return None


def _of_slashes(one: str, other: str, year: str, order: Order | None) -> str | None:
    """Day and month in the only order that is possible, or in that of the page."""
    if one == other or int(one) > 12 or (order == "dmy" and int(other) <= 12):
        return _date(year, other, one)
    return _date(year, one, other) if int(other) > 12 or order == "mdy" else None


def _time(rest: str) -> str:
    found = _TIME.search(rest) or _COMPACT_TIME.match(rest)
    if found is None:
        return ""
    given = found.groupdict()
    hour = int(given["hour"])
    if half := (given.get("half") or "").lower():
        hour = hour % 12 + 12 * (half == "p")
    seconds = f":{int(given['second']):02}" if given["second"] else ""  # figures may be those of any script
    return f"T{hour:02}:{int(given['minute']):02}{seconds}{_zone(given['zone'] or '')}"


def _zone(text: str) -> str:
    """The offset of a zone from UTC.

    >>> _zone("CEST"), _zone("-0330"), _zone("UTC+2"), _zone("ABC"), _zone("+02:99")
    ('+02:00', '-03:30', '+02:00', '', '')
    """
    if (offset := _OFFSET.fullmatch(text)) is not None:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        return f"{offset[1]}{hours:02}:{minutes:02}" if hours < 15 and minutes < 60 else ""
    ahead = zones().get(text.lower())
    return "" if ahead is None else f"{ahead:+03d}:00"
