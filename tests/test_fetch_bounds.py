"""Whatever a server sends, and however slowly: a fetch ends in time, in little memory, and says why."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace

import brotli  # type: ignore[import-untyped]
import pytest
from fetch_cost import cost_of_answer
from fetching import NO_WORKERS, SOON, WITH_TIME, fetched_one
from misbehaving import answers, bombs, broken_answers, certificates, slow_answers
from misbehaving.bombs import zstd
from misbehaving.connection import Answer
from misbehaving.log import Closed, Received
from misbehaving.server import Server
from reading_pace import as_it_is_read

from scrubber.article import Status
from scrubber.fetcher import FetchResult, FetchStatus, Limits

MEGABYTE = 1_000_000
SLACK_SECONDS = 1.0
SENTENCE = "The council met on Monday and voted for the new bridge over the river, number {} of its plans."
ARTICLE = "<!doctype html><title>A bridge</title><main><h1>A bridge</h1>{}</main>".format(
    "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(300))
).encode()
HTML_TYPE = ("Content-Type", "text/html")
ENCODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
BOMBS = {
    "gzip": bombs.gzip_bomb,
    "deflate": bombs.deflate_bomb,
    "br": bombs.brotli_bomb,
    "zstd": bombs.zstd_bomb,
}


def seconds_to_close(server: Server) -> float:
    """From the request to the end of its connection."""
    assert server.is_left_alone()
    [received] = [record for record in server.log.records() if isinstance(record, Received)]
    [closed] = [record for record in server.log.records() if isinstance(record, Closed)]
    assert closed.by == "client"
    return (closed.at_ns - received.at_ns) / 1e9


@pytest.mark.parametrize(
    "answer",
    [
        slow_answers.dripping_body(0.5, length=1_000_000),
        slow_answers.dripping_chunks(0.1),
        answers.raw(answers.head(200, [HTML_TYPE, ("Content-Length", "1000")]), then="wait"),
    ],
    ids=["bytes", "chunks", "nothing"],
)
def test_a_body_that_drips_is_given_up_when_the_time_of_its_url_is_over(answer: Answer) -> None:
    with Server(answer) as server:
        result = fetched_one(server.url(), limits=SOON)
        assert seconds_to_close(server) < SOON.total_seconds + SLACK_SECONDS
    assert (result.fetch_status, result.attempts, result.article) == (FetchStatus.TIMEOUT, 1, None)
    assert "all requests of a URL" in result.reason


def test_a_body_that_comes_too_slowly_is_given_up_before_that() -> None:
    limits = replace(WITH_TIME, rate_seconds=0.5)
    with Server(slow_answers.dripping_body(0.1)) as server:
        result = fetched_one(server.url(), limits=limits)
        assert seconds_to_close(server) < limits.rate_seconds + SLACK_SECONDS
    assert result.fetch_status is FetchStatus.TIMEOUT
    assert result.reason == "it came too slowly, less than 1000 bytes a second for 0.5 seconds"


@pytest.mark.parametrize(
    "answer",
    [slow_answers.dripping_headers(0.1), slow_answers.dripping_status_line(0.1), slow_answers.no_answer],
    ids=["headers", "status line", "nothing"],
)
def test_headers_that_have_no_end_are_given_up_in_time(answer: Answer) -> None:
    limits = replace(WITH_TIME, head_seconds=1)
    with Server(answer) as server:
        result = fetched_one(server.url(), limits=limits)
        assert seconds_to_close(server) < limits.head_seconds + SLACK_SECONDS
    assert (result.fetch_status, result.reason) == (FetchStatus.TIMEOUT, "no answer within 1 seconds")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (replace(WITH_TIME, head_seconds=1), "no answer within 1 seconds"),
        (replace(WITH_TIME, connect_seconds=1), "no secure connection within 1 seconds"),
    ],
    ids=["headers", "connection"],
)
def test_a_tls_handshake_that_stalls_is_given_up_in_time(limits: Limits, reason: str) -> None:
    with Server(answers.page(), tls=certificates.good(), at_accept=slow_answers.stall_at_accept) as server:
        result = fetched_one(server.url(), limits=limits)
        assert server.is_left_alone()
    assert (result.fetch_status, result.reason) == (FetchStatus.TIMEOUT, reason)
    assert result.seconds < 1 + SLACK_SECONDS


@pytest.mark.parametrize(
    "first",
    [[("Transfer-Encoding", "chunked")], []],
    ids=["chunks", "until the connection closes"],
)
def test_a_body_without_end_is_read_as_far_as_its_bound(first: list[tuple[str, str]]) -> None:
    block = b"word " * 50_000
    block = answers.chunked(block, is_whole=False) if first else block
    cost, server = cost_of_answer(as_it_is_read(answers.head(200, [HTML_TYPE, *first]), block))
    assert cost.status is FetchStatus.TOO_LARGE
    assert cost.grown_bytes <= 60 * MEGABYTE
    assert 20 * MEGABYTE <= server.log.exchanges()[-1].ended.bytes_sent <= 21 * MEGABYTE  # type: ignore[union-attr]


@pytest.mark.parametrize("max_ratio", [Limits().max_ratio, float("inf")], ids=["ratio", "size"])
@pytest.mark.parametrize("encoding", list(BOMBS))
def test_a_gigabyte_in_a_small_body_is_never_unpacked(encoding: str, max_ratio: float) -> None:
    bomb = answers.encoded(BOMBS[encoding](filler=b"a"), encoding)
    cost, _ = cost_of_answer(bomb, limits=replace(WITH_TIME, max_ratio=max_ratio))
    assert (cost.status, cost.attempts) == (FetchStatus.TOO_LARGE, 1)
    assert cost.grown_bytes <= 60 * MEGABYTE
    assert cost.cpu_seconds <= 2


def test_a_gigabyte_in_two_encodings_is_never_unpacked() -> None:
    cost, _ = cost_of_answer(answers.encoded(bombs.nested_gzip_bomb(), "gzip, gzip"))
    assert cost.status is FetchStatus.TOO_LARGE
    assert cost.grown_bytes <= 60 * MEGABYTE
    assert cost.cpu_seconds <= 2


def test_six_encodings_of_a_body_are_not_undone() -> None:
    body = answers.HTML
    for _ in range(6):
        body = gzip.compress(body)
    with Server(answers.encoded(body, ", ".join(["gzip"] * 6))) as server:
        result = fetched_one(server.url())
    assert (result.fetch_status, result.content) == (FetchStatus.BAD_STREAM, None)
    assert "6 encodings" in result.reason


@pytest.mark.parametrize("status", [302, 404])
def test_the_body_of_a_redirect_or_an_error_is_never_decoded(status: int) -> None:
    def answer(body: bytes) -> Answer:
        head = [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        return answers.raw(answers.head(status, [("Location", "/before"), *head]) + body)

    cost, _ = cost_of_answer(answer(bombs.gzip_bomb()))
    broken, _ = cost_of_answer(answer(b"this is no gzip"))
    expected = FetchStatus.OK if status == 302 else FetchStatus.HTTP_ERROR
    assert (cost.status, broken.status) == (expected, expected)
    assert cost.grown_bytes <= 5 * MEGABYTE


@pytest.mark.parametrize("status", [302, 404])
def test_the_body_of_a_redirect_or_an_error_is_not_waited_for(status: int) -> None:
    head = answers.head(status, [("Location", "/page"), ("Content-Length", "1000")])
    stalled = answers.raw(head + b"a", then="wait")
    with Server(answers.by_target({"/": stalled, "/page": answers.page()})) as server:
        result = fetched_one(server.url(), limits=SOON)
    assert result.fetch_status is (FetchStatus.OK if status == 302 else FetchStatus.HTTP_ERROR)


@pytest.mark.parametrize("encoding", list(ENCODE))
@pytest.mark.parametrize("body", [ARTICLE, None], ids=["page", "gigabyte"])
def test_packed_bytes_that_nothing_tells_of_are_no_text(encoding: str, body: bytes | None) -> None:
    packed = ENCODE[encoding](body) if body else BOMBS[encoding]()
    with Server(answers.encoded(packed, None)) as server:
        result = fetched_one(server.url())
    assert (result.fetch_status, result.content, result.article) == (FetchStatus.NOT_TEXT, None, None)


CUT = {
    "too short for its length": broken_answers.short_body(ARTICLE),
    "half a chunked body": broken_answers.cut_chunks(ARTICLE),
    "no last chunk": broken_answers.missing_last_chunk(ARTICLE),
    "reset": broken_answers.reset_in_body(ARTICLE),
    **{f"cut {name}": answers.encoded(encode(ARTICLE)[:-9], name) for name, encode in ENCODE.items()},
}


def fetched_cut(answer: Answer, *, keeps: bool) -> FetchResult:
    with Server(answer) as server:
        result = fetched_one(server.url(), cleaning=replace(NO_WORKERS, keeps_truncated=keeps))
        assert server.log.targets() == ["/"] * 3
    assert (result.fetch_status, result.attempts) == (FetchStatus.TRUNCATED, 3)
    return result


@pytest.mark.parametrize("answer", CUT.values(), ids=CUT)
def test_a_body_that_is_cut_is_asked_for_twice_more_and_then_let_go(answer: Answer) -> None:
    result = fetched_cut(answer, keeps=False)
    assert (result.content, result.page, result.article) == (None, None, None)


@pytest.mark.parametrize("answer", [answer for name, answer in CUT.items() if name != "cut zstd"])
def test_what_came_of_a_cut_body_is_cleaned_for_who_wants_it(answer: Answer) -> None:
    article = fetched_cut(answer, keeps=True).article
    assert article and article.status is Status.PARTIAL
    assert SENTENCE.format(10) in article.text
    assert any("cut on its way" in warning for warning in article.warnings)


def test_a_block_of_zstd_that_is_cut_gives_nothing_to_clean() -> None:
    article = fetched_cut(CUT["cut zstd"], keeps=True).article
    assert article and article.status is Status.EMPTY


def test_a_cut_body_that_comes_whole_the_next_time_is_a_page() -> None:
    with Server(answers.in_turn(CUT["reset"], CUT["cut gzip"], answers.page(ARTICLE))) as server:
        result = fetched_one(server.url())
    assert (result.fetch_status, result.attempts, result.content) == (FetchStatus.OK, 3, ARTICLE)
