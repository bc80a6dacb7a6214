"""URLs in, results with their articles out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from functools import partial
from types import TracebackType
from typing import Self

from scrubber.errors import ScrubberError
from scrubber.fetcher.batch import Batch
from scrubber.fetcher.body import PAGE, Want
from scrubber.fetcher.cleaner import PageCleaner
from scrubber.fetcher.client import Client
from scrubber.fetcher.engine import Engine
from scrubber.fetcher.headers import headers_by_origin
from scrubber.fetcher.page_cache import PageCache
from scrubber.fetcher.reach import Reach
from scrubber.fetcher.resolver import Resolver
from scrubber.fetcher.result import FetchResult, FetchStatus
from scrubber.fetcher.settings import Access, Cleaning, Limits, Politeness
from scrubber.fetcher.task import Deliver, Task
from scrubber.fetcher.visits import Visits
from scrubber.fetcher.web_url import BadUrl, read_url

DEFAULT_CONCURRENCY = 32
NOT_OPEN = "the fetcher is closed; work with it inside of `async with Fetcher() as fetcher:`"
BREATH = 100  # URLs that are taken from a list before other work has its turn


class Fetcher:
    """Fetches pages politely, within bounds and from public addresses only, and cleans them.

    >>> async def titles(urls):
    ...     async with Fetcher() as fetcher:
    ...         async for result in fetcher.fetch_all(urls):
    ...             print(result.url, result.fetch_status, result.article and result.article.metadata.title)
    """

    def __init__(  # noqa: PLR0913 - all of them by name, and each has a default that is right for most
        self,
        *,
        politeness: Politeness = Politeness(),  # noqa: B008 - it is frozen
        limits: Limits = Limits(),  # noqa: B008
        access: Access = Access(),  # noqa: B008
        cleaning: Cleaning = Cleaning(),  # noqa: B008
        concurrency: int = DEFAULT_CONCURRENCY,
        cache: PageCache | None = None,
    ) -> None:
        """`concurrency`: requests that are under way at a time, one a host. `cache`: the pages of earlier runs.

        Raises ScrubberError for a network or an origin in `access` that is none, RuleError for a rule that cannot be
        sent to a worker.
        """
        self._limits, self._concurrency = limits, concurrency
        self._cleaner = PageCleaner(cleaning)
        self._client = Client(limits, user_agent=politeness.user_agent, max_idle=concurrency)
        self._resolver = Resolver(Reach(access.allow), lookup=access.lookup, seconds=limits.connect_seconds)
        visits = Visits(self._client, headers_by_origin(access.headers), cache)
        self._engine = Engine(visits, self._resolver, politeness, on_error=self._fail)
        self._batches: set[Batch] = set()
        self._feeding: set[asyncio.Task[None]] = set()
        self._is_open = False

    async def __aenter__(self) -> Self:
        self._cleaner.start()
        self._engine.start(concurrency=self._concurrency)
        self._is_open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_open = False
        try:
            await self._end_calls()
            await self._engine.stop()
        finally:
            self._resolver.close()
            self._cleaner.close()
            await self._client.close()

    @property
    def hosts_waiting(self) -> int:
        """Hosts with URLs that wait for their turn."""
        return self._engine.hosts_waiting

    async def fetch_all(self, urls: Iterable[str] | AsyncIterable[str]) -> AsyncGenerator[FetchResult, None]:
        """One result for each URL, as they come: the order is that of the hosts, not of the URLs.

        URLs are taken as there is room for them, many ahead, so that one host does not keep the others waiting.
        Raises ScrubberError where no worker can be started, or outside of `async with`; and what `urls` raises.
        """
        async with self._batch(room=self._concurrency) as batch:
            feeding = asyncio.create_task(self._feed(batch, urls))
            self._feeding.add(feeding)
            feeding.add_done_callback(partial(self._fed, batch))
            try:
                async with aclosing(batch.results()) as results:
                    async for result in results:
                        yield result
            finally:
                feeding.cancel()

    async def fetch(self, url: str) -> FetchResult:
        """The result of one URL. Raises as `fetch_all` does."""
        async with aclosing(self.fetch_all([url])) as results:
            return await anext(results)

    async def wind_down(self) -> None:
        """Send no further request: what is under way still gives its results, then each `fetch_all` ends."""
        for feeding in self._feeding:
            feeding.cancel()
        await self._engine.wind_down()
        for batch in self._batches:
            self._engine.abandon(batch.open)
            batch.open.clear()
            batch.end_input()

    async def cleaned(self, result: FetchResult) -> FetchResult:
        """The result with its article made by a worker, where else it would be cleaned when it is first asked for.

        That of a page which has not changed, as what was made of it before may be at hand. Raises ScrubberError.
        """
        if not self._is_open:
            raise ScrubberError(NOT_OPEN)
        return await self._cleaner.cleaned(result) if result.fetch_status is FetchStatus.NOT_MODIFIED else result

    async def fetch_as_it_is(self, url: str, want: Want, limits: Limits) -> FetchResult:
        """The result of one URL with its body and without an article: of a feed, a sitemap."""
        async with self._batch(room=1) as batch:
            await self._submit(batch, url, want, limits=limits, deliver=partial(_put, batch))
            async with aclosing(batch.results()) as results:
                return await anext(results)

    @asynccontextmanager
    async def _batch(self, *, room: int) -> AsyncGenerator[Batch, None]:
        """A place for results; work on those that are not taken is stopped."""
        if not self._is_open:
            raise ScrubberError(NOT_OPEN)
        batch = Batch(room=room, on_room=self._engine.resume)
        self._batches.add(batch)
        try:
            yield batch
        finally:
            self._batches.discard(batch)
            self._engine.abandon(batch.open)

    def _fail(self, error: BaseException) -> None:
        """End all calls with an error that is none of the content."""
        for batch in self._batches:
            batch.fail(error)

    def _fed(self, batch: Batch, feeding: asyncio.Task[None]) -> None:
        self._feeding.discard(feeding)
        if not feeding.cancelled() and (error := feeding.exception()) is not None:
            batch.fail(error)

    async def _end_calls(self) -> None:
        """Let nobody wait for what does not come any more."""
        self._fail(ScrubberError(NOT_OPEN))
        for feeding in self._feeding:
            feeding.cancel()
        await asyncio.gather(*self._feeding, return_exceptions=True)
        await asyncio.sleep(0)  # a loop that was left by `break` is closed by a task of the event loop's own

    async def _feed(self, batch: Batch, urls: Iterable[str] | AsyncIterable[str]) -> None:
        """Take on the URLs of a call."""
        deliver = partial(self._clean_and_put, batch)
        async with aclosing(_each(urls)) as each:
            async for url in each:
                await batch.wait_for_room()
                await self._submit(batch, url, PAGE, limits=self._limits, deliver=deliver)
        batch.end_input()

    async def _submit(self, batch: Batch, text: str, want: Want, *, limits: Limits, deliver: Deliver) -> None:
        try:
            url = read_url(text)
        except BadUrl as error:
            batch.put_alone(FetchResult(text, FetchStatus.BAD_URL, str(error)))
            return
        task = Task(text, url, want, limits, deliver, may_begin=batch.has_room)
        batch.open.add(task)
        await self._engine.submit(task)

    async def _clean_and_put(self, batch: Batch, task: Task, result: FetchResult) -> None:
        if result.fetch_status is FetchStatus.NOT_MODIFIED:
            batch.put(task, self._cleaner.cleaned_later(result))
        else:
            batch.put(task, await self._cleaner.cleaned(result))


def fetch(
    url: str,
    *,
    politeness: Politeness = Politeness(),  # noqa: B008 - it is frozen
    limits: Limits = Limits(),  # noqa: B008
    access: Access = Access(),  # noqa: B008
    cleaning: Cleaning = Cleaning(jobs=0),  # noqa: B008
) -> FetchResult:
    """The result of one URL, without asyncio; its article is cleaned when it is first asked for.

    robots.txt is asked first, and between two requests to a host there is a pause, as in any other job: a page takes a
    second or more. For many pages a `Fetcher` loses no time.
    """

    async def result() -> FetchResult:
        fetcher = Fetcher(politeness=politeness, limits=limits, access=access, cleaning=cleaning, concurrency=1)
        async with fetcher:
            return await fetcher.fetch(url)

    if not _is_inside_loop():
        return asyncio.run(result())
    with ThreadPoolExecutor(1) as thread:  # as in a notebook, whose event loop cannot be entered again
        return thread.submit(asyncio.run, result()).result()


async def _put(batch: Batch, task: Task, result: FetchResult) -> None:
    batch.put(task, result)


async def _each(urls: Iterable[str] | AsyncIterable[str]) -> AsyncGenerator[str, None]:
    if isinstance(urls, AsyncIterable):
        async for url in urls:
            yield url
        return
    for number, url in enumerate(urls, 1):
        yield url
        if number % BREATH == 0:
            await asyncio.sleep(0)


def _is_inside_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
