"""`scrubber fetch`: the article of each URL, as the pages come."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable
from contextlib import aclosing, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.fetching.fetched import Fetched
from scrubber.cli.fetching.made_pages import MadePages
from scrubber.cli.fetching.options import access_of, cleaning_of, limits_of, politeness_of
from scrubber.cli.fetching.progress import FetchProgress
from scrubber.cli.inputs.url_lists import address_of, urls_of
from scrubber.cli.jobs.job_files import JobFiles, job_of
from scrubber.cli.jobs.settled import digest_of, settled_options
from scrubber.cli.outputs.destinations import destination_of_urls
from scrubber.cli.outputs.files import interrupts_held
from scrubber.cli.outputs.forms import form_of
from scrubber.cli.outputs.rendering import Renderer
from scrubber.cli.outputs.saved_pages import SavedPages
from scrubber.cli.report import Report
from scrubber.cli.stopping import Stopping
from scrubber.cli.tally import Tally
from scrubber.fetcher import Fetcher, FetchResult, PageCache


@dataclass(frozen=True, slots=True)
class _Run:
    """What the results of one call go through."""

    fetched: Fetched
    made: MadePages
    saved: SavedPages
    tally: Tally
    progress: FetchProgress

    async def take(self, result: FetchResult, fetcher: Fetcher) -> None:
        """Write what came of a URL."""
        self.progress.count(result)
        name, problems = self.saved.save(result)
        self.tally.tell(problems)
        rendered = await self.made.rendered(result, fetcher)
        self.tally.take(self.fetched.input(result, name), rendered)


def fetch_urls(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, ScrubberError, and OutputError for an unwritable place, before any request."""
    fetched, renderer = Fetched(arguments.keep_secrets), Renderer(form_of(arguments))
    cache = None if arguments.cache is None else PageCache(Path(arguments.cache))
    urls = urls_of(arguments.urls, arguments.input)
    fetcher = _fetcher(arguments, cache)
    job = job_of(arguments)
    stopping = Stopping()
    report = Report(len(urls), unit="url")
    with stopping.watched(), job.journal if job else nullcontext(), cache or nullcontext(), report:
        with interrupts_held():  # or a file might be made that nobody knows of
            tally = Tally(destination_of_urls(arguments, len(urls), job), report, job)
            saved = SavedPages(arguments, job)
        if job is not None:
            job.tell_of_start(report)
            urls = _not_done(urls, job, report)
        progress = FetchProgress(report, len(urls))
        made = MadePages(cache, fetched, renderer, digest_of(settled_options(arguments)))
        run = _Run(fetched, made, saved, tally, progress)
        with tally.ended(stopping):
            asyncio.run(_fetch(fetcher, urls, run, stopping))
        progress.sum_up()
        return ExitCode.INTERRUPTED if stopping.is_asked else tally.exit_code


def _fetcher(arguments: argparse.Namespace, cache: PageCache | None) -> Fetcher:
    return Fetcher(
        politeness=politeness_of(arguments),
        access=access_of(arguments),
        limits=limits_of(arguments),
        cleaning=cleaning_of(arguments),
        concurrency=arguments.concurrency,
        cache=cache,
    )


def _not_done(urls: list[str], job: JobFiles, report: Report) -> list[str]:
    """The URLs that have no record yet."""
    left = [url for url in urls if address_of(url) not in job.journal]
    report.advance(len(urls) - len(left))
    return left


async def _fetch(fetcher: Fetcher, urls: list[str], run: _Run, stopping: Stopping) -> None:
    async with fetcher:
        stopping.tell(_ending(fetcher))
        watching = asyncio.create_task(run.progress.watch(fetcher))
        try:
            async with aclosing(fetcher.fetch_all(urls)) as results:
                async for result in results:
                    await run.take(result, fetcher)
                    if run.tally.is_spent:
                        return
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching


def _ending(fetcher: Fetcher) -> Callable[[], None]:
    """What lets a fetcher come to its end, and may be called at any moment."""
    loop = asyncio.get_running_loop()
    tasks: list[asyncio.Task[None]] = []  # the event loop would forget one that nobody holds

    def end() -> None:
        loop.call_soon_threadsafe(lambda: tasks.append(loop.create_task(fetcher.wind_down())))

    return end
