"""A worker process, seen from inside."""

from __future__ import annotations

import os
import pickle
import signal
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from scrubber.article import Article
from scrubber.cleaner import clean
from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.rule import Rule
from scrubber.errors import SourceError
from scrubber.reader import read_part
from scrubber.scrubbing import scrub
from scrubber.workers.job import Job, unreadable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

STARTED = "started"
GRACE_SECONDS = 5.0  # after which a worker ends itself, should nobody be left to stop it
ORPHAN_CHECK_SECONDS = 5.0
_SENTENCE = "<p>It is as long as an article that is found at once, so that no fallback is loaded for it.</p>"
SAMPLE = "<!doctype html><html><body><article>" + _SENTENCE * 5 + "</article></body></html>"


def serve(
    pipe: Connection, timeout: float, pickled_rules: tuple[bytes, ...] | None, forked_by: int | None = None
) -> None:
    """The life of a worker: a page in, its article out, until nobody is left to ask.

    `forked_by` is the process that forked it, which may be dead before its worker comes to look; None for a worker
    that was started in another way.
    """
    if forked_by is not None:
        _close_sockets(but=pipe.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller is interrupted as well, and ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    rules = None if pickled_rules is None else tuple(map(pickle.loads, pickled_rules))
    parent = os.getppid() if forked_by is None else forked_by
    try:
        while True:
            # Workers that are started later may hold the other end too, so that it may never be closed.
            while not pipe.poll(ORPHAN_CHECK_SECONDS):
                if os.getppid() != parent:
                    return
            job = pipe.recv()
            _load_for(job, rules)
            pipe.send(STARTED)
            _set_alarm(timeout + GRACE_SECONDS)
            article = _article(job, rules)
            _set_alarm(0)
            pipe.send(article)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _close_sockets(*, but: int) -> None:
    """Close what the caller is connected to: what it ends there would stay open here."""
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else ():  # noqa: PTH112, PTH208
        descriptor = int(name)
        with suppress(OSError):  # the folder's own one is closed by now
            if descriptor != but and stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                os.close(descriptor)


def _load_for(job: Job, rules: tuple[Rule, ...] | None) -> None:
    """Import what choosing the main text of HTML needs, so that it is no part of the page's time."""
    if "trafilatura" in sys.modules or not _may_be_html(job):
        return
    from scrubber.cleaner.rules import RULES

    scrub(SAMPLE, rules=tuple(rule for rule in rules or RULES if rule.name == MAIN_TEXT))


def _may_be_html(job: Job) -> bool:
    if isinstance(job.source, os.PathLike):
        return job.kind == "html" or ".htm" in os.fspath(job.source) or ".xhtm" in os.fspath(job.source)
    return job.kind != "text" and (b"<" if isinstance(job.source, bytes) else "<") in job.source


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # its default action ends the process even where Python code never comes to run
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _article(job: Job, rules: tuple[Rule, ...] | None) -> Article:
    try:
        if job.part is not None:
            return clean(read_part(job.part), rules=rules)
        return scrub(job.source, url=job.url, kind=job.kind, charset=job.charset, rules=rules)
    except SourceError as error:
        return unreadable(error)
