"""Workers for a program that runs on asyncio: while one is busy, the event loop goes on."""

from __future__ import annotations

import asyncio
import time

from scrubber.article import Article
from scrubber.cleaner.rule import Rule
from scrubber.errors import ScrubberError
from scrubber.workers.crew import MAX_STARTS, PAGES_BEFORE_RENEWAL, STARTS_FAILED
from scrubber.workers.job import Job, settled
from scrubber.workers.rules import pickled
from scrubber.workers.worker import Worker

POLLING_SECONDS = 0.01  # where the event loop cannot watch a pipe, as on Windows


class AsyncCrew:
    """Some workers, each with one page at a time."""

    def __init__(self, size: int, *, timeout: float, rules: tuple[Rule, ...] | None) -> None:
        """Raises RuleError for a rule that cannot be sent to a worker."""
        self._size, self._timeout = size, timeout
        self._rules = None if rules is None else tuple(map(pickled, rules))
        self._turns = asyncio.Semaphore(size)
        self._workers: list[Worker] = []

    def start(self) -> None:
        """Start all workers. Raises ScrubberError."""
        while len(self._workers) < self._size:
            self._workers.append(Worker(self._timeout, self._rules))

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    async def article(self, job: Job) -> Article:
        """The article of a page. Raises ScrubberError where no worker can be started."""
        given = settled(job)
        if isinstance(given, Article):
            return given
        async with self._turns:
            for attempt in range(MAX_STARTS):
                worker = self._idle_worker()
                article = await self._cleaned(worker) if worker.begin(0, given, attempt) else None
                if article is None or worker.is_dead or worker.pages >= PAGES_BEFORE_RENEWAL:
                    self._dismiss(worker)
                if article is not None:
                    return article
        raise ScrubberError(STARTS_FAILED)

    def _idle_worker(self) -> Worker:
        worker = next((worker for worker in self._workers if worker.job is None), None)
        if worker is None:
            worker = Worker(self._timeout, self._rules)
            self._workers.append(worker)
        return worker

    async def _cleaned(self, worker: Worker) -> Article | None:
        """What a worker gives for a page; None if it died before it began. A call that is cancelled ends the worker."""
        try:
            while True:
                try:
                    async with asyncio.timeout(worker.deadline - time.monotonic()):
                        await _until_readable(worker)
                except TimeoutError:
                    article = worker.give_up()
                else:
                    article = worker.hear()
                if article is not None or worker.is_dead:
                    return article
        except asyncio.CancelledError:
            self._dismiss(worker)
            raise

    def _dismiss(self, worker: Worker) -> None:
        worker.kill()
        self._workers.remove(worker)


async def _until_readable(worker: Worker) -> None:
    loop = asyncio.get_running_loop()
    spoke = asyncio.Event()
    try:
        loop.add_reader(worker.pipe.fileno(), spoke.set)
    except NotImplementedError:
        while not worker.pipe.poll():
            await asyncio.sleep(POLLING_SECONDS)
        return
    try:
        await spoke.wait()
    finally:
        loop.remove_reader(worker.pipe.fileno())
