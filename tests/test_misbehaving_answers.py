"""Each answer of the misbehaving server is as bad as it says, byte for byte."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable

import brotli
import pytest
from misbehaving import answers, bombs, broken_answers, slow_answers
from misbehaving.answers import HTML
from misbehaving.bombs import zstd
from misbehaving.connection import Answer
from misbehaving.raw_client import ask, connect, read, request
from misbehaving.server import Server

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("answer", "start", "drop"),
    [
        (slow_answers.dripping_body(0.02), b"Content-Length: 1000000\r\n\r\na", b"a"),
        (slow_answers.dripping_chunks(0.02), b"chunked\r\n\r\n1\r\na\r\n", b"1\r\na\r\n"),
        (slow_answers.dripping_headers(0.02), b"HTTP/1.1 200 OK\r\nX-Slow: a\r\n", b"X-Slow: a\r\n"),
        (slow_answers.dripping_status_line(0.005), b"HTTP/1.1 200 OK", b"K"),
    ],
    ids=["body", "chunks", "headers", "status line"],
)
def test_an_answer_drips_until_the_client_leaves(answer: Answer, start: bytes, drop: bytes) -> None:
    with Server(answer) as server:
        octets = ask(server, seconds=0.3)
        assert server.is_left_alone()
    assert start in octets
    assert octets.endswith(drop)
    assert 2 <= octets.count(drop) <= 60
    assert [closed.by for closed in server.log.closings()] == ["client"]


def test_two_requests_do_not_share_the_drops_of_an_answer() -> None:
    with Server(slow_answers.dripping_body(0.001, length=3)) as server:
        assert ask(server).endswith(b"\r\n\r\naaa")
        assert ask(server).endswith(b"\r\n\r\naaa")


@pytest.mark.parametrize(
    ("answer", "unit"),
    [
        (slow_answers.endless_chunks(), b"word word"),
        (slow_answers.endless_body(), b"word word"),
        (slow_answers.endless_headers(), b"X-Padding: aaa"),
    ],
    ids=["chunks", "body", "headers"],
)
def test_an_endless_answer_goes_on_as_long_as_the_client_reads(answer: Answer, unit: bytes) -> None:
    with Server(answer) as server:
        octets = ask(server, most=20 * MEGABYTE)
        assert server.is_left_alone()
    assert len(octets) >= 20 * MEGABYTE
    assert unit in octets[-100_000:]
    [closed] = server.log.closings()
    assert 20 * MEGABYTE <= closed.bytes_sent <= 40 * MEGABYTE  # what the buffers of two sockets hold


def test_headers_end_without_an_empty_line_after_their_length() -> None:
    with Server(slow_answers.endless_headers(3 * MEGABYTE)) as server:
        octets = ask(server, seconds=0.3)
    assert 3 * MEGABYTE <= len(octets) <= 3.1 * MEGABYTE
    assert b"\r\n\r\n" not in octets


def test_an_endless_answer_leaves_others_their_turn() -> None:
    routes = answers.by_target({"/endless": slow_answers.endless_chunks(), "/": answers.page()})
    with Server(routes) as server, connect(server) as greedy:
        greedy.sendall(request("/endless"))
        read(greedy, most=MEGABYTE)
        assert ask(server).endswith(HTML)


def test_a_hundred_thousand_interim_answers_come_before_the_final_one() -> None:
    final = b"HTTP/1.1 204 No Content\r\n\r\n"
    with Server(slow_answers.continues(last=final)) as server:
        octets = ask(server, most=100_000 * len(b"HTTP/1.1 100 Continue\r\n\r\n") + len(final))
    assert octets.count(b"HTTP/1.1 100 Continue\r\n\r\n") == 100_000
    assert octets.endswith(final)


def test_the_log_has_the_status_of_the_final_answer() -> None:
    octets = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Created\r\n\r\n"
    with Server(answers.raw(octets)) as server:
        ask(server)
        assert server.is_left_alone()
    assert [exchange.status for exchange in server.log.exchanges()] == [201]


def test_no_answer_is_silence_on_an_open_connection() -> None:
    with Server(slow_answers.no_answer) as server, connect(server) as client:
        client.sendall(request())
        assert read(client, seconds=0.1) == b""
        assert server.connections_open() == 1


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SIZE = len(HTML)
BROKEN = {
    "short body": (broken_answers.short_body(), b"Content-Length: %d\r\n\r\n%b" % (SIZE + 1, HTML), "server"),
    "long body": (broken_answers.long_body(), b"Content-Length: %d\r\n\r\n%b" % (SIZE - 1, HTML), "client"),
    "length and chunks": (
        broken_answers.length_and_chunked(),
        b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (SIZE, SIZE, HTML),
        "client",
    ),
    "two lengths": (
        broken_answers.two_lengths(),
        b"Content-Length: %d\r\nContent-Length: %d\r\n\r\n%b" % (SIZE // 2, SIZE, HTML),
        "client",
    ),
    "cut chunks": (
        broken_answers.cut_chunks(),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b" % (SIZE, HTML[: (SIZE + 11) // 2 - 4]),
        "server",
    ),
    "missing last chunk": (
        broken_answers.missing_last_chunk(),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (SIZE, HTML),
        "server",
    ),
    "NUL": (broken_answers.nul_in_header(), b"X-Odd: a\0b\r\nContent-Length: %d\r\n\r\n%b" % (SIZE, HTML), "client"),
    "unannounced close": (
        broken_answers.unannounced_close(),
        b"Content-Length: %d\r\n\r\n%b" % (SIZE, HTML),
        "server",
    ),
}


@pytest.mark.parametrize(("answer", "octets", "by"), BROKEN.values(), ids=list(BROKEN))
def test_an_answer_contradicts_itself_or_breaks_off(answer: Answer, octets: bytes, by: str) -> None:
    with Server(answer) as server:
        assert ask(server, keeps=True, most=len(HEAD + octets)) == HEAD + octets
        assert server.is_left_alone()
    assert [closed.by for closed in server.log.closings()] == [by]


def test_bytes_that_are_no_http_are_sent_as_they_are() -> None:
    routes = {"/garbage": broken_answers.garbage(b"\x16\x03 none"), "/0.9": broken_answers.http_0_9()}
    with Server(answers.by_target(routes)) as server:
        assert ask(server, "/garbage") == b"\x16\x03 none"
        assert ask(server, "/0.9") == HTML
        assert server.is_left_alone()
    assert [exchange.status for exchange in server.log.exchanges()] == [None, None]


def test_a_body_is_reset_in_its_middle() -> None:
    with Server(broken_answers.reset_in_body(b"ab" * 10)) as server, connect(server) as client:
        client.sendall(request())
        assert read(client, most=1).endswith(b"\r\n\r\nababababab")
        with pytest.raises(ConnectionResetError):
            read(client)
    assert [closed.by for closed in server.log.closings()] == ["server"]


def test_a_connection_is_reset_instead_of_an_answer() -> None:
    with Server(broken_answers.reset_instead) as server, pytest.raises(ConnectionResetError):
        ask(server)
    assert [exchange.first_byte_ns for exchange in server.log.exchanges()] == [None]


def test_a_connection_is_closed_instead_of_answered() -> None:
    with Server(broken_answers.close_instead) as server:
        assert ask(server) == b""


def test_a_connection_is_reset_as_soon_as_it_is_made() -> None:
    with Server(answers.page(), at_accept=broken_answers.reset_at_accept) as server:
        with pytest.raises(ConnectionResetError), connect(server) as client:
            read(client)
        assert server.is_left_alone()
    assert server.log.requests() == []


def test_a_redirect_leads_to_any_bytes_and_may_have_a_body() -> None:
    body = gzip.compress(HTML)
    answer = answers.redirect(b"//\xff\x00[", status=308, headers=[("Content-Encoding", "gzip")], body=body)
    with Server(answer) as server:
        octets = ask(server)
    assert octets.startswith(b"HTTP/1.1 308 Permanent Redirect\r\nLocation: //\xff\x00[\r\n")
    assert octets.endswith(b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


@pytest.mark.parametrize(
    ("bomb", "expand"),
    [
        (bombs.gzip_bomb, gzip.decompress),
        (bombs.deflate_bomb, zlib.decompress),
        (bombs.brotli_bomb, brotli.decompress),
        (bombs.zstd_bomb, zstd.decompress),
        (bombs.nested_gzip_bomb, lambda octets: gzip.decompress(gzip.decompress(octets))),
    ],
)
def test_a_bomb_expands_to_its_length(bomb: Callable[..., bytes], expand: Callable[[bytes], bytes]) -> None:
    small = bomb(3 * MEGABYTE, filler=b" ")
    assert len(small) < 10_000
    assert expand(small) == b" " * 3 * MEGABYTE
    assert len(bomb()) < 1.1 * MEGABYTE
    with Server(answers.encoded(small, "x", framing="chunked")) as server:
        assert answers.chunked(small) in ask(server)


def test_a_hundred_thousand_members_of_a_gzip_expand_to_nothing() -> None:
    octets = bombs.empty_gzip_members()
    assert len(octets) == 2 * MEGABYTE
    assert gzip.GzipFile(fileobj=io.BytesIO(octets)).read() == b""
