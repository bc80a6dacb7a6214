"""A worker process, seen from the process that gives it pages."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from scrubber.article import Article, Status
from scrubber.errors import ScrubberError
from scrubber.workers.job import Job
from scrubber.workers.serving import serve
from scrubber.workers.threads import HARMLESS_THREADS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LOADING_SECONDS = 60.0  # trafilatura loads in half a second, on a machine that is overloaded in many


class Worker:
    """A process that cleans one page at a time."""

    def __init__(self, timeout: float, rules: tuple[bytes, ...] | None) -> None:
        import multiprocessing

        method = _start_method()
        context: Any = multiprocessing.get_context(method)
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        forked_by = os.getpid() if method == "fork" else None
        self._process = context.Process(target=serve, args=(theirs, timeout, rules, forked_by), daemon=True)
        try:
            self._process.start()
        except OSError as error:
            raise ScrubberError(f"a worker process cannot start: {error.strerror}; run with fewer jobs") from error
        theirs.close()
        self._timeout = timeout
        self.job: Job | None = None
        self.number = self.pages = self.failed_starts = 0
        self.deadline = 0.0
        self.has_started = self.is_dead = False

    def begin(self, number: int, job: Job, failed_starts: int) -> bool:
        """Hand a page over; False if the worker has died while it was idle."""
        self.number, self.failed_starts, self.has_started = number, failed_starts, False
        self.deadline = time.monotonic() + LOADING_SECONDS
        try:
            self.pipe.send(job)
        except OSError:
            return False
        self.job = job
        return True

    def hear(self) -> Article | None:
        """The article of its page, if that is what it says or if it has died of it."""
        try:
            said: Article | str = self.pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return self._obituary() if self.has_started else None
        if isinstance(said, Article):
            self.job, self.pages = None, self.pages + 1
            return said
        self.has_started, self.deadline = True, time.monotonic() + self._timeout
        return None

    def give_up(self) -> Article | None:
        """Its page has run out of time; None if that was not yet begun."""
        self.kill()
        return too_slow(self._timeout) if self.has_started else None

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if not self.is_dead:
            self.is_dead = True
            self._process.kill()
            self._process.join()
            self.pipe.close()

    def _obituary(self) -> Article:
        code = self._process.exitcode or 0
        if code == -getattr(signal, "SIGALRM", 0):
            return too_slow(self._timeout)
        ending = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return Article(Status.CRASHED, warnings=(f"its worker died ({ending})",))


def too_slow(timeout: float) -> Article:
    return Article(Status.TIMEOUT, warnings=(f"stopped after {timeout:g} seconds",))


def _start_method() -> str:
    """`fork` from a process with one thread: fast, and it asks nothing of the caller's script. Else a new process."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and sys.platform != "darwin" and not _has_threads():
        return "fork"
    return "forkserver" if "forkserver" in methods else "spawn"


def _has_threads() -> bool:
    """Whether there are threads beside which a process must not be forked."""
    this = threading.current_thread()
    return any(thread is not this and not thread.name.startswith(HARMLESS_THREADS) for thread in threading.enumerate())
