"""A worker process, seen from inside."""

from __future__ import annotations

import os
import pickle
import signal
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrubber.workers.cleaning import cleaned
from scrubber.workers.ladder import Attempt
from scrubber.workers.limits import OUT_OF_MEMORY, Limits
from scrubber.workers.loading import Loading
from scrubber.workers.orders import Orders

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

STARTED = b""
GRACE_SECONDS = 5.0  # after which a worker ends itself, should nobody be left to stop it
ORPHAN_CHECK_SECONDS = 5.0


def serve(pipe: Connection, orders: Orders[Any], forked_by: int | None = None) -> None:
    """The life of a worker: a page in, what is made of it out, until nobody is left to ask.

    `forked_by` is the process that forked it, which may be dead before its worker comes to look; None for a worker
    that was started in another way.
    """
    if forked_by is not None:
        _close_sockets(but=pipe.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller is interrupted as well, and ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    parent = os.getppid() if forked_by is None else forked_by
    rules = None if orders.rules is None else tuple(map(pickle.loads, orders.rules))
    loading, limits = Loading(rules), Limits(orders.bounds.memory_limit)
    try:
        while (attempt := _heard(pipe, parent)) is not None:
            loading.prepare(attempt)
            pipe.send_bytes(STARTED)
            seconds = orders.bounds.seconds(attempt.rung)
            _set_alarm(seconds + GRACE_SECONDS)
            limits.begin(seconds)
            article = attempt.told(cleaned(attempt, rules), orders.bounds)
            given = pickle.dumps(orders.finish(attempt.job, article), pickle.HIGHEST_PROTOCOL)
            limits.end()
            _set_alarm(0)
            pipe.send_bytes(given)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # at once: to end in good order might need more of it
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _heard(pipe: Connection, parent: int) -> Attempt | None:
    """The next page; None if nobody is left to give one."""
    # Workers that are started later may hold the other end too, so that it may never be closed.
    while not pipe.poll(ORPHAN_CHECK_SECONDS):
        if os.getppid() != parent:
            return None
    attempt: Attempt = pipe.recv()
    return attempt


def _close_sockets(*, but: int) -> None:
    """Close what the caller is connected to: what it ends there would stay open here."""
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():  # noqa: PTH112, PTH208
        descriptor = int(name)
        with suppress(OSError):  # the folder's own one is closed by now
            if descriptor != but and stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                os.close(descriptor)


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # its default action ends the process even where Python code never comes to run
        signal.setitimer(signal.ITIMER_REAL, seconds)
