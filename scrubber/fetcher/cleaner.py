"""The body of a page → its article, in a worker or when somebody asks for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from scrubber.article import Article, Status
from scrubber.deferred import Deferred
from scrubber.fetcher.content_type import charset_of
from scrubber.fetcher.result import FetchResult, FetchStatus
from scrubber.fetcher.settings import Cleaning
from scrubber.page import Page
from scrubber.workers import Job
from scrubber.workers.async_crew import AsyncCrew
from scrubber.workers.crew import cores
from scrubber.workers.ladder import Bounds
from scrubber.workers.orders import Orders, article_alone
from scrubber.workers.rules import pickled_rules

CUT = "the body was cut on its way: text may be missing at the end"


class PageCleaner:
    """Gives results their articles."""

    def __init__(self, cleaning: Cleaning) -> None:
        """Raises RuleError for a rule that cannot be sent to a worker."""
        self._cleaning = cleaning
        self._crew: AsyncCrew | None = None
        if cleaning.jobs != 0:
            bounds = Bounds(cleaning.timeout, cleaning.memory_limit)
            orders = Orders(bounds, article_alone, pickled_rules(cleaning.rules))
            self._crew = AsyncCrew(cleaning.jobs or cores(), orders)

    def start(self) -> None:
        """Start the workers, best before there are other threads."""
        if self._crew is not None:
            self._crew.start()

    def close(self) -> None:
        """End the workers."""
        if self._crew is not None:
            self._crew.close()

    async def cleaned(self, result: FetchResult) -> FetchResult:
        """The result with its page and article, if it has a body that is to be cleaned. Raises ScrubberError."""
        later = self.cleaned_later(result)
        if self._crew is None or later.content is None:
            return later
        article = _marked(await self._crew.article(_job(result, later.content)), _is_cut(result))
        if article.status is Status.NOT_TEXT:
            why = "; ".join(article.warnings)
            return replace(result, fetch_status=FetchStatus.NOT_TEXT, reason=why, content=None)
        return replace(later, _article=Deferred.of(article))

    def cleaned_later(self, result: FetchResult) -> FetchResult:
        """The same, but its article is cleaned in this process, when it is first asked for."""
        has_page = result.fetch_status in {FetchStatus.OK, FetchStatus.NOT_MODIFIED}
        if result.content is None or not (has_page or (_is_cut(result) and self._cleaning.keeps_truncated)):
            return replace(result, content=None)
        job = _job(result, result.content)
        article = Deferred(partial(_clean, job, self._cleaning, _is_cut(result)))
        return replace(result, _page=Deferred(partial(_read, job)), _article=article)


def _job(result: FetchResult, content: bytes) -> Job:
    return Job(content, url=result.final_url, charset=charset_of(result.content_type))


def _is_cut(result: FetchResult) -> bool:
    return result.fetch_status is FetchStatus.TRUNCATED


def _read(job: Job) -> Page:
    from scrubber.reader import read

    return read(job.source, url=job.url, charset=job.charset)


def _clean(job: Job, cleaning: Cleaning, is_cut: bool) -> Article:
    from scrubber.scrubbing import scrub

    return _marked(scrub(job.source, url=job.url, charset=job.charset, rules=cleaning.rules), is_cut)


def _marked(article: Article, is_cut: bool) -> Article:
    if not is_cut:
        return article
    status = Status.PARTIAL if article.status is Status.OK else article.status
    return replace(article, status=status, warnings=(*article.warnings, CUT))
