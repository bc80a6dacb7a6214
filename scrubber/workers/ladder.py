"""What is tried of a page in turn, each within its share of the page's time, until something gives its text."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum

from scrubber.article import Article, Status
from scrubber.errors import ScrubberError
from scrubber.workers.job import Job

MAX_STARTS = 3  # of workers for one page; what fails three times before a page is begun will go on failing
STARTS_FAILED = (
    f"{MAX_STARTS} worker processes died before they began a page; run with fewer jobs. In a script with threads, "
    "begin under `if __name__ == '__main__':`, and define rules in a module it can import"
)


class Rung(Enum):
    """A way to clean a page: its name, its share of the page's time, and what an article warns of that it gave."""

    FULL = ("the full cleaning", 0.6, "")
    FAST = ("cleaning without trafilatura", 0.15, "cleaned without trafilatura")
    STRIPPED = ("taking off the tags", 0.25, "only the tags were taken off, nothing else was judged")

    def __init__(self, title: str, share: float, gives: str) -> None:
        self.title, self.share, self.gives = title, share, gives


class Lack(Enum):
    """What a page ran out of."""

    TIME = Status.TIMEOUT
    MEMORY = Status.TOO_LARGE


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one page may take."""

    timeout: float
    """Seconds for all rungs together, from when a worker begins."""
    memory_limit: int
    """Bytes beyond those that the worker held before."""

    def seconds(self, rung: Rung) -> float:
        """The time of a rung.

        >>> [Bounds(10, 10**9).seconds(rung) for rung in Rung]
        [6.0, 1.5, 2.5]
        """
        return self.timeout * rung.share

    def excess(self, rung: Rung, lack: Lack) -> str:
        """How a rung went over its bound."""
        if lack is Lack.TIME:
            return f"{rung.title} took longer than {self.seconds(rung):.3g} seconds"
        return f"{rung.title} needed more than {_megabytes(self.memory_limit)}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job on a rung."""

    job: Job
    number: int = 0
    """Its place among the jobs."""
    rung: Rung = Rung.FULL
    falls: tuple[tuple[Rung, Lack], ...] = ()
    """The rungs above that have failed, and for lack of what."""
    failed_starts: int = 0
    """Workers that died before they began it."""

    def anew(self) -> Attempt:
        """The same for another worker, as one has died before it began. Raises ScrubberError if too many have."""
        if self.failed_starts + 1 >= MAX_STARTS:
            raise ScrubberError(STARTS_FAILED)
        return replace(self, failed_starts=self.failed_starts + 1)

    def after(self, lack: Lack) -> Attempt | None:
        """What comes next; None if there is nothing.

        What needs too much memory needs it without trafilatura as well, whose choice is of no matter to plain text.

        >>> page = Attempt(Job("<p>A page."))
        >>> page.after(Lack.TIME).rung.name, page.after(Lack.MEMORY).rung.name
        ('FAST', 'STRIPPED')
        >>> Attempt(Job("A text.")).after(Lack.TIME).rung.name
        'STRIPPED'
        """
        if self.rung is Rung.STRIPPED:
            return None
        has_fast = self.rung is Rung.FULL and lack is Lack.TIME and may_be_html(self.job)
        rung = Rung.FAST if has_fast else Rung.STRIPPED
        return replace(self, rung=rung, falls=(*self.falls, (self.rung, lack)), failed_starts=0)

    def told(self, article: Article, bounds: Bounds) -> Article:
        """An article of this rung, with what happened above it."""
        if not self.falls:
            return article
        if self.rung is Rung.STRIPPED and not article.status.has_text and article.status is not Status.UNREADABLE:
            return given_up(self.falls[-1][1], bounds)
        warning = f"{', '.join(bounds.excess(rung, lack) for rung, lack in self.falls)}: {self.rung.gives}"
        status = Status.PARTIAL if article.status is Status.OK else article.status
        return replace(article, status=status, warnings=(*article.warnings, warning))


def given_up(lack: Lack, bounds: Bounds) -> Article:
    """The article of a page that nothing gave a text of.

    >>> given_up(Lack.MEMORY, Bounds(10, 10**9)).warnings
    ('stopped at 1,000 MB of memory',)
    """
    reached = f"after {bounds.timeout:g} seconds" if lack is Lack.TIME else f"at {_megabytes(bounds.memory_limit)}"
    return Article(lack.value, warnings=(f"stopped {reached}",))


def may_be_html(job: Job) -> bool:
    """Whether a job may be HTML, as far as can be told without reading it."""
    source = job.source
    if job.part is not None or job.kind is not None:
        return job.part is None and job.kind == "html"
    if isinstance(source, os.PathLike):
        return ".htm" in os.fspath(source) or ".xhtm" in os.fspath(source)
    return b"<" in source if isinstance(source, bytes) else isinstance(source, str) and "<" in source


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB of memory"
