"""The network as httpcore sees it: only vetted addresses, and every byte is metered."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from scrubber.fetcher.meter import Meter
from scrubber.fetcher.result import Fault, FetchStatus


class Line:
    """Who listens on a connection: the meter of the request that is under way."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter


class VettedBackend(httpcore.AsyncNetworkBackend):
    """Connects to the addresses that it was made with, whatever the name; TLS still asks for the name."""

    def __init__(self, addresses: Sequence[str], line: Line) -> None:
        self._addresses, self._line = addresses, line
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name, which is not looked up again
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that answers. Raises Fault."""
        problem: Exception | None = None
        for address in self._addresses:
            try:
                stream = await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return MeteredStream(stream, self._line)
        if isinstance(problem, httpcore.ConnectTimeout):
            raise Fault(FetchStatus.TIMEOUT, f"no connection within {timeout or 0:g} seconds") from None
        raise Fault(FetchStatus.UNREACHABLE, f"no connection: {_cause(problem)}", may_pass=True) from problem

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Never: a file is no host."""
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks for between attempts, of which it makes one."""
        await self._network.sleep(seconds)


class MeteredStream(httpcore.AsyncNetworkStream):
    """A connection whose bytes are counted, and refused, before anybody reads them."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, line: Line) -> None:
        self._stream, self._line = stream, line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            data = await self._stream.read(self._line.meter.room(max_bytes), timeout)
        except ssl.SSLError as error:  # an alert, as for a client without a certificate, or bytes that are no TLS
            raise _insecure(error) from error
        self._line.meter.add(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            await self._stream.write(buffer, timeout)
        except ssl.SSLError as error:
            raise _insecure(error) from error

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        name = (server_hostname or "").removesuffix(".")  # which certificates and SNI leave out (RFC 6066, 3)
        try:
            return MeteredStream(await self._stream.start_tls(ssl_context, name, timeout), self._line)
        except httpcore.ConnectError as error:
            raise _insecure(error) from error
        except httpcore.ConnectTimeout:
            raise Fault(FetchStatus.TIMEOUT, f"no secure connection within {timeout or 0:g} seconds") from None
        except asyncio.CancelledError:  # of a time that was over; httpcore knows nothing of this connection yet
            await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _insecure(error: Exception) -> Fault:
    return Fault(FetchStatus.TLS, f"no secure connection: {_cause(error)}")


def _cause(error: BaseException | None) -> str:
    """What the system said, in the words of its own error."""
    while error is not None and error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
