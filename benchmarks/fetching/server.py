"""A server of small pages on all addresses of 127/8, in a process of its own, as lean as one in Python can be."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection

from benchmarks.serving import served_by

PARAGRAPH = b"<p>The ferry crossed the river before noon, and the miller waited at the landing with his cart.</p>\n"
PAGE = b"<!doctype html><title>The ferry</title><article>" + 20 * PARAGRAPH + b"</article>"
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def serving(body: bytes = PAGE, *, encoding: str | None = None) -> AbstractContextManager[int]:
    """The port of a server that answers every path with the body, but for robots.txt, which is not there."""
    return served_by(_serve, body, encoding)


def _serve(pipe: Connection, body: bytes, encoding: str | None) -> None:
    coding = f"Content-Encoding: {encoding}\r\n" if encoding else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    asyncio.run(_listen(pipe, head.encode() + body))


async def _listen(pipe: Connection, answer: bytes) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answering(answer), "0.0.0.0", 0, backlog=4096)
    pipe.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


class _Answering(asyncio.Protocol):
    """Answers as soon as a head is there; the clients here send no two at once."""

    def __init__(self, answer: bytes) -> None:
        self._answer, self._head = answer, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._head += data
        if self._head.endswith(b"\r\n\r\n"):
            is_robots = self._head.startswith(b"GET /robots.txt ")
            self._transport.write(NOT_FOUND if is_robots else self._answer)
            self._head = b""
