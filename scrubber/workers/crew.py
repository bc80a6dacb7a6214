"""The workers of one call: who gets which page, and in which order the articles come out."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterator
from typing import Generic

from scrubber.article import Article
from scrubber.workers.job import Job, settled
from scrubber.workers.ladder import Attempt
from scrubber.workers.orders import Given, Orders
from scrubber.workers.worker import Worker

WINDOW_PER_WORKER = 16  # articles that may wait for an earlier one, so that a page that hangs stalls few others


class Crew(Generic[Given]):
    """The workers of one call, started as pages come in."""

    def __init__(self, size: int, orders: Orders[Given]) -> None:
        self._size, self._orders = max(1, size), orders
        self._workers: list[Worker[Given]] = []

    def given(self, jobs: Iterator[Job]) -> Generator[Given, None, None]:
        """What is given for each job, in order. Closing the generator ends the workers."""
        done: dict[int, Given] = {}
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
                        done[count] = self._orders.finish(job, given)
                    else:
                        self._begin(Attempt(given, count))
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
        return len(self._workers) < self._size or any(worker.attempt is None for worker in self._workers)

    def _begin(self, attempt: Attempt) -> None:
        """Hand a page to an idle worker, or to a new one."""
        while True:
            worker = next((worker for worker in self._workers if worker.attempt is None), None)
            if worker is None:
                worker = Worker(self._orders)
                self._workers.append(worker)
            if worker.begin(attempt):
                return
            self._dismiss(worker)
            attempt = attempt.anew()

    def _hear(self) -> Iterator[tuple[int, Given]]:
        """Wait until some workers have spoken, died or run out of time; what this gave, by number."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._workers if worker.attempt is not None]
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = set(wait([worker.pipe for worker in busy], max(0.0, patience)))
        for worker in busy:
            attempt, said = worker.attempt, None
            if worker.pipe in ready:
                said = worker.hear()
            elif time.monotonic() >= worker.deadline:
                said = worker.give_up()
            if worker.is_spent:
                self._dismiss(worker)
            if isinstance(said, Attempt):
                self._begin(said)
            elif said is not None and attempt is not None:
                yield attempt.number, said.given

    def _dismiss(self, worker: Worker[Given]) -> None:
        worker.kill()
        self._workers.remove(worker)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
