"""Results of fetching → what records and messages say of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from scrubber.article import Article, Metadata, Status
from scrubber.cli.inputs.found import Input
from scrubber.cli.inputs.url_lists import address_of
from scrubber.cli.outputs.url_names import home_of
from scrubber.deferred import Deferred
from scrubber.fetcher import FetchResult, FetchStatus
from scrubber.fetcher.secrets import without_secrets
from scrubber.workers import Job

_STATUS_OF = {
    FetchStatus.TIMEOUT: Status.TIMEOUT,
    FetchStatus.TOO_LARGE: Status.TOO_LARGE,
    FetchStatus.NOT_TEXT: Status.NOT_TEXT,
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """Makes inputs and articles of results; what is secret in an address stays out of them, unless it is asked for."""

    keeps_secrets: bool

    def input(self, result: FetchResult, saved_as: str | None) -> Input:
        """What records and messages say of a URL."""
        more = {
            "fetch_status": str(result.fetch_status),
            "reason": self._told(result.reason),
            "final_url": self._told(result.final_url) if result.final_url else None,
            "redirects": [self._told(url) for url in result.redirects],
            "http_status": result.http_status,
            "content_type": result.content_type,
            "retry_after": result.retry_after,
        }
        if saved_as is not None:
            more["saved"] = saved_as
        address = address_of(result.url)
        problem = f"{result.fetch_status}: {self._told(result.reason)}" if result.fetch_status.failed else None
        job = Job(b"", url=result.final_url)
        return Input(self._told(result.url), job, home_of(address), more=more, problem=problem, address=address)

    def article(self, result: FetchResult) -> Article:
        """The article, or one that says why there is none."""
        if result.article is None:
            status = _STATUS_OF.get(result.fetch_status, Status.UNREADABLE)
            return Article(status, warnings=(f"{result.fetch_status}: {self._told(result.reason)}",))
        if self.keeps_secrets or result.final_url is None or without_secrets(result.final_url) == result.final_url:
            return result.article
        return replace(result.article, _metadata=Deferred(partial(_without_secrets, result.article)))

    def _told(self, text: str) -> str:
        return text if self.keeps_secrets else without_secrets(text)


def _without_secrets(article: Article) -> Metadata:
    metadata = article.metadata
    return replace(metadata, url=without_secrets(metadata.url) if metadata.url else None)
