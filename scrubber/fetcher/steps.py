"""What to do next about a URL, once an answer is there. Pure: the same answer at the same time gives the same step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.result import FetchStatus
from scrubber.fetcher.settings import Limits, Politeness
from scrubber.fetcher.web_url import BadUrl, WebUrl, read_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRANSIENT = frozenset({408, 500, 502, 504})
ASKS_FOR_PAUSE = frozenset({429, 503})
PARTIAL = 206


@dataclass(frozen=True, slots=True)
class Follow:
    """Ask for another address."""

    url: WebUrl


@dataclass(frozen=True, slots=True)
class Again:
    """Ask for the same address, not before so many seconds have passed."""

    seconds: float
    plainly: bool = False
    """Whether for the whole page, whatever is known of it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing more is to be asked."""

    status: FetchStatus
    reason: str = ""
    retry_after: float | None = None


Step = Follow | Again | Settled


@dataclass(frozen=True, slots=True)
class Trail:
    """The way of a URL so far."""

    visited: tuple[str, ...]
    """The addresses, the present one last."""
    attempt: int = 1
    """Which one it is of the present one."""
    asks_plainly: bool = False
    """Whether it was asked for plainly, as the 304 before was of no use."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a decision depends on besides: the time of day, and chance."""

    now: datetime
    jitter: float = 0.0
    """0 to 1."""


def next_step(answer: Answer, url: WebUrl, trail: Trail, *, limits: Limits, pause: float) -> Step:
    """What to do after an answer; `pause` is what `pause_after` says of it."""
    status = answer.http_status
    if answer.fault is not None:
        if answer.fault.may_pass and trail.attempt < limits.attempts:
            return Again(pause)
        return Settled(answer.fault.status, answer.fault.reason)
    if status is None or status in REDIRECTS:
        return next_hop(url, answer.headers.get("location"), trail, limits)
    if status in ASKS_FOR_PAUSE | TRANSIENT and trail.attempt < limits.attempts:
        return Again(pause)
    if status == HTTPStatus.NOT_MODIFIED:
        if not answer.is_asked_for and not trail.asks_plainly and trail.attempt < limits.attempts:
            return Again(pause, plainly=True)
        return Settled(FetchStatus.NOT_MODIFIED, said(status))
    if status == PARTIAL:
        return Settled(FetchStatus.TRUNCATED, "the server sent a part that nobody asked for (206)")
    return Settled(FetchStatus.OK if HTTPStatus.OK <= status < 300 else FetchStatus.HTTP_ERROR, said(status))


def next_hop(url: WebUrl, location: str | None, trail: Trail, limits: Limits) -> Follow | Settled:
    """Where a redirect leads, or why it is not followed."""
    if not location:
        return Settled(FetchStatus.BAD_REDIRECT, f"{url.href} redirects without saying where to")
    try:
        target = read_url(location, base=url)
    except BadUrl as error:
        return Settled(FetchStatus.BAD_REDIRECT, f"it redirects to {location[:200]}: {error}")
    if url.scheme == "https" and target.scheme == "http":
        return Settled(
            FetchStatus.BAD_REDIRECT, f"it redirects from https to {target.href}, where anybody can listen in"
        )
    if target.href in trail.visited:
        return Settled(FetchStatus.REDIRECT_LOOP, f"it redirects back to {target.href}")
    if len(trail.visited) > limits.redirects:
        return Settled(FetchStatus.REDIRECT_LOOP, f"it redirects more than {limits.redirects} times")
    return Follow(target)


def pause_after(answer: Answer, trail: Trail, politeness: Politeness, moment: Moment) -> float:
    """Seconds before the next attempt: what the server asks for, else longer each time, by chance a little more."""
    if answer.http_status in ASKS_FOR_PAUSE:
        asked = retry_after(answer.headers.get("retry-after"), moment.now)
        if asked is not None:
            return asked
    return backoff(trail.attempt, politeness.backoff_seconds, moment.jitter)


def backoff(attempt: int, seconds: float, jitter: float) -> float:
    """Seconds after an attempt that failed: doubled each time, and up to half as much again.

    >>> backoff(1, 1.0, 0.0), backoff(2, 1.0, 0.0), backoff(2, 1.0, 1.0)
    (1.0, 2.0, 3.0)
    """
    return float(seconds * 2 ** (attempt - 1) * (1 + jitter / 2))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for; None for none, for the past and for what cannot be read.

    >>> noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    >>> retry_after("120", noon), retry_after("Wed, 01 May 2024 12:00:05 GMT", noon), retry_after("-5", noon)
    (120.0, 5.0, None)
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    seconds = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    return seconds if seconds > 0 else None


def said(status: int) -> str:
    """A status of HTTP in words.

    >>> said(404), said(799), said(200)
    ('404 Not Found', '799', '')
    """
    if 200 <= status < 300:
        return ""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
