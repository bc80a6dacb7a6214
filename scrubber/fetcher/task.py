"""A URL on its way through requests, redirects and repetitions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.body import Want
from scrubber.fetcher.result import FetchResult
from scrubber.fetcher.settings import Limits
from scrubber.fetcher.steps import Settled, Trail
from scrubber.fetcher.web_url import WebUrl

Deliver = Callable[["Task", FetchResult], Awaitable[None]]


def _always() -> bool:
    return True


@dataclass(slots=True, eq=False)
class Task:
    """What is asked for, and how far it has come."""

    asked: str
    """The URL as it was given."""
    url: WebUrl
    """The address that is asked for now."""
    want: Want
    limits: Limits
    deliver: Deliver
    """Takes its only result."""
    may_begin: Callable[[], bool] = _always
    """Whether there is room for its result."""
    needs_permission: bool = True
    """Whether robots.txt is asked: not for robots.txt itself."""
    redirects: tuple[str, ...] = ()
    attempt: int = 0
    seconds: float = 0.0
    """That its requests have taken."""
    not_before: float = 0.0
    """Of the event loop's clock."""
    asks_plainly: bool = False
    """Whether it asks for the whole page, as a 304 came that was of no use."""

    @property
    def host(self) -> str:
        """Whose turn it takes."""
        return self.url.host

    @property
    def trail(self) -> Trail:
        """The way so far."""
        return Trail((*self.redirects, self.url.href), self.attempt, self.asks_plainly)

    @property
    def seconds_left(self) -> float:
        """For all the requests to come."""
        return self.limits.total_seconds - self.seconds

    def result(self, settled: Settled, answer: Answer) -> FetchResult:
        """What became of it."""
        return FetchResult(
            self.asked,
            settled.status,
            settled.reason,
            final_url=self.url.href,
            redirects=self.redirects,
            http_status=answer.http_status,
            content_type=answer.headers.get("content-type"),
            headers=answer.headers,
            content=answer.content,
            attempts=self.attempt,
            seconds=self.seconds,
            retry_after=settled.retry_after,
        )

    def follow(self, url: WebUrl) -> None:
        """Go on with another address."""
        self.redirects = (*self.redirects, self.url.href)
        self.url, self.attempt, self.not_before, self.asks_plainly = url, 0, 0.0, False
