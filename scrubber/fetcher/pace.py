"""How long to wait for the next bytes of an answer. No clock here: times are given, in seconds of any clock."""

from __future__ import annotations

from scrubber.fetcher.result import Fault, FetchStatus
from scrubber.fetcher.settings import Limits


class Pace:
    """The bounds on time of one request: the first bytes, the rate, all of it."""

    def __init__(self, limits: Limits, *, start: float, seconds: float) -> None:
        """`seconds`: what is left for it of the time of its URL."""
        self._limits = limits
        self._end = start + seconds
        self._head_end = start + limits.head_seconds
        self._window_end: float | None = None
        self._received = self._before_window = 0

    @property
    def deadline(self) -> float:
        """When to give up, if nothing comes."""
        if self._window_end is None:
            return min(self._end, self._head_end)
        return min(self._end, self._window_end + (0.0 if self._is_slow else self._limits.rate_seconds))

    def begin_body(self, now: float) -> None:
        """The headers are there."""
        self._window_end = now + self._limits.rate_seconds

    def check(self, now: float, received: int) -> None:
        """So many bytes of the body have come. Raises Fault where they come too slowly."""
        self._received = received
        if self._window_end is None or now < self._window_end:
            return
        if self._is_slow:
            raise self.fault(now)
        self._before_window, self._window_end = received, now + self._limits.rate_seconds

    @property
    def _is_slow(self) -> bool:
        """Whether too little has come since the window began."""
        least = self._limits.min_bytes_per_second * self._limits.rate_seconds
        return self._received - self._before_window < least

    def fault(self, now: float) -> Fault:
        """What to say when the deadline is there."""
        if now >= self._end - 0.001:
            return Fault(FetchStatus.TIMEOUT, "its time was over: all requests of a URL together have so long")
        if self._window_end is None:
            return Fault(FetchStatus.TIMEOUT, f"no answer within {self._limits.head_seconds:g} seconds")
        slow = f"less than {self._limits.min_bytes_per_second:g} bytes a second"
        return Fault(FetchStatus.TIMEOUT, f"it came too slowly, {slow} for {self._limits.rate_seconds:g} seconds")
