"""What one page may take of a worker, kept by the worker itself: memory on Linux, CPU wherever `resource` is.

Memory is watched by a thread that ends the process, and not by a limit of the system's, under which allocations fail:
lxml tells of a failed one as of a syntax error, and trafilatura goes on without what it could not hold, so that text
would be lost without a word. The system's limit stands behind it at twice the height, for one great allocation that
lets no thread look.
"""

from __future__ import annotations

import math
import os
import signal
import threading
from pathlib import Path

OUT_OF_MEMORY = 86
"""The exit code of a worker whose page needed too much."""
WATCH_SECONDS = 0.05  # in which a page can fill some 200 MB
STATM = Path("/proc/self/statm")  # pages: all, resident, shared, text, 0, data, 0


class Limits:
    """The limits of one process, renewed for each page."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        self._most_resident = math.inf
        self._is_busy = threading.Event()
        if hasattr(signal, "SIGXCPU"):
            signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        if STATM.exists():
            threading.Thread(target=self._watch, name="scrubber-memory", daemon=True).start()

    def begin(self, seconds: float) -> None:
        """A page begins, and may take so long."""
        if STATM.exists():
            resident, held = _memory()
            _limit("RLIMIT_DATA", held + 2 * self._memory_bytes)
            self._most_resident = resident + self._memory_bytes
            self._is_busy.set()
        _limit("RLIMIT_CPU", math.ceil(_cpu_seconds()) + math.ceil(seconds) + 1)

    def end(self) -> None:
        """The page has been cleaned."""
        self._is_busy.clear()

    def _watch(self) -> None:
        rest = threading.Event()
        while self._is_busy.wait():
            if _memory()[0] > self._most_resident:
                os._exit(OUT_OF_MEMORY)
            rest.wait(WATCH_SECONDS)


def _memory() -> tuple[int, int]:
    """Bytes that this process holds: those that are resident, and those of its data."""
    sizes = STATM.read_bytes().split()
    page = os.sysconf("SC_PAGE_SIZE")
    return int(sizes[1]) * page, int(sizes[5]) * page


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system


def _limit(name: str, value: int) -> None:
    """Set a soft limit, as far as the hard one lets it be."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    which = getattr(resource, name)
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
