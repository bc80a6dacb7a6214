"""`scrubber fetch`: the article of each URL, as the pages come."""

from __future__ import annotations

import argparse
import asyncio
from contextlib import aclosing, suppress

from scrubber.article import Article, Status
from scrubber.cli.destinations import destination_of_urls
from scrubber.cli.fetch_options import access_of, politeness_of
from scrubber.cli.fetch_progress import FetchProgress
from scrubber.cli.files import interrupts_held
from scrubber.cli.inputs import Input
from scrubber.cli.options import rules_of
from scrubber.cli.report import Report
from scrubber.cli.saved_pages import SavedPages
from scrubber.cli.stopping import stop_on_sigterm
from scrubber.cli.tally import Tally
from scrubber.cli.url_lists import urls_of
from scrubber.cli.url_names import home_of
from scrubber.fetcher import Cleaning, Fetcher, FetchResult, FetchStatus
from scrubber.workers import Job

_STATUS_OF = {
    FetchStatus.TIMEOUT: Status.TIMEOUT,
    FetchStatus.TOO_LARGE: Status.TOO_LARGE,
    FetchStatus.NOT_TEXT: Status.NOT_TEXT,
}


def fetch_urls(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, ScrubberError, and OutputError for an unwritable place, before any request."""
    urls = urls_of(arguments.urls, arguments.input)
    fetcher = Fetcher(
        politeness=politeness_of(arguments),
        access=access_of(arguments),
        cleaning=Cleaning(arguments.jobs, arguments.timeout, rules_of(arguments), arguments.keep_truncated),
        concurrency=arguments.concurrency,
    )
    stop_on_sigterm()
    with Report(len(urls), unit="url") as report:
        with interrupts_held():  # or a file might be made that nobody knows of
            tally = Tally(destination_of_urls(arguments, len(urls)), report)
            saved = SavedPages(arguments.save_html)
        progress = FetchProgress(report, len(urls))
        is_done = False
        try:
            asyncio.run(_fetch(fetcher, urls, tally, saved=saved, progress=progress))
            is_done = True
        finally:
            tally.tell(tally.destination.finish() if is_done else tally.destination.abandon())
        progress.sum_up()
    return tally.exit_code


async def _fetch(
    fetcher: Fetcher, urls: list[str], tally: Tally, *, saved: SavedPages, progress: FetchProgress
) -> None:
    async with fetcher:
        watching = asyncio.create_task(progress.watch(fetcher))
        try:
            async with aclosing(fetcher.fetch_all(urls)) as results:
                async for result in results:
                    progress.count(result)
                    name, problem = saved.save(result)
                    tally.tell([problem] if problem else [])
                    tally.take(_input(result, name), _article(result))
                    if tally.destination.is_spent:
                        return
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


def _input(result: FetchResult, saved_as: str | None) -> Input:
    """What records and messages say of a URL."""
    more = {
        "fetch_status": str(result.fetch_status),
        "reason": result.reason,
        "final_url": result.final_url,
        "redirects": list(result.redirects),
        "http_status": result.http_status,
        "content_type": result.content_type,
        "retry_after": result.retry_after,
    }
    if saved_as is not None:
        more["saved"] = saved_as
    problem = f"{result.fetch_status}: {result.reason}" if result.fetch_status.failed else None
    return Input(result.url, Job(b"", url=result.final_url), home_of(result.url), more=more, problem=problem)


def _article(result: FetchResult) -> Article:
    """The article, or one that says why there is none."""
    if result.article is not None:
        return result.article
    status = _STATUS_OF.get(result.fetch_status, Status.UNREADABLE)
    return Article(status, warnings=(f"{result.fetch_status}: {result.reason}",))
