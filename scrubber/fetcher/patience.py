"""With a host that does not answer, patience comes to an end: a dead one would hold a long job up for hours."""

from __future__ import annotations

from dataclasses import dataclass

from scrubber.fetcher.result import FetchStatus
from scrubber.fetcher.steps import Settled

FAILURES = 5
"""Pages in a row, each with all its attempts."""
REST_SECONDS = 300.0
"""After which the host is tried again."""
SILENCE = frozenset({FetchStatus.TIMEOUT, FetchStatus.UNREACHABLE, FetchStatus.TLS, FetchStatus.DNS})
MAX_KEPT = 10_000  # hosts that have failed; the oldest are forgotten


@dataclass(slots=True)
class _Silence:
    failures: int
    settled: Settled
    until: float = 0.0


class Patience:
    """How often each host has failed to answer, one page after the other. Times are seconds of any clock."""

    def __init__(self) -> None:
        self._silent: dict[str, _Silence] = {}

    def note(self, host: str, settled: Settled, now: float) -> None:
        """What became of a page of a host.

        >>> patience = Patience()
        >>> for _ in range(FAILURES):
        ...     patience.note("a.example", Settled(FetchStatus.TIMEOUT, "too slow"), 0.0)
        >>> patience.verdict("a.example", 1.0).reason
        'a.example did not answer 5 times in a row, so that it was not asked: too slow'
        >>> patience.verdict("a.example", REST_SECONDS + 1) is None
        True
        """
        if settled.status not in SILENCE:
            self._silent.pop(host, None)
            return
        failures = self._silent.pop(host).failures + 1 if host in self._silent else 1
        told = f"{host} did not answer {FAILURES} times in a row, so that it was not asked: {settled.reason}"
        self._silent[host] = _Silence(failures, Settled(settled.status, told))
        if failures >= FAILURES:
            self._silent[host].until = now + REST_SECONDS
        if len(self._silent) > MAX_KEPT:
            del self._silent[next(iter(self._silent))]

    def verdict(self, host: str, now: float) -> Settled | None:
        """What becomes of the pages of a host that is not asked now; None for one that is."""
        silence = self._silent.get(host)
        return silence.settled if silence is not None and now < silence.until else None
