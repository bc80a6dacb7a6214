"""The request of a task: what its origin may see, what is known of its page, and what is kept of the answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from scrubber.fetcher.answer import Answer
from scrubber.fetcher.client import Client
from scrubber.fetcher.headers import HeadersByOrigin
from scrubber.fetcher.page_cache import KeptPage, PageCache
from scrubber.fetcher.task import Task
from scrubber.fetcher.validators import CONDITIONS, confirms, digest_of_sent, may_be_kept


class Visits:
    """Sends the requests of tasks; with a cache, a page that has not changed is taken from there.

    What an origin sends to who has headers of his own for it is neither kept nor taken from there: it may be for him
    alone, and another cookie may give another page.
    """

    def __init__(self, client: Client, headers: HeadersByOrigin, cache: PageCache | None) -> None:
        self._client, self._headers, self._cache = client, headers, cache

    async def answer(self, task: Task, addresses: Sequence[str]) -> Answer:
        """What came of the request of a task to one of the addresses. Raises ScrubberError where the cache fails."""
        cache = self._cache if task.want.may_be_kept and task.url.origin not in self._headers else None
        page = None if cache is None else self._page(cache, task)
        headers = self._headers.get(task.url.origin, {}) if page is None else page.validators.conditions
        answer = await self._client.get(
            task.url, task.want, addresses=addresses, headers=headers, seconds=task.seconds_left
        )
        if answer.http_status == HTTPStatus.NOT_MODIFIED and page is not None:
            return _unchanged(answer, page)
        if cache is not None and answer.http_status == HTTPStatus.OK and answer.fault is None:
            self._keep(cache, task, answer)
        return replace(answer, is_asked_for=any(name.lower() in CONDITIONS for name in headers))

    def _page(self, cache: PageCache, task: Task) -> KeptPage | None:
        """The page that is kept of the address of a task, if the same would be said to get it."""
        page = None if task.asks_plainly else cache.page(task.url.href)
        if page is None or not may_be_kept(page.headers) or page.sent != self._sent(task, page.headers.get("vary")):
            return None
        return page

    def _keep(self, cache: PageCache, task: Task, answer: Answer) -> None:
        """Keep what came, if it may be kept, in place of what came before."""
        if answer.content is None or not may_be_kept(answer.headers):
            cache.forget(task.url.href)
            return
        sent = self._sent(task, answer.headers.get("vary"))
        cache.keep(task.url.href, KeptPage(answer.headers, answer.content, sent, time.time()))

    def _sent(self, task: Task, vary: str | None) -> bytes:
        headers = {name.lower(): value for name, value in self._client.headers(task.want).items()}
        return digest_of_sent(vary or "", headers)


def _unchanged(answer: Answer, page: KeptPage) -> Answer:
    """A 304 with the page that it speaks of; without, if it speaks of another one."""
    if not confirms(answer.headers, page.validators):
        return answer
    return Answer(answer.http_status, page.headers, page.content, is_asked_for=True)
