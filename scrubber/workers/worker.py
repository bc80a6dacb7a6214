"""A worker process, seen from the process that gives it pages."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from scrubber.article import Article, Status
from scrubber.errors import ScrubberError
from scrubber.workers.ladder import Attempt, Lack, given_up
from scrubber.workers.limits import OUT_OF_MEMORY
from scrubber.workers.orders import Given, Orders
from scrubber.workers.serving import STARTED, serve
from scrubber.workers.threads import HARMLESS_THREADS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LOADING_SECONDS = 60.0  # trafilatura loads in half a second, on a machine that is overloaded in many
PAGES_BEFORE_RENEWAL = 500  # a worker is replaced after so many pages: what a C library leaks goes with it
_OUT_OF_TIME = frozenset(-getattr(signal, name) for name in ("SIGALRM", "SIGXCPU") if hasattr(signal, name))


@dataclass(frozen=True, slots=True)
class Done(Generic[Given]):
    """What is given for a page."""

    given: Given


class Worker(Generic[Given]):
    """A process that cleans one page at a time."""

    def __init__(self, orders: Orders[Given]) -> None:
        import multiprocessing

        method = _start_method()
        context: Any = multiprocessing.get_context(method)
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        forked_by = os.getpid() if method == "fork" else None
        self._process = context.Process(target=serve, args=(theirs, orders, forked_by), daemon=True)
        try:
            self._process.start()
        except OSError as error:
            raise ScrubberError(f"a worker process cannot start: {error.strerror}; run with fewer jobs") from error
        theirs.close()
        self._orders = orders
        self.attempt: Attempt | None = None
        self.deadline = 0.0
        self._pages = 0
        self._has_started = self._is_dead = False

    @property
    def is_spent(self) -> bool:
        """Whether it takes no more pages."""
        return self._is_dead or self._pages >= PAGES_BEFORE_RENEWAL

    def begin(self, attempt: Attempt) -> bool:
        """Hand a page over; False if the worker has died while it was idle."""
        self._has_started = False
        self.deadline = time.monotonic() + LOADING_SECONDS
        try:
            self.pipe.send(attempt)
        except OSError:
            return False
        self.attempt = attempt
        return True

    def hear(self) -> Done[Given] | Attempt | None:
        """What it gives for its page, or what is to be tried next if it has died of it; None if it goes on."""
        try:
            said = self.pipe.recv_bytes()
        except (EOFError, OSError):
            self.kill()
            return self._after_death()
        if said != STARTED:
            self.attempt, self._pages = None, self._pages + 1
            return Done(pickle.loads(said))
        if self.attempt is not None:
            self._has_started = True
            self.deadline = time.monotonic() + self._orders.bounds.seconds(self.attempt.rung)
        return None

    def give_up(self) -> Done[Given] | Attempt:
        """End it, as its page has run out of time; what is to be tried next."""
        self.kill()
        return self._after(Lack.TIME)

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if not self._is_dead:
            self._is_dead = True
            self._process.kill()
            self._process.join()
            self.pipe.close()

    def _after_death(self) -> Done[Given] | Attempt:
        code = self._process.exitcode or 0
        if not self._has_started or code in _OUT_OF_TIME:
            return self._after(Lack.TIME)
        if code == OUT_OF_MEMORY:
            return self._after(Lack.MEMORY)
        ending = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return self._finished(Article(Status.CRASHED, warnings=(f"its worker died ({ending})",)))

    def _after(self, lack: Lack) -> Done[Given] | Attempt:
        assert self.attempt is not None
        if not self._has_started:
            return self.attempt.anew()
        return self.attempt.after(lack) or self._finished(given_up(lack, self._orders.bounds))

    def _finished(self, article: Article) -> Done[Given]:
        """What is given for an article that was made here."""
        assert self.attempt is not None
        return Done(self._orders.finish(self.attempt.job, article))


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
