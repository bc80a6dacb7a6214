"""Workers for a program that runs on asyncio: while one is busy, the event loop goes on."""

from __future__ import annotations

import asyncio
import time

from scrubber.article import Article
from scrubber.workers.job import Job, settled
from scrubber.workers.ladder import Attempt
from scrubber.workers.orders import Orders
from scrubber.workers.worker import Done, Worker

POLLING_SECONDS = 0.01  # where the event loop cannot watch a pipe, as on Windows


class AsyncCrew:
    """Some workers, each with one page at a time."""

    def __init__(self, size: int, orders: Orders[Article]) -> None:
        self._size, self._orders = size, orders
        self._turns = asyncio.Semaphore(size)
        self._workers: list[Worker[Article]] = []

    def start(self) -> None:
        """Start all workers. Raises ScrubberError."""
        while len(self._workers) < self._size:
            self._workers.append(Worker(self._orders))

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    async def article(self, job: Job) -> Article:
        """The article of a page. Raises ScrubberError where no worker can be started."""
        settled_job = settled(job)
        if isinstance(settled_job, Article):
            return settled_job
        attempt = Attempt(settled_job)
        async with self._turns:
            while True:
                worker = self._idle_worker()
                said = await self._said(worker) if worker.begin(attempt) else None
                if said is None or worker.is_spent:
                    self._dismiss(worker)
                if isinstance(said, Done):
                    return said.given
                attempt = attempt.anew() if said is None else said

    def _idle_worker(self) -> Worker[Article]:
        worker = next((worker for worker in self._workers if worker.attempt is None), None)
        if worker is None:
            worker = Worker(self._orders)
            self._workers.append(worker)
        return worker

    async def _said(self, worker: Worker[Article]) -> Done[Article] | Attempt:
        """What a worker gives for a page, or what is to be tried next. A call that is cancelled ends the worker."""
        try:
            while True:
                try:
                    async with asyncio.timeout(worker.deadline - time.monotonic()):
                        await _until_readable(worker)
                except TimeoutError:
                    return worker.give_up()
                if (said := worker.hear()) is not None:
                    return said
        except asyncio.CancelledError:
            self._dismiss(worker)
            raise

    def _dismiss(self, worker: Worker[Article]) -> None:
        worker.kill()
        self._workers.remove(worker)


async def _until_readable(worker: Worker[Article]) -> None:
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
