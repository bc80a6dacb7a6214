"""The results of one call, on their way from the tasks to who asked for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

from scrubber.fetcher.result import FetchResult
from scrubber.fetcher.task import Task


class Batch:
    """Holds results until they are taken. While there are many, none of its tasks begins and no URL is added.

    What is under way still comes: nobody waits with a result in hand, so that no call holds up another.
    """

    def __init__(self, *, room: int, on_room: Callable[[], None]) -> None:
        """`on_room` is told when there is room again."""
        self.open: set[Task] = set()
        """The tasks whose results are still to come."""
        self._room, self._on_room = room, on_room
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._ready: asyncio.Queue[FetchResult | BaseException | None] = asyncio.Queue()
        self._is_complete = False

    def has_room(self) -> bool:
        """Whether further results should come."""
        return self._has_room.is_set()

    async def wait_for_room(self) -> None:
        """Wait until further results should come."""
        await self._has_room.wait()

    def put(self, task: Task, result: FetchResult) -> None:
        """Hand over the result of a task."""
        self.put_alone(result)
        self.open.discard(task)
        self._end_if_done()

    def put_alone(self, result: FetchResult) -> None:
        """Hand over a result that no task was needed for."""
        self._ready.put_nowait(result)
        if self._ready.qsize() >= self._room:
            self._has_room.clear()

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
            if not self.has_room() and self._ready.qsize() <= self._room // 2:
                self._has_room.set()
                self._on_room()
            yield item

    def _end_if_done(self) -> None:
        if self._is_complete and not self.open:
            self._ready.put_nowait(None)
