"""A connection of the server: requests are read from it, and an answer may do to it whatever it likes."""

from __future__ import annotations

import asyncio
import itertools
import re
import socket
import ssl
import struct
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from misbehaving.log import Accepted, Closed, Ended, FirstByte, HandshakeFailed, Log, Received, Secured, Side
from misbehaving.request import Request, read_request

BLOCK = 65_536  # bytes written at once: what a log may count too many when a client closes
KEPT_BYTES = 4_096  # of each answer, to read its status from; no test has a longer head that matters
_NO_LINGER = struct.pack("ii", 1, 0)
_STATUS = re.compile(rb"(?:HTTP/1\.[01] 1\d\d[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)*HTTP/1\.[01] ([2-9]\d\d)")
_RETRY_AFTER = re.compile(rb"\r\nretry-after:[ \t]*([^\r\n]*)", re.IGNORECASE)
_LAST = re.compile(r"\r\nconnection:[^\r\n]*close", re.IGNORECASE)

Answer = Callable[[Request, "Connection"], Awaitable[None]]
Greeting = Callable[["Connection"], Awaitable[None]]


@dataclass(slots=True)
class Shared:
    """What all connections of a server have in common."""

    answer: Answer
    greeting: Greeting | None
    tls: ssl.SSLContext | None
    log: Log = field(default_factory=Log)
    connections: set[Connection] = field(default_factory=set)
    mistakes: list[Exception] = field(default_factory=list)
    """What answers raised: the fault of a test, so it shall fail."""
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))


class Connection(asyncio.Protocol):
    """One connection, answered request by request until either side closes it."""

    _transport: asyncio.Transport

    def __init__(self, shared: Shared) -> None:
        self.connection_id = next(shared.numbers)
        self.host_address = ""
        self._shared = shared
        self._buffer = b""
        self._arrived_ns = 0
        self._more: asyncio.Future[None] | None = None
        self._drained: asyncio.Future[None] | None = None
        self._closed_by: Side | None = None
        self._bytes_sent = 0
        self._answer = _Sent(0)

    async def send(self, octets: bytes) -> None:
        """Send bytes; returns when the system has them all, so a client that does not read holds the answer up."""
        for start in range(0, len(octets), BLOCK):
            block = octets[start : start + BLOCK]
            if self._closed_by:
                raise ConnectionResetError("the connection is closed")
            self._note(block)
            self._transport.write(block)
            if self._drained:
                await self._drained
                self._answer.last_ns = time.monotonic_ns()
            elif len(block) == BLOCK:
                await asyncio.sleep(0)  # an endless answer to a fast client leaves the others their turn

    def close(self) -> None:
        """Close after what was sent."""
        self._closed_by = self._closed_by or "server"
        self._transport.close()

    def reset(self) -> None:
        """Close at once with a TCP reset; what the client has not yet received is lost."""
        self._closed_by = self._closed_by or "server"
        raw = self._transport.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self._transport.abort()

    async def wait_for_close(self) -> None:
        """Do nothing until the client closes; the answer ends here."""
        self._transport.resume_reading()  # paused before a handshake, when a close would go unseen
        await asyncio.get_running_loop().create_future()

    def _note(self, block: bytes) -> None:
        # Before the write: a client may read the last byte, and ask again, before a stamp made after it.
        now, answer = time.monotonic_ns(), self._answer
        if answer.exchange_id and not answer.bytes_sent:
            self._shared.log.add(FirstByte(now, self.connection_id, answer.exchange_id))
        answer.last_ns = now
        answer.bytes_sent += len(block)
        self._bytes_sent += len(block)
        if len(answer.kept) < KEPT_BYTES:
            answer.kept += block[:KEPT_BYTES]

    async def _serve(self) -> None:
        try:
            if self._shared.greeting:
                await self._shared.greeting(self)
            if not self._closed_by and (self._shared.tls is None or await self._secure(self._shared.tls)):
                while not self._closed_by:
                    await self._exchange(await self._next_request())
        except OSError:
            pass  # the client left while it was being answered
        except Exception as mistake:  # noqa: BLE001 - an answer is any code of a test; the server raises it at its end
            self._shared.mistakes.append(mistake)
            self._transport.abort()

    async def _next_request(self) -> Request:
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._more = asyncio.get_running_loop().create_future()
            await self._more
        head, self._buffer = self._buffer[:end], self._buffer[end + 4 :]
        return read_request(head, connection_id=self.connection_id, host_address=self.host_address)

    async def _exchange(self, request: Request) -> None:
        self._answer = _Sent(next(self._shared.numbers))
        self._shared.log.add(Received(self._arrived_ns, self.connection_id, self._answer.exchange_id, request))
        await self._shared.answer(request, self)
        self._end_answer(is_whole=True)
        if _LAST.search(request.head):
            self.close()

    def _end_answer(self, *, is_whole: bool) -> None:
        if self._answer.exchange_id:
            self._shared.log.add(self._answer.ended(self.connection_id, is_whole=is_whole))
        self._answer = _Sent(0)

    async def _secure(self, tls: ssl.SSLContext) -> bool:
        loop, log = asyncio.get_running_loop(), self._shared.log
        try:
            secured = await loop.start_tls(self._transport, self, tls, server_side=True)
            if secured is None:
                raise ConnectionAbortedError("the server stopped")
        except OSError as error:
            log.add(HandshakeFailed(time.monotonic_ns(), self.connection_id, str(error)))
            self.connection_lost(None)
            return False
        self._transport = secured
        self._transport.set_write_buffer_limits(high=1, low=0)  # 0 would pause for ever: asyncio.sslproto asks >= high
        name = getattr(self._transport.get_extra_info("ssl_object"), "name_asked_for", None)
        log.add(Secured(time.monotonic_ns(), self.connection_id, name))
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve; asyncio calls this and the rest of its protocol below."""
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=0)  # a send has ended when the system has its last byte
        if self._shared.tls:
            self._transport.pause_reading()  # until the handshake reads
        self.host_address = str(transport.get_extra_info("sockname")[0])
        self._shared.connections.add(self)
        self._shared.log.add(Accepted(time.monotonic_ns(), self.connection_id, self.host_address))
        self._task = asyncio.get_running_loop().create_task(self._serve())

    def data_received(self, data: bytes) -> None:
        self._arrived_ns = time.monotonic_ns()
        self._buffer += data
        if self._more and not self._more.done():
            self._more.set_result(None)

    def eof_received(self) -> None:
        self._closed_by = self._closed_by or "client"

    def pause_writing(self) -> None:
        self._drained = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        if self._drained and not self._drained.done():
            self._drained.set_result(None)
        self._drained = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self not in self._shared.connections:
            return  # a handshake that fails may be told here by asyncio too
        self._closed_by = self._closed_by or "client"
        self._end_answer(is_whole=False)
        self._shared.log.add(Closed(time.monotonic_ns(), self.connection_id, self._closed_by, self._bytes_sent))
        self._shared.connections.discard(self)
        self._task.cancel()


class _Sent:
    """What was sent of one answer."""

    def __init__(self, exchange_id: int) -> None:
        self.exchange_id = exchange_id
        self.last_ns: int | None = None
        self.bytes_sent = 0
        self.kept = b""

    def ended(self, connection_id: int, *, is_whole: bool) -> Ended:
        """The record of its end: at its last byte, or now, when the connection closes under it."""
        status = _STATUS.match(self.kept)
        wait = _RETRY_AFTER.search(self.kept.partition(b"\r\n\r\n")[0])
        return Ended(
            self.last_ns if is_whole and self.last_ns else time.monotonic_ns(),
            connection_id,
            self.exchange_id,
            self.bytes_sent,
            is_whole,
            int(status[1]) if status else None,
            wait[1].decode("latin-1").strip() if wait else None,
            time.time(),
        )
