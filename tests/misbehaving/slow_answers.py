"""Answers that drip, stall or never end; each goes on until the client closes."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence

from misbehaving.answers import chunked, head
from misbehaving.connection import BLOCK, Answer, Connection
from misbehaving.request import Request

HTML_TYPE = ("Content-Type", "text/html")


def dripping_body(every_seconds: float = 0.5, *, length: int = 1_000_000) -> Answer:
    """A body of one byte at a time, with a Content-Length that will not be reached soon."""
    first = head(200, [HTML_TYPE, ("Content-Length", str(length))])
    return _dripping(first, [b"a"], every_seconds, count=length)


def dripping_chunks(every_seconds: float = 0.5) -> Answer:
    """Chunks of one byte, without end."""
    first = head(200, [HTML_TYPE, ("Transfer-Encoding", "chunked")])
    return _dripping(first, [chunked(b"a", is_whole=False)], every_seconds)


def dripping_headers(every_seconds: float = 0.5) -> Answer:
    """A short header at a time, and never the empty line."""
    return _dripping(b"HTTP/1.1 200 OK\r\n", [b"X-Slow: a\r\n"], every_seconds)


def dripping_status_line(every_seconds: float = 0.5) -> Answer:
    """A status line of one byte at a time, whose reason has no end."""
    return _dripping(b"H", [b"%c" % octet for octet in b"TTP/1.1 200 OK"], every_seconds)


def endless_chunks(chunk: bytes = b"word " * 3_000) -> Answer:
    """A chunked body without end, as fast as the client reads."""
    return _flood(head(200, [HTML_TYPE, ("Transfer-Encoding", "chunked")]), chunked(chunk, is_whole=False))


def endless_body(block: bytes = b"word " * 3_000) -> Answer:
    """A body without end that only a close would end, as fast as the client reads."""
    return _flood(head(200, [HTML_TYPE]), block)


def endless_headers(length: int = 200_000_000) -> Answer:
    """Headers up to so many bytes, as fast as the client reads; then nothing."""
    return _flood(b"HTTP/1.1 200 OK\r\n", b"X-Padding: %b\r\n" % (b"a" * 8_000), length=length)


def continues(count: int = 100_000, *, last: bytes = b"") -> Answer:
    """So many `100 Continue`, then these bytes, then nothing."""

    async def answer(request: Request, connection: Connection) -> None:
        await connection.send(b"HTTP/1.1 100 Continue\r\n\r\n" * count + last)
        await connection.wait_for_close()

    return answer


async def no_answer(request: Request, connection: Connection) -> None:
    """Nothing at all, on an open connection."""
    await connection.wait_for_close()


async def stall_at_accept(connection: Connection) -> None:
    """For `at_accept`: a connection that is never read from, so a TLS handshake stalls."""
    await connection.wait_for_close()


def _dripping(first: bytes, pieces: Sequence[bytes], every_seconds: float, *, count: int | None = None) -> Answer:
    """The pieces one by one, and the last of them again and again, up to a count of pieces if there is one."""

    async def answer(request: Request, connection: Connection) -> None:
        await connection.send(first)
        for piece in itertools.islice(itertools.chain(pieces, itertools.repeat(pieces[-1])), count):
            await asyncio.sleep(every_seconds)
            await connection.send(piece)

    return answer


def _flood(first: bytes, unit: bytes, *, length: int | None = None) -> Answer:
    block = unit * (BLOCK // len(unit) + 1)

    async def answer(request: Request, connection: Connection) -> None:
        await connection.send(first)
        for _ in itertools.count() if length is None else range(length // len(block) + 1):
            await connection.send(block)
        await connection.wait_for_close()

    return answer
