"""What may pass is asked for again, not too soon and not too often, while other hosts go on."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from fetching import HURRIED, MINDFUL, fetched, fetched_one
from misbehaving import answers, broken_answers
from misbehaving.answers import Answer
from misbehaving.server import Server

from scrubber.fetcher import FetchStatus


def pauses(server: Server, target: str) -> list[float]:
    """Seconds from each answer of a target to the next request for it."""
    asked = [exchange for exchange in server.log.exchanges() if exchange.request.target == target]
    return [(later.start_ns - earlier.end_ns) / 1e9 for earlier, later in pairwise(asked)]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_an_error_that_passes_is_outlived_at_the_third_attempt(status: int) -> None:
    failing = answers.page(status=status)
    with Server(answers.in_turn(failing, failing, answers.page())) as server:
        result = fetched_one(server.url(), politeness=replace(HURRIED, backoff_seconds=0.2))
        first, second = pauses(server, "/")
    assert (result.fetch_status, result.attempts) == (FetchStatus.OK, 3)
    assert 0.2 <= first <= 0.3 + 0.3
    assert 0.4 <= second <= 0.6 + 0.3


def test_by_default_the_pauses_are_a_second_and_two() -> None:
    with Server(answers.in_turn(broken_answers.reset_instead, broken_answers.reset_instead, answers.page())) as server:
        result = fetched_one(server.url(), politeness=replace(HURRIED, backoff_seconds=1.0))
        first, second = pauses(server, "/")
    assert result.fetch_status is FetchStatus.OK
    assert first >= 1
    assert second >= 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501, 505])
def test_an_error_that_stays_is_asked_for_once(status: int) -> None:
    with Server(answers.page(status=status)) as server:
        result = fetched_one(server.url())
        assert len(server.log.requests()) == 1
    assert (result.fetch_status, result.http_status) == (FetchStatus.HTTP_ERROR, status)


@pytest.mark.parametrize("answer", [answers.page(status=500), broken_answers.reset_instead, answers.page(status=429)])
def test_no_more_than_three_attempts_are_made(answer: Answer) -> None:
    with Server(answer) as server:
        result = fetched_one(server.url())
        assert len(server.log.requests()) == 3
    assert (result.fetch_status.failed, result.attempts) == (True, 3)


def test_retry_after_holds_for_the_whole_host_and_for_no_other() -> None:
    ways = {"/0": answers.in_turn(answers.retry_later("1", status=429), answers.page())}
    with Server(answers.by_target(ways, otherwise=answers.page())) as server:
        slow = [server.url(f"/{number}") for number in range(3)]
        others = [server.url(f"/{number}", host="127.0.0.2") for number in range(1, 9)]
        results = fetched([*slow, *others])
        assert {result.fetch_status for result in results.values()} == {FetchStatus.OK}
        asked = server.log.exchanges()
        refused = next(exchange for exchange in asked if exchange.status == 429)
        later = [exchange for exchange in asked if exchange.start_ns > refused.end_ns]
        same = [exchange for exchange in later if exchange.request.host == "127.0.0.1"]
        assert len(same) == 3
        assert min(exchange.start_ns for exchange in same) >= refused.end_ns + 1e9
        other = [exchange for exchange in asked if exchange.request.host == "127.0.0.2"]
        assert max(exchange.end_ns for exchange in other) < refused.end_ns + 0.9e9


def test_a_date_in_retry_after_is_waited_for() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    with Server(answers.in_turn(answers.retry_later(date), answers.page())) as server:
        result = fetched_one(server.url())
        ended = time.time()
    assert result.fetch_status is FetchStatus.OK
    assert format_datetime(datetime.fromtimestamp(ended, UTC), usegmt=True) >= date


@pytest.mark.parametrize("value", ["-5", "soon", "", "Wed, 99 May", "1e3", "Mon, 01 Jan 2001 00:00:00 GMT", None])
def test_what_says_no_time_is_a_pause_that_grows(value: str | None) -> None:
    failing = answers.retry_later(value)
    with Server(answers.in_turn(failing, failing, answers.page())) as server:
        result = fetched_one(server.url(), politeness=replace(HURRIED, backoff_seconds=0.1))
        first, second = pauses(server, "/")
    assert result.fetch_status is FetchStatus.OK
    assert 0.1 <= first < 0.5
    assert 0.2 <= second < 0.8


def test_a_host_that_asks_for_a_day_is_left_alone_and_the_others_go_on() -> None:
    ways = {"/0": answers.retry_later("86400")}
    with Server(answers.by_target(ways, otherwise=answers.page())) as server:
        shut = [server.url(f"/{number}") for number in range(5)]
        others = [server.url(f"/{number}", host="127.0.0.2") for number in range(1, 9)]
        results = fetched([*shut, *others])
        assert [request.target for request in server.log.requests() if request.host == "127.0.0.1"] == ["/0"]
    assert {results[url].fetch_status for url in shut} == {FetchStatus.DEFERRED}
    assert {results[url].fetch_status for url in others} == {FetchStatus.OK}
    assert all(86_000 < (results[url].retry_after or 0) <= 86_400 for url in shut)


@pytest.mark.parametrize(
    ("rules", "least", "most"),
    [
        ("User-agent: *\nCrawl-delay: 2", 2.0, 3.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0, 0.5),
        ("User-agent: *\nCrawl-delay: -1", 0.0, 0.5),
        ("User-agent: other\nCrawl-delay: 2\n\nUser-agent: *\nDisallow:", 0.0, 0.5),
    ],
)
def test_a_crawl_delay_is_kept_if_it_is_ours_and_makes_sense(rules: str, least: float, most: float) -> None:
    with Server(answers.by_target({"/robots.txt": answers.text(rules)}, otherwise=answers.page())) as server:
        results = fetched([server.url("/1"), server.url("/2")], politeness=MINDFUL)
        pages = [exchange for exchange in server.log.exchanges() if exchange.request.target != "/robots.txt"]
        gap = (pages[1].start_ns - pages[0].end_ns) / 1e9
    assert {result.fetch_status for result in results.values()} == {FetchStatus.OK}
    assert least <= gap <= most


def test_a_crawl_delay_of_years_is_not_hurried() -> None:
    rules = answers.text("User-agent: *\nCrawl-delay: 1e9")
    with Server(answers.by_target({"/robots.txt": rules}, otherwise=answers.page())) as server:
        result = fetched_one(server.url("/1"), politeness=MINDFUL)
        assert server.log.targets() == ["/robots.txt"]
    assert (result.fetch_status, result.retry_after) == (FetchStatus.DEFERRED, 1e9)


def test_redirects_count_to_the_pauses_of_their_hosts() -> None:
    ways = {"/0": answers.redirect("/1"), "/1": answers.redirect("/2"), "/2": answers.page()}
    with Server(answers.by_target(ways)) as server:
        fetched_one(server.url("/0"), politeness=replace(HURRIED, delay_seconds=0.2))
        asked = server.log.exchanges()
    gaps = [(later.start_ns - earlier.end_ns) / 1e9 for earlier, later in pairwise(asked)]
    assert len(gaps) == 2
    assert min(gaps) >= 0.19
