"""Answers that contradict themselves, break off, or are no HTTP."""

from __future__ import annotations

from misbehaving.answers import HTML, chunked, head, raw
from misbehaving.connection import Answer, Connection
from misbehaving.request import Request

HTML_TYPE = ("Content-Type", "text/html")


def body_of_length(declared: int, *, body: bytes = HTML, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A body whose Content-Length is a lie: the connection closes after too short a body, and stays after too long."""
    octets = head(200, [HTML_TYPE, ("Content-Length", str(declared)), *headers]) + body
    return raw(octets, then="close" if len(body) < declared else "keep")


def short_body(body: bytes = HTML) -> Answer:
    """A body that closes one byte before its Content-Length."""
    return body_of_length(len(body) + 1, body=body)


def long_body(body: bytes = HTML) -> Answer:
    """A body one byte longer than its Content-Length, on a connection that stays open."""
    return body_of_length(len(body) - 1, body=body)


def length_and_chunked(body: bytes = HTML) -> Answer:
    """A chunked body that has a Content-Length too, as in request smuggling; the connection stays open."""
    pairs = [HTML_TYPE, ("Content-Length", str(len(body))), ("Transfer-Encoding", "chunked")]
    return raw(head(200, pairs) + chunked(body))


def two_lengths(body: bytes = HTML) -> Answer:
    """A body with two Content-Length headers, of which the second is right; the connection stays open."""
    pairs = [HTML_TYPE, ("Content-Length", str(len(body) // 2)), ("Content-Length", str(len(body)))]
    return raw(head(200, pairs) + body)


def cut_chunks(body: bytes = HTML) -> Answer:
    """A chunked body that closes in the middle of a chunk."""
    octets = chunked(body)
    return raw(head(200, [HTML_TYPE, ("Transfer-Encoding", "chunked")]) + octets[: len(octets) // 2], then="close")


def missing_last_chunk(body: bytes = HTML) -> Answer:
    """A chunked body that closes where its last chunk should come."""
    octets = chunked(body, is_whole=False)
    return raw(head(200, [HTML_TYPE, ("Transfer-Encoding", "chunked")]) + octets, then="close")


def reset_in_body(body: bytes = HTML) -> Answer:
    """A body reset in its middle."""
    octets = head(200, [HTML_TYPE, ("Content-Length", str(len(body)))]) + body[: len(body) // 2]
    return raw(octets, then="reset")


async def reset_instead(request: Request, connection: Connection) -> None:
    """A reset where an answer should be."""
    connection.reset()


async def close_instead(request: Request, connection: Connection) -> None:
    """A close where an answer should be."""
    connection.close()


async def reset_at_accept(connection: Connection) -> None:
    """For `at_accept`: a connection reset before anything is read from it."""
    connection.reset()


def nul_in_header(body: bytes = HTML) -> Answer:
    """A header whose value holds a NUL."""
    return raw(head(200, [HTML_TYPE, ("X-Odd", "a\0b"), ("Content-Length", str(len(body)))]) + body)


def garbage(octets: bytes = b"\x16\x03\x01\x02\x00 SSH-2.0-none\r\n\r\n") -> Answer:
    """Bytes that are no status line, and a close."""
    return raw(octets, then="close")


def http_0_9(body: bytes = HTML) -> Answer:
    """A body without any head, as in HTTP/0.9."""
    return raw(body, then="close")


def unannounced_close(body: bytes = HTML) -> Answer:
    """A whole page, on a connection that then closes without having said so."""
    return raw(head(200, [HTML_TYPE, ("Content-Length", str(len(body)))]) + body, then="close")
