"""What is written of a fetched page: made anew, or as it was made when the page came last."""

from __future__ import annotations

from scrubber.cli.fetching.fetched import Fetched
from scrubber.cli.outputs.rendering import Rendered, Renderer
from scrubber.fetcher import Fetcher, FetchResult, FetchStatus, PageCache
from scrubber.version import __version__


class MadePages:
    """Renders results. With a cache, a page that has not changed is cleaned no second time."""

    def __init__(self, cache: PageCache | None, fetched: Fetched, renderer: Renderer, options: str) -> None:
        """`options`: stands for all that what is made depends on besides the page."""
        self._cache, self._fetched, self._renderer = cache, fetched, renderer
        self._key = f"{__version__}/{options}"

    async def rendered(self, result: FetchResult, fetcher: Fetcher) -> Rendered:
        """What is written of a result. Raises ScrubberError where the cache fails."""
        is_unchanged = result.fetch_status is FetchStatus.NOT_MODIFIED
        if self._cache is not None and is_unchanged and (made := self._cache.made(result, self._key)) is not None:
            return Rendered.unpacked(made)
        if is_unchanged:
            result = await fetcher.cleaned(result)
        rendered = self._renderer.whole(self._fetched.article(result))
        if self._cache is not None and result.article is not None:
            self._cache.keep_made(result, self._key, made=rendered.packed())
        return rendered
