"""A host that does not answer, page after page, holds no job up for long; and what it was not asked is told."""

from __future__ import annotations

import time
from collections import Counter

from fetching import SOON, fetched, fetched_one
from misbehaving import answers, slow_answers
from misbehaving.server import Server

from scrubber.fetcher import FetchStatus
from scrubber.fetcher.patience import FAILURES, REST_SECONDS, SILENCE, Patience
from scrubber.fetcher.steps import Settled

SLOW = Settled(FetchStatus.TIMEOUT, "too slow")


def test_a_silent_host_is_asked_a_few_times_and_its_other_pages_say_so() -> None:
    with Server(slow_answers.no_answer) as server:
        began = time.monotonic()
        results = fetched([server.url(f"/{number}") for number in range(30)], limits=SOON)
        took = time.monotonic() - began
        asked = {request.target for request in server.log.requests()}
    assert {result.fetch_status for result in results.values()} == {FetchStatus.TIMEOUT}
    assert len(asked) == FAILURES
    assert took < (FAILURES + 1) * SOON.total_seconds
    reasons = Counter("was not asked" in result.reason for result in results.values())
    assert reasons == {True: 30 - FAILURES, False: FAILURES}
    assert {result.attempts for result in results.values() if "was not asked" in result.reason} == {0}


def test_other_hosts_of_the_same_job_are_asked_as_ever() -> None:
    silent = {f"/{number}": slow_answers.no_answer for number in range(30)}
    with Server(answers.by_target(silent, otherwise=answers.page())) as server:
        urls = [server.url(f"/{number}", "127.0.0.7") for number in range(12)]
        fine = [server.url(f"/fine/{number}") for number in range(30)]
        results = fetched([*urls, *fine], limits=SOON)
    assert {results[url].fetch_status for url in fine} == {FetchStatus.OK}


def test_a_host_that_answers_between_is_asked_on_and_on() -> None:
    silent = {f"/{number}": slow_answers.no_answer for number in range(0, 14, 2)}
    with Server(answers.by_target(silent, otherwise=answers.page(status=404))) as server:
        results = fetched([server.url(f"/{number}") for number in range(14)], limits=SOON)
    assert Counter(result.fetch_status for result in results.values()) == {
        FetchStatus.TIMEOUT: 7,
        FetchStatus.HTTP_ERROR: 7,
    }
    assert not [result for result in results.values() if "was not asked" in result.reason]


def test_after_its_rest_a_host_is_tried_again_and_one_answer_mends_all() -> None:
    patience = Patience()
    for _ in range(FAILURES):
        assert patience.verdict("a.example", 0.0) is None
        patience.note("a.example", SLOW, 0.0)
    assert patience.verdict("a.example", REST_SECONDS - 1) is not None
    assert patience.verdict("b.example", 1.0) is None
    assert patience.verdict("a.example", REST_SECONDS + 1) is None
    patience.note("a.example", SLOW, REST_SECONDS + 1)
    assert patience.verdict("a.example", REST_SECONDS + 2) is not None
    patience.note("a.example", Settled(FetchStatus.HTTP_ERROR, "404"), REST_SECONDS + 3)
    assert patience.verdict("a.example", REST_SECONDS + 4) is None


def test_only_silence_counts() -> None:
    for status in FetchStatus:
        patience = Patience()
        for _ in range(FAILURES):
            patience.note("a.example", Settled(status, "why"), 0.0)
        assert (patience.verdict("a.example", 1.0) is not None) == (status in SILENCE)


def test_a_single_page_that_is_asked_for_alone_is_told_as_it_went() -> None:
    with Server(slow_answers.no_answer) as server:
        result = fetched_one(server.url(), limits=SOON)
    assert (result.fetch_status, "was not asked" in result.reason) == (FetchStatus.TIMEOUT, False)
