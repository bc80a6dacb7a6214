"""httpx's requests → the addresses that were vetted for them. The only user of httpx and, with `wire`, of httpcore.

`httpx.AsyncClient` is left out on purpose: it keeps cookies, unpacks bodies without a bound, writes whole URLs into
logs, and its pool looks at every open connection for each request. The transport beneath it does none of that.
"""

from __future__ import annotations

import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator
from typing import Any

import httpcore
import httpx

from scrubber.errors import ScrubberError
from scrubber.fetcher.framing import check_end, check_framing
from scrubber.fetcher.meter import Meter
from scrubber.fetcher.result import Fault, FetchStatus
from scrubber.fetcher.wire import Line, VettedBackend

IDLE_SECONDS = 30.0


class Transport(httpx.AsyncBaseTransport):
    """Sends a request to the addresses in its extensions, and keeps the connection for the next to the same origin.

    Extensions of a request: `addresses`, which were vetted; `meter`, which counts what comes; `timeout`, httpx's own.
    """

    def __init__(self, *, max_idle: int) -> None:
        self._max_idle = max_idle
        self._tls: ssl.SSLContext | None = None
        self._idle: OrderedDict[str, _Connection] = OrderedDict()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body still to come. Raises Fault."""
        url = request.url
        core = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=b"",
            extensions={"timeout": request.extensions["timeout"]},
        )
        connection = await self._connection_for(core.url.origin, request.extensions)
        try:
            answer = await connection.send(core)
        except BaseException:
            await connection.close()
            raise
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, connection, self))

    async def keep(self, connection: _Connection) -> None:
        """Have a connection at hand for the next request to its origin."""
        other = self._idle.pop(str(connection.origin), None)
        self._idle[str(connection.origin)] = connection
        if other is None and len(self._idle) > self._max_idle:
            _, other = self._idle.popitem(last=False)
        if other is not None:
            await other.close()

    async def aclose(self) -> None:
        """Close all that is idle."""
        while self._idle:
            await self._idle.popitem()[1].close()

    async def _connection_for(self, origin: httpcore.Origin, extensions: dict[str, Any]) -> _Connection:
        """A connection that is idle, or a new one."""
        meter: Meter = extensions["meter"]
        idle = self._idle.pop(str(origin), None)
        if idle is not None:
            if not idle.is_stale:
                idle.line.meter = meter
                return idle
            await idle.close()
        if origin.scheme == b"https" and self._tls is None:
            self._tls = _trust()
        return _Connection(origin, VettedBackend(extensions["addresses"], line := Line(meter)), line, self._tls)


class _Connection:
    """A connection to an origin."""

    def __init__(self, origin: httpcore.Origin, network: VettedBackend, line: Line, tls: ssl.SSLContext | None) -> None:
        self.origin, self.line = origin, line
        self._http = httpcore.AsyncHTTPConnection(
            origin, ssl_context=tls, keepalive_expiry=IDLE_SECONDS, network_backend=network
        )

    async def send(self, request: httpcore.Request) -> httpcore.Response:
        """The answer, its body still to come. Raises Fault."""
        try:
            response = await self._http.handle_async_request(request)
        except httpcore.ReadError as error:
            raise _unanswered("the connection broke") from error
        except httpcore.RemoteProtocolError as error:
            if self.line.meter.is_ended:
                raise _unanswered("the server closed the connection") from error
            raise Fault(FetchStatus.BAD_STREAM, f"the answer breaks the rules of HTTP: {error}") from error
        self.line.meter.end_head()
        check_framing(response.headers)
        return response

    @property
    def is_stale(self) -> bool:
        """Whether nothing more can be sent over it."""
        return not self._http.is_idle() or self._http.has_expired()

    async def close(self) -> None:
        await self._http.aclose()


class _Body(httpx.AsyncByteStream):
    """The body as it is sent. Once it is closed, its connection is kept if it was read whole, else closed."""

    def __init__(self, answer: httpcore.Response, connection: _Connection, transport: Transport) -> None:
        self._answer, self._connection, self._transport = answer, connection, transport
        self._stream: Any = answer.stream
        self._is_whole = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._stream:
                yield chunk
        except httpcore.ReadError as error:
            raise Fault(FetchStatus.TRUNCATED, "the connection broke inside the body", may_pass=True) from error
        except httpcore.RemoteProtocolError as error:
            if self._connection.line.meter.is_ended:
                raise Fault(FetchStatus.TRUNCATED, "the body was cut before its end", may_pass=True) from error
            raise Fault(FetchStatus.BAD_STREAM, f"the body breaks the rules of HTTP: {error}") from error
        check_end(self._answer.status, self._answer.headers, self._connection.line.meter)
        self._is_whole = True

    async def aclose(self) -> None:
        if self._is_whole:
            await self._stream.aclose()
            if not self._connection.is_stale:
                await self._transport.keep(self._connection)
                return
        await self._connection.close()


def _trust() -> ssl.SSLContext:
    """certifi's authorities, or those of SSL_CERT_FILE or SSL_CERT_DIR. Raises ScrubberError."""
    try:
        return httpx.create_ssl_context()
    except OSError as error:  # as errors of ssl are, too
        raise ScrubberError(
            f"no certificates of authorities could be read: {error}; see SSL_CERT_FILE and SSL_CERT_DIR"
        ) from error


def _unanswered(what: str) -> Fault:
    return Fault(FetchStatus.UNREACHABLE, f"{what} without an answer", may_pass=True)
