"""What follows from an answer: a table for each decision, without a network and without a clock."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.permissions import Permission, Refusal, permission_from
from scrubber.fetcher.result import Fault, FetchResult, FetchStatus
from scrubber.fetcher.robots import EVERYTHING_ALLOWED, Robots
from scrubber.fetcher.settings import Limits, Politeness
from scrubber.fetcher.steps import (
    Again,
    Follow,
    Moment,
    Settled,
    Step,
    Trail,
    backoff,
    next_hop,
    next_step,
    pause_after,
    retry_after,
    said,
)
from scrubber.fetcher.web_url import read_url

SITE = read_url("https://a.example/news/1")
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
LIMITS = Limits(redirects=3, attempts=3)
HERE = Trail((SITE.href,))
PAUSE = 7.0


def told(step: Step) -> str:
    """A step in a word or two."""
    match step:
        case Follow():
            return f"follow {step.url.href}"
        case Again():
            return f"again in {step.seconds:g}"
        case Settled():
            return str(step.status)


@pytest.mark.parametrize(
    ("statuses", "first", "last"),
    [
        ([200, 201, 202, 203, 204, 205, 226, 299], "ok", "ok"),
        ([206], "truncated", "truncated"),
        ([304], "again in 7", "not_modified"),
        ([300, 305, 306], "http_error", "http_error"),
        ([400, 401, 402, 403, 404, 405, 410, 418, 451, 499], "http_error", "http_error"),
        ([501, 505, 511, 599, 600, 799, 999], "http_error", "http_error"),
        ([408, 429, 500, 502, 503, 504], "again in 7", "http_error"),
    ],
)
def test_each_status_of_http_has_its_step(statuses: list[int], first: str, last: str) -> None:
    for status in statuses:
        for attempt, expected in ((1, first), (2, first), (3, last)):
            trail = Trail((SITE.href,), attempt)
            assert told(next_step(Answer(status), SITE, trail, limits=LIMITS, pause=PAUSE)) == expected, status


@pytest.mark.parametrize(
    ("is_asked_for", "asks_plainly", "attempt", "expected"),
    [
        (False, False, 1, Again(PAUSE, plainly=True)),
        (False, False, 2, Again(PAUSE, plainly=True)),
        (False, False, 3, Settled(FetchStatus.NOT_MODIFIED, "304 Not Modified")),
        (False, True, 2, Settled(FetchStatus.NOT_MODIFIED, "304 Not Modified")),
        (True, False, 1, Settled(FetchStatus.NOT_MODIFIED, "304 Not Modified")),
    ],
)
def test_a_304_is_doubted_once_if_it_was_not_asked_for(
    is_asked_for: bool, asks_plainly: bool, attempt: int, expected: Step
) -> None:
    answer, trail = Answer(304, is_asked_for=is_asked_for), Trail((SITE.href,), attempt, asks_plainly)
    assert next_step(answer, SITE, trail, limits=LIMITS, pause=PAUSE) == expected


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    answer = Answer(status, {"location": "../b"})
    assert told(next_step(answer, SITE, HERE, limits=LIMITS, pause=PAUSE)) == "follow https://a.example/b"


@pytest.mark.parametrize(
    ("may_pass", "attempt", "expected"),
    [(True, 1, "again in 7"), (True, 2, "again in 7"), (True, 3, "truncated"), (False, 1, "truncated")],
)
def test_a_fault_that_may_pass_is_tried_again_as_often_as_the_limits_say(
    may_pass: bool, attempt: int, expected: str
) -> None:
    answer = Answer(200, fault=Fault(FetchStatus.TRUNCATED, "it was cut", may_pass=may_pass))
    step = next_step(answer, SITE, Trail((SITE.href,), attempt), limits=LIMITS, pause=PAUSE)
    assert told(step) == expected
    assert not isinstance(step, Settled) or step.reason == "it was cut"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b", "follow https://a.example/b"),
        ("?page=2", "follow https://a.example/news/1?page=2"),
        ("//b.example", "follow https://b.example/"),
        ("https://b.example/c#d", "follow https://b.example/c"),
        ("HTTPS://B.Example:443/%7ec d", "follow https://b.example/%7ec%20d"),
        ("http://a.example/news/1", "bad_redirect"),
        ("ftp://a.example/", "bad_redirect"),
        ("file:///etc/passwd", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
        ("data:text/html,x", "bad_redirect"),
        ("https://[::1", "bad_redirect"),
        ("https://user:pass@b.example/", "bad_redirect"),
        ("https://b.example:25/", "bad_redirect"),
        ("https://b.example/" + "a" * 20_000, "bad_redirect"),
        ("", "bad_redirect"),
        (None, "bad_redirect"),
        ("#again", "redirect_loop"),
        ("/news/1", "redirect_loop"),
    ],
)
def test_a_redirect_is_followed_where_it_may_lead(location: str | None, expected: str) -> None:
    step = next_hop(SITE, location, HERE, LIMITS)
    assert told(step) == expected
    assert isinstance(step, Follow) or 0 < len(step.reason) < 500


def test_from_http_a_redirect_may_lead_to_either_scheme() -> None:
    plain = read_url("http://a.example/")
    for location in ("http://b.example/", "https://a.example/"):
        assert told(next_hop(plain, location, Trail((plain.href,)), LIMITS)) == f"follow {location}"


def test_as_many_redirects_are_followed_as_the_limits_say_and_none_twice() -> None:
    visited = tuple(f"https://a.example/{number}" for number in range(LIMITS.redirects))
    present = read_url(visited[-1])
    assert told(next_hop(present, "/new", Trail(visited), LIMITS)) == "follow https://a.example/new"
    assert told(next_hop(present, "/0", Trail(visited), LIMITS)) == "redirect_loop"
    assert told(next_hop(SITE, "/new", Trail((*visited, SITE.href)), LIMITS)) == "redirect_loop"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 5 ", 5.0),
        ("86400", 86_400.0),
        ("9" * 400, 999_999_999_999.0),
        ("Wed, 01 May 2024 12:00:05 GMT", 5.0),
        ("Wednesday, 01-May-24 12:00:05 GMT", 5.0),
        ("Wed May  1 12:00:05 2024", 5.0),
        ("Wed, 01 May 2024 14:00:05 +0200", 5.0),
        ("Wed, 01 May 2024 12:00:00 GMT", None),
        ("Wed, 01 May 2024 11:59:00 GMT", None),
        ("Wed, 99 Foo 2024 12:00:00 GMT", None),
        *((garbage, None) for garbage in ("-5", "1.5", "1e3", "nan", "inf", "soon", "٣", "²", "5, 5", "", None)),
    ],
)
def test_a_retry_after_is_seconds_or_a_date_to_come(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,3} \w{3} \d{1,6} \d\d:\d\d:\d\d [+-]\d{4}", fullmatch=True))
def test_no_retry_after_breaks_anything(value: str) -> None:
    seconds = retry_after(value, NOON)
    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))


@given(st.integers(1, 10**9))
def test_a_date_is_as_far_away_as_it_says(seconds: int) -> None:
    date = format_datetime(NOON + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, NOON) == seconds


@pytest.mark.parametrize(
    ("status", "value", "attempt", "pause"),
    [
        (429, "30", 1, 30.0),
        (503, "30", 2, 30.0),
        (503, "0", 2, 0.0),
        (500, "30", 1, 1.25),  # there it is no promise to let anybody in
        (429, None, 1, 1.25),
        (429, "-30", 2, 2.5),
        (503, "soon", 3, 5.0),
        (None, None, 2, 2.5),
    ],
)
def test_the_pause_is_what_the_server_asks_for_or_doubles(
    status: int | None, value: str | None, attempt: int, pause: float
) -> None:
    answer = Answer(status, {} if value is None else {"retry-after": value})
    assert pause_after(answer, Trail((SITE.href,), attempt), Politeness(), Moment(NOON, 0.5)) == pause


@given(st.integers(1, 10), st.floats(0, 1))
def test_a_back_off_doubles_and_chance_adds_up_to_a_half(attempt: int, jitter: float) -> None:
    shortest = 2.0 ** (attempt - 1)
    assert shortest <= backoff(attempt, 1.0, jitter) <= 1.5 * shortest


@pytest.mark.parametrize(
    ("status", "words"),
    [(200, ""), (299, ""), (404, "404 Not Found"), (503, "503 Service Unavailable"), (599, "599"), (999, "999")],
)
def test_a_status_is_said_in_words(status: int, words: str) -> None:
    assert said(status) == words


def allows(permission: Permission) -> str:
    match permission:
        case Refusal():
            return str(permission.settled.status)
        case Robots():
            return "all" if permission == EVERYTHING_ALLOWED else "some"


def robots_answer(status: FetchStatus, code: int | None = None, **more: object) -> FetchResult:
    url = "https://a.example/robots.txt"
    return FetchResult(url, status, "why", http_status=code, **more)  # type: ignore[arg-type]


RULES = b"User-agent: *\nDisallow: /closed\nCrawl-delay: 5"
ERROR, OK = FetchStatus.HTTP_ERROR, FetchStatus.OK


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (robots_answer(OK, 200, content=RULES), "some"),
        (robots_answer(OK, 200, content=RULES, redirects=("https://b.example/",) * 5), "some"),
        (robots_answer(OK, 200, content=b""), "all"),
        (robots_answer(OK, 204), "all"),
        (robots_answer(OK, 200, content=RULES + b"000"), "deferred"),
        *((robots_answer(ERROR, code), "all") for code in (400, 401, 402, 403, 404, 408, 410, 451, 499)),
        *((robots_answer(ERROR, code), "deferred") for code in (429, 500, 502, 503, 504, 599, 300, 999)),
        (robots_answer(FetchStatus.REDIRECT_LOOP, 302), "all"),
        (robots_answer(FetchStatus.BAD_REDIRECT, 302), "all"),
        (robots_answer(FetchStatus.NOT_MODIFIED, 304), "deferred"),
        (robots_answer(FetchStatus.DEFERRED, 429, retry_after=9e9), "deferred"),
        *((robots_answer(FetchStatus(name)), name) for name in ("dns", "tls", "timeout", "unreachable")),
        *((robots_answer(FetchStatus(name)), name) for name in ("blocked_address", "bad_stream", "truncated")),
        (robots_answer(FetchStatus.DNS, redirects=("https://b.example/",)), "deferred"),
        (robots_answer(FetchStatus.BLOCKED_ADDRESS, redirects=("https://b.example/",)), "deferred"),
    ],
)
def test_what_robots_txt_allows_follows_from_its_answer(result: FetchResult, expected: str) -> None:
    permission = permission_from(result, "scrubber", 3600.0)
    assert allows(permission) == expected
    if isinstance(permission, Refusal):
        assert permission.settled.reason.endswith(("why", "robots.txt asks for 5,000 seconds between requests"))
