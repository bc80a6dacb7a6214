"""One request, and what came of it: an answer within all bounds, or the fault that ended it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

import httpx

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.body import Body, Want
from scrubber.fetcher.encodings import ACCEPTED
from scrubber.fetcher.headers import checked_value
from scrubber.fetcher.meter import Meter
from scrubber.fetcher.pace import Pace
from scrubber.fetcher.result import Fault, FetchStatus
from scrubber.fetcher.settings import Limits
from scrubber.fetcher.transport import Transport
from scrubber.fetcher.web_url import WebUrl

UNREAD_BYTES = 16_384  # of the body of an error or a redirect: to read so much is cheaper than a new connection
UNREAD_SECONDS = 0.5  # and so is to wait so long for it


class Client:
    """Sends requests, each alone: nothing of an answer, cookies least of all, is in the next request."""

    def __init__(self, limits: Limits, *, user_agent: str, max_idle: int) -> None:
        """Raises ScrubberError for a user agent that cannot be sent."""
        self._limits = limits
        self._own_headers = {"User-Agent": checked_value("user agent", user_agent), "Accept-Encoding": ACCEPTED}
        self._transport = Transport(max_idle=max_idle)

    def headers(self, want: Want) -> dict[str, str]:
        """What every request says."""
        return self._own_headers | {"Accept": want.accept}

    async def get(
        self, url: WebUrl, want: Want, *, addresses: Sequence[str], headers: Mapping[str, str], seconds: float
    ) -> Answer:
        """What came of a request to one of the addresses. `headers`: of this one alone, for its origin."""
        meter = Meter(max_head_bytes=self._limits.head_bytes, max_head_lines=self._limits.head_lines)
        loop = asyncio.get_running_loop()
        pace = Pace(self._limits, start=loop.time(), seconds=seconds)
        request = httpx.Request(
            "GET",
            url.href,
            headers=_joined(self.headers(want), headers),
            extensions={"addresses": addresses, "meter": meter, "timeout": {"connect": self._limits.connect_seconds}},
        )
        try:
            async with asyncio.timeout_at(pace.deadline) as clock:
                response = await self._transport.handle_async_request(request)
                try:
                    return await self._read(response, want, meter, pace, clock)
                finally:
                    await response.aclose()
        except TimeoutError:
            return Answer(fault=pace.fault(loop.time()))
        except Fault as fault:
            return Answer(fault=fault)

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def _read(
        self, response: httpx.Response, want: Want, meter: Meter, pace: Pace, clock: asyncio.Timeout
    ) -> Answer:
        loop = asyncio.get_running_loop()
        pace.begin_body(loop.time())
        clock.reschedule(pace.deadline)
        headers = dict(response.headers)
        if not response.is_success:
            await _skip(response)
            return Answer(response.status_code, headers)
        body = None
        try:
            body = Body(want, self._limits, headers.get("content-encoding"))
            async for piece in response.stream:  # type: ignore[union-attr]  # it comes from an asynchronous transport
                body.check_wire(meter.body_bytes)
                body.add(piece)
                if body.is_enough:
                    break
                pace.check(loop.time(), meter.body_bytes)
                clock.reschedule(pace.deadline)
            body.end()
        except Fault as fault:
            cut = body.content if body and fault.status is FetchStatus.TRUNCATED else None
            return Answer(response.status_code, headers, cut, fault)
        return Answer(response.status_code, headers, body.content)


def _joined(ours: Mapping[str, str], theirs: Mapping[str, str]) -> httpx.Headers:
    """Headers of which those that were given count, however their names are written."""
    joined = httpx.Headers(ours, encoding="latin-1")
    joined.update(httpx.Headers(theirs, encoding="latin-1"))
    return joined


async def _skip(response: httpx.Response) -> None:
    """Read a small body to its end, as it is sent; one that is large or slow costs its connection."""
    skipped = 0
    with suppress(Fault, TimeoutError):
        async with asyncio.timeout(UNREAD_SECONDS):
            async for piece in response.stream:  # type: ignore[union-attr]
                skipped += len(piece)
                if skipped > UNREAD_BYTES:
                    return
