"""The results of one call, on their way from the tasks to who asked for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from scrubber.fetcher.result import FetchResult
from scrubber.fetcher.task import Task


class Batch:
    """Holds a few results; tasks that have more wait until they are taken, and so do the requests after them."""

    def __init__(self, *, room: int) -> None:
        self.open: set[Task] = set()
        """The tasks whose results are still to come."""
        self._room = asyncio.Semaphore(room)
        self._ready: asyncio.Queue[FetchResult | BaseException | None] = asyncio.Queue()
        self._is_complete = False

    async def put(self, task: Task, result: FetchResult) -> None:
        """Hand over the result of a task."""
        await self.put_alone(result)
        self.open.discard(task)
        self._end_if_done()

    async def put_alone(self, result: FetchResult) -> None:
        """Hand over a result that no task was needed for."""
        await self._room.acquire()
        self._ready.put_nowait(result)

    def end_input(self) -> None:
        """No further task is added."""
        self._is_complete = True
        self._end_if_done()

    def fail(self, error: BaseException) -> None:
        """End the call with an error."""
        self._ready.put_nowait(error)

    async def results(self) -> AsyncGenerator[FetchResult, None]:
        """Each result as it comes, until the last one. Raises the error that it failed with."""
        while (item := await self._ready.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            self._room.release()
            yield item

    def _end_if_done(self) -> None:
        if self._is_complete and not self.open:
            self._ready.put_nowait(None)
