"""A server whose paths say what is wrong with their pages, in a process of its own."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection

from benchmarks.serving import served_by

FAULTS = {
    "no-answer": "timeout",
    "drip": "timeout",
    "reset": "unreachable",
    "cut": "truncated",
    "broken-gzip": "bad_stream",
    "bomb": "too_large",
    "loop": "redirect_loop",
    "missing": "http_error",
    "trouble": "http_error",
    "leaflet": "not_text",
}
"""By the first part of a path, the status that its pages come to; `page` is a page."""

PARAGRAPH = "<p>The ferry crossed the river before noon, and the miller waited at the landing with his cart.</p>\n"
PAGE = f"<!doctype html><title>The ferry</title><article><h1>The ferry</h1>{12 * PARAGRAPH}</article>".encode()
BOMB = gzip.compress(bytes(30_000_000))
PATIENCE_SECONDS = 60.0  # more than any client has here

Writer = asyncio.StreamWriter


def serving() -> AbstractContextManager[int]:
    """The port of a running server, on all addresses of 127/8."""
    return served_by(_serve)


def _serve(pipe: Connection) -> None:
    asyncio.run(_listen(pipe))


async def _listen(pipe: Connection) -> None:
    server = await asyncio.start_server(_answer_all, "0.0.0.0", 0, backlog=4096)
    pipe.send(server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


async def _answer_all(reader: asyncio.StreamReader, writer: Writer) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            target = head.split(b" ", 2)[1].decode()
            await _ANSWERS.get(target.split("/")[1], _missing)(writer, target)
            await writer.drain()
            if writer.is_closing():
                return
    except (asyncio.IncompleteReadError, ConnectionError):
        return
    finally:
        writer.close()


def _write(writer: Writer, status: str, body: bytes, *headers: str) -> None:
    lines = (f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}", *headers)
    writer.write("\r\n".join((*lines, "", "")).encode() + body)


async def _page(writer: Writer, _target: str) -> None:
    _write(writer, "200 OK", PAGE)


async def _missing(writer: Writer, _target: str) -> None:
    _write(writer, "404 Not Found", b"")


async def _trouble(writer: Writer, _target: str) -> None:
    _write(writer, "500 Internal Server Error", b"")


async def _loop(writer: Writer, target: str) -> None:
    _write(writer, "302 Found", b"", f"Location: {target}")


async def _leaflet(writer: Writer, _target: str) -> None:
    _write(writer, "200 OK", b"%PDF-1.7\n" + bytes(range(256)) * 8)


async def _bomb(writer: Writer, _target: str) -> None:
    _write(writer, "200 OK", BOMB, "Content-Encoding: gzip")


async def _broken_gzip(writer: Writer, _target: str) -> None:
    _write(writer, "200 OK", gzip.compress(PAGE)[:40] + bytes(200), "Content-Encoding: gzip")


async def _cut(writer: Writer, _target: str) -> None:
    writer.write(
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode() + PAGE[:400]
    )
    await writer.drain()
    writer.close()


async def _reset(writer: Writer, _target: str) -> None:
    writer.transport.abort()


async def _no_answer(_writer: Writer, _target: str) -> None:
    await asyncio.sleep(PATIENCE_SECONDS)


async def _drip(writer: Writer, _target: str) -> None:
    writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n".encode())
    for byte in PAGE:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0.3)


_ANSWERS: dict[str, Callable[[Writer, str], Awaitable[None]]] = {
    "page": _page,
    "no-answer": _no_answer,
    "drip": _drip,
    "reset": _reset,
    "cut": _cut,
    "broken-gzip": _broken_gzip,
    "bomb": _bomb,
    "loop": _loop,
    "missing": _missing,
    "trouble": _trouble,
    "leaflet": _leaflet,
}
