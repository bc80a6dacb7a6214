"""Many sources in, one article each, in order; a page that hangs or kills its worker costs only itself.

Every worker has a pipe of its own and nothing is shared, so that none can leave a lock or half a message to the others;
the caller's process gets no threads.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable

from scrubber.article import Article
from scrubber.cleaner.rule import Rule
from scrubber.reader import Kind, Source
from scrubber.workers.crew import Crew, cores
from scrubber.workers.job import Job
from scrubber.workers.ladder import Bounds
from scrubber.workers.orders import DEFAULT_MEMORY_BYTES, DEFAULT_TIMEOUT_SECONDS, Given, Orders, article_alone
from scrubber.workers.rules import pickled_rules

__all__ = ["Bounds", "Job", "Orders", "article_alone", "clean_many", "pickled_rules", "scrub_many"]


def scrub_many(  # noqa: PLR0913 - a public function whose every option is one of its own
    sources: Iterable[Source | Job],
    *,
    jobs: int | None = None,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
    memory_limit: int = DEFAULT_MEMORY_BYTES,
    kind: Kind | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> Generator[Article, None, None]:
    """One article for each source, in the order of the sources, cleaned in worker processes.

    `jobs`: workers, one a core by default. `timeout`: seconds a page, from when a worker begins it. The full cleaning
    gets 60 % of them; then its worker is killed, HTML is cleaned without trafilatura (15 %), and at last only the tags
    are taken off (25 %): such an article is `partial`, and a warning says what happened. If that gives no text, the
    status is `timeout`. `memory_limit`: bytes that a page may need, on Linux; the tags of one that needs more are taken
    off, and if that gives no text it is `too_large`. A worker that dies gives `crashed`, as does a rule that raises; a
    path that cannot be opened gives `unreadable`. Sources are asked for as workers come free. A `Job` is a source with
    its URL.

    Workers are forked from a process with one thread. Beside other threads, and on macOS and Windows, they are new
    processes that import the caller's script: there the call belongs under `if __name__ == "__main__":`.

    Raises RuleError for a rule that cannot be sent to a worker, ScrubberError where no worker can be started.

    >>> [article.text for article in scrub_many(["It rained.\\n\\nAdvertisement", "The mill turns."], jobs=1)]
    ['It rained.', 'The mill turns.']
    """
    orders = Orders(Bounds(timeout, memory_limit), article_alone, pickled_rules(rules))
    pages = (source if isinstance(source, Job) else Job(source, kind=kind) for source in sources)
    return clean_many(pages, orders, jobs=jobs)


def clean_many(pages: Iterable[Job], orders: Orders[Given], *, jobs: int | None = None) -> Generator[Given, None, None]:
    """What `orders.finish` makes of each job and its article, in the order of the jobs; else as `scrub_many`.

    It is made in the worker, so that the caller's process, which feeds them all, has little to do; what it gives must
    be picklable, and if it raises there the page is `crashed`. Articles that no worker made, such as that, are
    finished in the caller's process.
    """
    return Crew(jobs or cores(), orders).given(iter(pages))
