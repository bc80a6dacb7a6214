"""Many sources in, one article each, in order; a page that hangs or kills its worker costs only itself.

Every worker has a pipe of its own and nothing is shared, so that none can leave a lock or half a message to the others;
the caller's process gets no threads. docs/cli.md says which start method is used when.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from scrubber.article import Article, Status
from scrubber.cleaner.main_text import NAME as MAIN_TEXT
from scrubber.cleaner.rule import Rule
from scrubber.errors import RuleError, ScrubberError, SourceError
from scrubber.reader import Kind, Source
from scrubber.reader.source import MAX_BYTES, content_of
from scrubber.scrubbing import scrub

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

DEFAULT_TIMEOUT_SECONDS = 10.0
PAGES_BEFORE_RENEWAL = 500  # a worker is replaced after so many pages: what a C library leaks goes with it
WINDOW_PER_WORKER = 16  # articles that may wait for an earlier one, so that a page that hangs stalls few others
LOADING_SECONDS = 60.0  # trafilatura loads in half a second, on a machine that is overloaded in many
MAX_STARTS = 3  # of a worker for one page; what fails three times before a page is begun will go on failing
GRACE_SECONDS = 5  # after which a worker ends itself, should nobody be left to stop it
ORPHAN_CHECK_SECONDS = 5.0
STARTED = "started"
SAMPLE = "<!doctype html><body><article><p>A page of its own loads what the first real one would wait for.</p></article>"


@dataclass(frozen=True, slots=True)
class Job:
    """A source with what is known of it."""

    source: Source
    url: str | None = None
    kind: Kind | None = None
    problem: str | None = None
    """Why there is nothing to read, where that is known already: the article is `unreadable`."""


def scrub_many(
    sources: Iterable[Source | Job],
    *,
    jobs: int | None = None,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
    kind: Kind | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> Iterator[Article]:
    """One article for each source, in the order of the sources, cleaned in worker processes.

    `jobs`: workers, one a core by default. `timeout`: seconds a page, from when a worker begins it; after them the worker
    is killed and the article's status is `timeout`. A worker that dies gives `crashed`, as does a rule that raises; a path
    that cannot be opened gives `unreadable`. Sources are asked for as workers come free. A `Job` is a source with its URL.

    Raises RuleError for a rule that cannot be sent to a worker, ScrubberError where no worker can be started.
    """
    crew = _Crew(jobs or _cores(), timeout, None if rules is None else tuple(map(_pickled, rules)))
    return crew.articles(iter(source if isinstance(source, Job) else Job(source, kind=kind) for source in sources))


class _Crew:
    """The workers of one call, started as pages come in."""

    def __init__(self, size: int, timeout: float, rules: tuple[bytes, ...] | None) -> None:
        self._size, self._timeout, self._rules = max(1, size), timeout, rules
        self._workers: list[_Worker] = []

    def articles(self, jobs: Iterator[Job]) -> Iterator[Article]:
        done: dict[int, Article] = {}
        first = count = 0
        has_more = True
        try:
            while has_more or first < count:
                while has_more and self._is_free() and count - first < self._size * WINDOW_PER_WORKER:
                    job = next(jobs, None)
                    if job is None:
                        has_more = False
                        break
                    settled = _settled(job)
                    if isinstance(settled, Article):
                        done[count] = settled
                    else:
                        self._begin(count, settled)
                    count += 1
                if first in done:
                    yield done.pop(first)
                    first += 1
                elif first < count:
                    done.update(self._hear())
        finally:
            for worker in self._workers:
                worker.kill()

    def _is_free(self) -> bool:
        return len(self._workers) < self._size or any(worker.job is None for worker in self._workers)

    def _begin(self, number: int, job: Job, failed_starts: int = 0) -> None:
        """Hand a page to an idle worker, or to a new one."""
        for attempt in range(failed_starts, MAX_STARTS):
            worker = next((worker for worker in self._workers if worker.job is None), None)
            if worker is None:
                worker = _Worker(self._timeout, self._rules)
                self._workers.append(worker)
            if worker.begin(number, job, attempt):
                return
            self._dismiss(worker)
        raise ScrubberError(
            f"{MAX_STARTS} worker processes died before they began a page; run with fewer jobs. In a script with threads, call "
            "scrub_many under `if __name__ == '__main__':`, and define rules in a module that can be imported"
        )

    def _hear(self) -> dict[int, Article]:
        """Wait until some workers have spoken, died or run out of time; the articles that this gave, by number."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.job is not None]
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = set(wait([worker.pipe for worker in busy], max(0.0, patience)))
        articles: dict[int, Article] = {}
        for worker in busy:
            job, article = worker.job, None
            if worker.pipe in ready:
                article = worker.hear()
            elif time.monotonic() >= worker.deadline:
                article = worker.give_up()
            if article is not None:
                articles[worker.number] = article
            if worker.is_dead or worker.pages >= PAGES_BEFORE_RENEWAL:
                self._dismiss(worker)
            if worker.is_dead and article is None and job is not None:
                self._begin(worker.number, job, worker.failed_starts + 1)
        return articles

    def _dismiss(self, worker: _Worker) -> None:
        worker.kill()
        self._workers.remove(worker)


class _Worker:
    """A process that cleans one page at a time."""

    def __init__(self, timeout: float, rules: tuple[bytes, ...] | None) -> None:
        import multiprocessing

        context: Any = multiprocessing.get_context(_start_method())
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, timeout, rules), daemon=True)
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
        return _too_slow(self._timeout) if self.has_started else None

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
            return _too_slow(self._timeout)
        ending = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return Article(Status.CRASHED, warnings=(f"its worker died ({ending})",))


def _serve(pipe: Connection, timeout: float, pickled_rules: tuple[bytes, ...] | None) -> None:
    """The life of a worker: a page in, its article out, until nobody is left to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the caller is interrupted as well, and ends the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    rules = None if pickled_rules is None else tuple(map(pickle.loads, pickled_rules))
    parent = os.getppid()
    try:
        while True:
            # Workers started later hold the other end too, so that it may never be closed.
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


def _load_for(job: Job, rules: tuple[Rule, ...] | None) -> None:
    """Import what choosing the main text of HTML needs, so that it is no part of the page's time."""
    if "trafilatura" in sys.modules or not _may_be_html(job):
        return
    from scrubber.cleaner.rules import RULES

    scrub(SAMPLE, rules=tuple(rule for rule in rules or RULES if rule.name == MAIN_TEXT))


def _may_be_html(job: Job) -> bool:
    if isinstance(job.source, os.PathLike):
        return job.kind == "html" or ".htm" in os.fspath(job.source) or ".xhtm" in os.fspath(job.source)
    return job.kind != "text" and (b"<" if isinstance(job.source, bytes) else "<") in job.source  # type: ignore[operator]


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):  # its default action ends the process even where Python code never comes to run
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _article(job: Job, rules: tuple[Rule, ...] | None) -> Article:
    try:
        return scrub(job.source, url=job.url, kind=job.kind, rules=rules)
    except SourceError as error:
        return _unreadable(error)
    except Exception as error:  # noqa: BLE001 - the border of a process: a rule that raises must not cost the other pages
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return Article(Status.CRASHED, warnings=(f"{type(error).__name__}: {error} ({frame.filename}:{frame.lineno})",))


def _settled(job: Job) -> Job | Article:
    """A job that can go to another process, or its article where that is clear already."""
    if job.problem is not None:
        return Article(Status.UNREADABLE, warnings=(job.problem,))
    if isinstance(job.source, (str, bytes, os.PathLike)):
        return job
    try:
        content = content_of(job.source)  # an open file cannot go to another process
    except SourceError as error:
        return _unreadable(error)
    if content is None:
        return Article(Status.TOO_LARGE, warnings=(f"larger than {MAX_BYTES // 1_000_000} MB",))
    return replace(job, source=content)


def _unreadable(error: SourceError) -> Article:
    return Article(Status.UNREADABLE, warnings=(str(error),))


def _too_slow(timeout: float) -> Article:
    return Article(Status.TIMEOUT, warnings=(f"stopped after {timeout:g} seconds",))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _start_method() -> str:
    """`fork` from a process with one thread: it is fast, and asks nothing of the caller's script. Else a clean process."""
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and sys.platform != "darwin" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in methods else "spawn"
