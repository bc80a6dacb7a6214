"""Dates as sets and readers write them: the days that they may mean, and the instant."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateutil import parser

ZONES_HOURS = (-11, 0, 14)  # from UTC: the days that an instant falls on, wherever one stands
SAME_INSTANT_SECONDS = 60
UNSAID = (datetime(1901, 1, 1), datetime(1902, 2, 2))  # what a date leaves out differs between the two

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that was read."""

    days: frozenset[str]
    """As YYYY-MM-DD: that of its own zone, and that of UTC; one where no zone is said."""
    instant: datetime | None = None
    """None where no zone is said."""

    @property
    def days_anywhere(self) -> frozenset[str]:
        """The days that the instant falls on, for a page whose zone is not known."""
        if self.instant is None:
            return self.days
        return frozenset(_day_of(self.instant + timedelta(hours=hours)) for hours in ZONES_HOURS)

    def is_at(self, other: "Moment") -> bool:
        """Whether both are the same instant, to the minute."""
        if self.instant is None or other.instant is None:
            return False
        return abs((self.instant - other.instant).total_seconds()) < SAME_INSTANT_SECONDS


def read_date(text: str | None) -> Moment | None:
    """A date in ISO 8601 or another form that leaves no doubt; None for anything else.

    >>> read_date("2024-01-01")
    Moment(days=frozenset({'2024-01-01'}), instant=None)
    >>> sorted(read_date("Mon, 1 Jan 2024 01:30 +0200").days)
    ['2023-12-31', '2024-01-01']
    >>> read_date("January 2024"), read_date("yesterday"), read_date(None)
    (None, None, None)
    """
    text = (text or "").strip()
    if _DAY.fullmatch(text):
        return Moment(frozenset({text}))
    try:
        found = _read(text)
        if found is None:
            return None
        if found.tzinfo is None:
            return Moment(frozenset({_day_of(found)}))
        return Moment(frozenset({_day_of(found), _day_of(found.astimezone(UTC))}), found)
    except Exception:  # noqa: BLE001 - dateutil raises half a dozen errors over odd texts; no odd text is a date
        return None


def _read(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        first, second = (parser.parse(text, default=default) for default in UNSAID)
        return first if first == second else None


def _day_of(moment: datetime) -> str:
    return moment.date().isoformat()
