"""Answers that contradict themselves or break the rules: told so at little cost, and none of them spoils the next."""

from __future__ import annotations

import pytest
from fetch_cost import cost_of_answer
from fetching import SOON, WITH_TIME, fetched, fetched_one
from misbehaving import answers, bombs, broken_answers, slow_answers
from misbehaving.answers import HTML
from misbehaving.connection import Answer
from misbehaving.log import Accepted
from misbehaving.server import Server

from scrubber.fetcher import FetchResult, FetchStatus, Limits

MEGABYTE = 1_000_000
HTML_TYPE = ("Content-Type", "text/html")
CHUNKED = answers.head(200, [HTML_TYPE, ("Transfer-Encoding", "chunked")])
OTHER = b"<!doctype html><p>This belongs to no request."


def fetched_before_next(answer: Answer) -> tuple[list[FetchResult], Server]:
    """The results of a page so answered and of an ordinary one of the same host after it."""
    with Server(answers.by_target({"/": answer, "/next": answers.page()})) as server:
        results = fetched([server.url(), server.url("/next")])
    return list(results.values()), server


def test_two_ordinary_pages_come_over_one_connection() -> None:
    results, server = fetched_before_next(answers.page(framing="chunked"))
    assert [result.content for result in results] == [HTML, HTML]
    assert len({request.connection_id for request in server.log.requests()}) == 1


LYING = {
    "longer than its length": broken_answers.long_body(),
    "length and chunks": broken_answers.length_and_chunked(),
    "two lengths": broken_answers.two_lengths(),
    "negative length": answers.raw(answers.head(200, [HTML_TYPE, ("Content-Length", "-1")]) + HTML),
    "another transfer encoding": answers.raw(answers.head(200, [HTML_TYPE, ("Transfer-Encoding", "gzip")]) + HTML),
    "no size of a chunk": answers.raw(CHUNKED + b"many\r\n" + HTML),
    "something behind the last chunk": answers.raw(CHUNKED + answers.chunked(HTML) + OTHER),
}


@pytest.mark.parametrize("answer", LYING.values(), ids=LYING)
def test_after_an_answer_whose_end_is_in_doubt_its_connection_is_not_used_again(answer: Answer) -> None:
    (first, second), server = fetched_before_next(answer)
    assert (first.fetch_status, first.content, first.attempts) == (FetchStatus.BAD_STREAM, None, 1)
    assert (second.fetch_status, second.content) == (FetchStatus.OK, HTML)
    assert len({request.connection_id for request in server.log.requests()}) == 2


@pytest.mark.parametrize("framing", ["length", "chunked"])
@pytest.mark.parametrize("status", [200, 404])
def test_an_answer_behind_an_answer_is_not_taken_for_that_of_the_next_request(
    framing: answers.Framing, status: int
) -> None:
    smuggled = answers.head(200, [HTML_TYPE, ("Content-Length", "0")])  # ends as chunks do: only its place betrays it
    pairs = [("Transfer-Encoding", "chunked")] if framing == "chunked" else [("Content-Length", str(len(HTML)))]
    body = answers.chunked(HTML) if framing == "chunked" else HTML
    (_, second), _ = fetched_before_next(answers.raw(answers.head(status, [HTML_TYPE, *pairs]) + body + smuggled))
    assert (second.fetch_status, second.content) == (FetchStatus.OK, HTML)


def test_a_connection_that_closes_while_it_is_idle_costs_the_next_page_nothing() -> None:
    (first, second), server = fetched_before_next(broken_answers.unannounced_close())
    assert (first.fetch_status, second.fetch_status) == (FetchStatus.OK, FetchStatus.OK)
    assert server.log.targets() == ["/", "/next"]


FLOODS = {
    "empty members": (answers.encoded(bombs.empty_gzip_members(100_000), "gzip"), FetchStatus.BAD_STREAM),
    "interim answers": (slow_answers.continues(100_000), FetchStatus.TOO_LARGE),
    "interim answers and a page": (slow_answers.continues(100_000, last=answers.head(200)), FetchStatus.TOO_LARGE),
    "headers": (slow_answers.endless_headers(200 * MEGABYTE), FetchStatus.TOO_LARGE),
    "lines": (answers.page(headers=[("X", "y")] * 8_000), FetchStatus.TOO_LARGE),
    "trailers": (answers.raw(CHUNKED + b"0\r\n" + b"X: y\r\n" * 2 * MEGABYTE, then="wait"), FetchStatus.BAD_STREAM),
    "chunks of a byte": (answers.raw(CHUNKED + answers.chunked(bytes(MEGABYTE), size=1)), FetchStatus.BAD_STREAM),
    "extensions": (answers.raw(CHUNKED + (b"1;" + b"x" * 9_000 + b"\r\na\r\n") * 900), FetchStatus.BAD_STREAM),
}


@pytest.mark.parametrize(("answer", "status"), FLOODS.values(), ids=FLOODS)
def test_what_comes_in_thousands_where_few_belong_is_refused_at_little_cost(
    answer: Answer, status: FetchStatus
) -> None:
    cost, _ = cost_of_answer(answer, limits=WITH_TIME)
    assert (cost.status, cost.attempts) == (status, 1)
    assert cost.grown_bytes <= 20 * MEGABYTE
    assert cost.cpu_seconds <= 1


BROKEN = {
    "a NUL in a header": broken_answers.nul_in_header(),
    "no status line": broken_answers.garbage(),
    "a status of four digits": answers.raw(b"HTTP/1.1 2000 OK\r\n\r\n"),
    "HTTP/2": answers.raw(b"HTTP/2 200 OK\r\n\r\n"),
    "a header without a name": answers.raw(b"HTTP/1.1 200 OK\r\n: y\r\n\r\n"),
    "an unknown encoding": answers.encoded(HTML, "compress"),
    "an encoding that it has not": answers.encoded(HTML, "gzip"),
    "a header in a chunk's place": answers.raw(CHUNKED + b"\r\n\r\n"),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_what_breaks_the_rules_is_told_and_not_asked_for_again(answer: Answer) -> None:
    with Server(answer) as server:
        result = fetched_one(server.url())
        assert len(server.log.requests()) == 1
    assert (result.fetch_status, result.content, result.article) == (FetchStatus.BAD_STREAM, None, None)


@pytest.mark.parametrize("answer", [broken_answers.reset_instead, broken_answers.close_instead])
def test_a_connection_that_ends_without_an_answer_is_tried_three_times(answer: Answer) -> None:
    with Server(answer) as server:
        result = fetched_one(server.url())
        assert len([record for record in server.log.records() if isinstance(record, Accepted)]) == 3
    assert (result.fetch_status, result.attempts) == (FetchStatus.UNREACHABLE, 3)


@pytest.mark.parametrize(
    ("excess", "expected"), [(0, FetchStatus.OK), (1, FetchStatus.TOO_LARGE)], ids=["as many", "one more"]
)
@pytest.mark.parametrize(
    "interim", [b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"], ids=["alone", "behind 103"]
)
def test_headers_may_be_as_large_as_their_bound_and_no_larger(
    interim: bytes, excess: int, expected: FetchStatus
) -> None:
    limits = Limits(connect_seconds=SOON.connect_seconds, head_seconds=10)
    plain = answers.head(200, [HTML_TYPE, ("Content-Length", str(len(HTML))), ("X", "")])
    padding = b"x" * (limits.head_bytes - len(interim) - len(plain) + excess)
    with Server(answers.raw(interim + plain[:-4] + padding + b"\r\n\r\n" + HTML)) as server:
        assert fetched_one(server.url(), limits=limits).fetch_status is expected
