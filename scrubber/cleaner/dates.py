"""A date that a line gives, as ISO 8601; a date that could be read in two ways is none."""

from __future__ import annotations

import re
from datetime import datetime

from scrubber.cleaner.wording import folded, months

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_CHARACTERS = 160  # of a line that may give a date; a longer one tells of one

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")
_EASTERN = re.compile(r"(\d{4})\s?[年년.]\s?(\d{1,2})\s?[月월.]\s?(\d{1,2})")
_DOTTED = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+|ב)?([^\W\d_]+)\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_FORMS = ((_ISO, "ymd"), (_EASTERN, "ymd"), (_DOTTED, "dmy"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy"))
_TIME = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])[:h.]([0-5]\d)(?![\d.:])")


def date_in(text: str) -> str | None:
    """The first date of a line, with its time if one stands behind it.

    >>> date_in("Published: 3 May 2024, 10:14"), date_in("25.03.2024, 05:13 Uhr"), date_in("2024年3月1日")
    ('2024-05-03T10:14', '2024-03-25T05:13', '2024-03-01')
    >>> date_in("04/05/2024"), date_in("May, 2024"), date_in("31 February 2024")
    (None, None, None)
    """
    if len(text) > MAX_CHARACTERS:
        return None
    for pattern, order in _FORMS:
        for match in pattern.finditer(text):
            given = dict(zip(order, match.groups(), strict=False))
            if (found := _date(given["y"], given["m"], given["d"])) is not None:
                return found + _time(text[match.end(3) :])
    slashed = _SLASHED.search(text)
    found = _of_slashes(*slashed.groups()) if slashed else None
    return found + _time(text[slashed.end() :]) if slashed and found else None


def _date(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else months().get(folded(month))
    if number is None or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return datetime(int(year), number, int(day)).date().isoformat()
    except ValueError:  # such as 31 February
        return None


def _of_slashes(one: str, other: str, year: str) -> str | None:
    """Day and month in the only order that is possible."""
    if one == other or int(one) > 12:
        return _date(year, other, one)
    return _date(year, one, other) if int(other) > 12 else None


def _time(rest: str) -> str:
    found = _TIME.search(rest[:12])
    return f"T{int(found[1]):02}:{found[2]}" if found else ""
