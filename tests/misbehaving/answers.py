"""Well-formed answers, and ways to choose among answers. `slow_answers` and `broken_answers` hold the others.

Whatever takes parameters makes an answer; what takes a request and a connection is one.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Literal

from misbehaving.connection import Answer, Connection
from misbehaving.request import Request

Framing = Literal["length", "chunked", "close"]
Headers = Iterable[tuple[str, str]]

HTML = b"<!doctype html><title>A bridge</title><main><p>The council met on Monday and opened the bridge.</p></main>"
CHUNK = 65_536  # bytes in a chunk of a chunked body


def head(status: int, headers: Headers = ()) -> bytes:
    r"""The head of an answer, with its empty line.

    >>> head(404, [("X", "y")])
    b'HTTP/1.1 404 Not Found\r\nX: y\r\n\r\n'
    """
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n"


def chunked(body: bytes, *, size: int = CHUNK, is_whole: bool = True) -> bytes:
    r"""A body in chunks, with or without the last one.

    >>> chunked(b"abc", size=2), chunked(b"abc", is_whole=False)
    (b'2\r\nab\r\n1\r\nc\r\n0\r\n\r\n', b'3\r\nabc\r\n')
    """
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + (b"0\r\n\r\n" if is_whole else b"")


def raw(octets: bytes, *, then: Literal["keep", "close", "reset", "wait"] = "keep") -> Answer:
    """An answer of just these bytes, and what becomes of the connection then; `wait` leaves it to the client."""

    async def answer(request: Request, connection: Connection) -> None:
        await connection.send(octets)
        if then == "close":
            connection.close()
        elif then == "reset":
            connection.reset()
        elif then == "wait":
            await connection.wait_for_close()

    return answer


def page(
    body: bytes = HTML,
    *,
    status: int = 200,
    media_type: str | None = "text/html; charset=utf-8",
    headers: Headers = (),
    framing: Framing = "length",
) -> Answer:
    """A plain answer; `close` ends the body by closing the connection. No media type, no Content-Type."""
    pairs = [*([("Content-Type", media_type)] if media_type is not None else []), *headers]
    if framing == "close":
        return raw(head(status, pairs) + body, then="close")
    if framing == "chunked":
        return raw(head(status, [*pairs, ("Transfer-Encoding", "chunked")]) + chunked(body))
    return raw(head(status, [*pairs, ("Content-Length", str(len(body)))]) + body)


def text(content: str) -> Answer:
    """A plain text, such as a robots.txt."""
    return page(content.encode(), media_type="text/plain; charset=utf-8")


def encoded(octets: bytes, encoding: str | None, *, framing: Framing = "length", status: int = 200) -> Answer:
    """HTML, so it says, in compressed bytes; with an encoding of None, nothing says that they are compressed."""
    headers = [] if encoding is None else [("Content-Encoding", encoding)]
    return page(octets, status=status, headers=headers, framing=framing)


def redirect(location: str | bytes, *, status: int = 302, headers: Headers = (), body: bytes = b"") -> Answer:
    """A redirect; its location may be any bytes, and its body anything, encoded or not."""
    octets = location if isinstance(location, bytes) else location.encode()
    first, rest = head(status, [*headers, ("Content-Length", str(len(body)))]).split(b"\r\n", 1)
    return raw(b"%b\r\nLocation: %b\r\n%b%b" % (first, octets, rest, body))


def retry_later(retry_after: str | None, *, status: int = 503) -> Answer:
    """A 503 or 429 that says when to come again, in whatever words."""
    return page(b"later", status=status, headers=[] if retry_after is None else [("Retry-After", retry_after)])


def not_modified(headers: Headers = ()) -> Answer:
    """A 304, asked for or not."""
    return raw(head(304, headers))


def validated(body: bytes = HTML, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
    """A page with validators, and a 304 for a request that repeats one of them."""
    pairs = [(name, value) for name, value in (("ETag", etag), ("Last-Modified", last_modified)) if value is not None]
    whole, same = page(body, headers=pairs), not_modified(pairs)

    async def answer(request: Request, connection: Connection) -> None:
        # An If-None-Match makes an If-Modified-Since void (RFC 9110, section 13.1.3).
        tag, since = request.header("If-None-Match"), request.header("If-Modified-Since")
        is_same = tag == etag if tag is not None else since is not None and since == last_modified
        await (same if is_same else whole)(request, connection)

    return answer


def delayed(seconds: float, answer: Answer) -> Answer:
    """An answer whose first byte comes after some time."""

    async def answer_late(request: Request, connection: Connection) -> None:
        await asyncio.sleep(seconds)
        await answer(request, connection)

    return answer_late


def in_turn(*answers: Answer) -> Answer:
    """The first answer to the first request of a URL, the second to the second, and the last one ever after."""
    asked: defaultdict[tuple[str, str], itertools.count[int]] = defaultdict(itertools.count)

    async def answer(request: Request, connection: Connection) -> None:
        number = next(asked[request.host_header, request.target])
        await answers[min(number, len(answers) - 1)](request, connection)

    return answer


NOT_FOUND = page(b"not found", status=404)


def by_target(answers: Mapping[str, Answer], *, otherwise: Answer = NOT_FOUND) -> Answer:
    """An answer for each target, query and all; a target without one is tried again without its query."""

    async def answer(request: Request, connection: Connection) -> None:
        path = request.target.partition("?")[0]
        await answers.get(request.target, answers.get(path, otherwise))(request, connection)

    return answer


def by_host(answers: Mapping[str, Answer], *, otherwise: Answer = NOT_FOUND) -> Answer:
    """An answer for each host, named as in the Host header but without a port."""

    async def answer(request: Request, connection: Connection) -> None:
        await answers.get(request.host, otherwise)(request, connection)

    return answer
