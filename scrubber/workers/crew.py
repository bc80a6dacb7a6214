"""The workers of one call: who gets which page, and in which order the articles come out."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator

from scrubber.article import Article
from scrubber.errors import ScrubberError
from scrubber.workers.job import Job, settled
from scrubber.workers.worker import Worker

PAGES_BEFORE_RENEWAL = 500  # a worker is replaced after so many pages: what a C library leaks goes with it
WINDOW_PER_WORKER = 16  # articles that may wait for an earlier one, so that a page that hangs stalls few others
MAX_STARTS = 3  # of workers for one page; what fails three times before a page is begun will go on failing
STARTS_FAILED = (
    f"{MAX_STARTS} worker processes died before they began a page; run with fewer jobs. In a script with threads, "
    "begin under `if __name__ == '__main__':`, and define rules in a module it can import"
)


class Crew:
    """The workers of one call, started as pages come in."""

    def __init__(self, size: int, timeout: float, rules: tuple[bytes, ...] | None) -> None:
        self._size, self._timeout, self._rules = max(1, size), timeout, rules
        self._workers: list[Worker] = []

    def articles(self, jobs: Iterator[Job]) -> Generator[Article, None, None]:
        """One for each job, in order. Closing the generator ends the workers."""
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
                    given = settled(job)
                    if isinstance(given, Article):
                        done[count] = given
                    else:
                        self._begin(count, given)
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
                worker = Worker(self._timeout, self._rules)
                self._workers.append(worker)
            if worker.begin(number, job, attempt):
                return
            self._dismiss(worker)
        raise ScrubberError(STARTS_FAILED)

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

    def _dismiss(self, worker: Worker) -> None:
        worker.kill()
        self._workers.remove(worker)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
