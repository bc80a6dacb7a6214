"""A server in a thread of its own, on every address of loopback."""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from types import TracebackType
from typing import Self

from misbehaving.connection import Answer, Connection, Greeting, Shared
from misbehaving.log import Log

WAITING = 4_096  # connections not yet accepted: a crawl opens many at once
PATIENCE_SECONDS = 10.0  # to start and to stop; only a broken machine needs longer


class Server:
    """A running server: `with Server(answer) as server:` has a free port on all of 127/8 until the block ends.

    `answer` is awaited for each request, `at_accept` for each connection before anything is read from it or TLS begins.
    An exception that an answer raised is raised again when the block ends.
    """

    def __init__(self, answer: Answer, *, tls: ssl.SSLContext | None = None, at_accept: Greeting | None = None) -> None:
        self._shared = Shared(answer, at_accept, tls)
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="server", daemon=True)
        self.port = 0

    @property
    def log(self) -> Log:
        """What happened up to now."""
        return self._shared.log

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The URL of a path, at any name or address that leads here."""
        return f"{'https' if self._shared.tls else 'http'}://{host}:{self.port}{path}"

    def connections_open(self) -> int:
        """How many connections are open now."""
        return len(self._shared.connections)

    def is_left_alone(self, within_seconds: float = 2.0) -> bool:
        """Whether every connection is closed, now or within some time."""
        until = time.monotonic() + within_seconds
        while self.connections_open() and time.monotonic() < until:
            time.sleep(0.005)
        return not self.connections_open()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._started.wait(PATIENCE_SECONDS):
            raise TimeoutError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE_SECONDS)
        if self._shared.mistakes and error is None:
            raise self._shared.mistakes[0]

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        if self._shared.tls:
            self._shared.tls.sni_callback = _note_name
        listener = await self._loop.create_server(lambda: Connection(self._shared), "0.0.0.0", 0, backlog=WAITING)
        self.port = listener.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        listener.close()
        for connection in tuple(self._shared.connections):
            connection.reset()
        while self._shared.connections:
            await asyncio.sleep(0.001)  # until all of them know, and the log has their ends


def _note_name(handshake: ssl.SSLObject, name: str | None, tls: ssl.SSLContext) -> None:
    handshake.name_asked_for = name  # type: ignore[attr-defined]
