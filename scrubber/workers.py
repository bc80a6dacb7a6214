"""Many sources in, one article each, in order; a page that hangs or kills its worker costs only itself."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TYPE_CHECKING, Any

from scrubber.article import Article, Status
from scrubber.cleaner.rule import Rule
from scrubber.errors import SourceError
from scrubber.reader import Kind, Source
from scrubber.scrubbing import scrub

if TYPE_CHECKING:
    from pebble import ProcessPool

DEFAULT_TIMEOUT_SECONDS = 10.0
PAGES_BEFORE_RENEWAL = 500  # a worker is replaced after so many pages: what a C library leaks goes with it
IN_FLIGHT_PER_WORKER = 4  # pages handed over ahead of need


def scrub_many(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
    kind: Kind | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> Iterator[Article]:
    """One article for each source, in the order of the sources, cleaned in worker processes.

    `jobs`: workers, one a core by default. `timeout`: seconds a page; after them its worker is killed and the article's
    status is `timeout`. A worker that dies gives `crashed`, a path that cannot be opened `unreadable`.
    """
    import multiprocessing

    from pebble import ProcessPool

    workers = jobs or os.cpu_count() or 1
    context = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPool(max_workers=workers, max_tasks=PAGES_BEFORE_RENEWAL, context=context) as pool:
        pending: deque[Any] = deque()
        try:
            for source in sources:
                pending.append(_schedule(pool, source, timeout, kind, rules))
                if len(pending) >= workers * IN_FLIGHT_PER_WORKER:
                    yield _result(pending.popleft(), timeout)
            while pending:
                yield _result(pending.popleft(), timeout)
        finally:
            pool.stop()


def scrub_or_unreadable(source: Source, kind: Kind | None, rules: tuple[Rule, ...] | None) -> Article:
    """`scrub`, with a source that cannot be opened as a status."""
    try:
        return scrub(source, kind=kind, rules=rules)
    except SourceError as error:
        return Article(Status.UNREADABLE, warnings=(str(error),))


def _schedule(pool: ProcessPool, source: Source, timeout: float, kind: Kind | None, rules: tuple[Rule, ...] | None) -> Any:
    if hasattr(source, "read"):  # an open file cannot go to another process
        source = source.read()
    return pool.schedule(scrub_or_unreadable, args=(source, kind, rules), timeout=timeout)


def _result(future: Any, timeout: float) -> Article:
    from pebble import ProcessExpired

    try:
        article: Article = future.result()
    except FutureTimeoutError:
        return Article(Status.TIMEOUT, warnings=(f"stopped after {timeout:g} seconds",))
    except ProcessExpired as error:
        return Article(Status.CRASHED, warnings=(f"its worker died (exit code {error.exitcode})",))
    return article
