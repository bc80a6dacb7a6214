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
from scrubber.workers.rules import pickled

__all__ = ["DEFAULT_TIMEOUT_SECONDS", "Job", "scrub_many"]

DEFAULT_TIMEOUT_SECONDS = 10.0


def scrub_many(
    sources: Iterable[Source | Job],
    *,
    jobs: int | None = None,
    timeout: float = DEFAULT_TIMEOUT_SECONDS,
    kind: Kind | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> Generator[Article, None, None]:
    """One article for each source, in the order of the sources, cleaned in worker processes.

    `jobs`: workers, one a core by default. `timeout`: seconds a page, from when a worker begins it; after them the
    worker is killed and the article's status is `timeout`. A worker that dies gives `crashed`, as does a rule that
    raises; a path that cannot be opened gives `unreadable`. Sources are asked for as workers come free. A `Job` is a
    source with its URL.

    Workers are forked from a process with one thread. Beside other threads, and on macOS and Windows, they are new
    processes that import the caller's script: there the call belongs under `if __name__ == "__main__":`.

    Raises RuleError for a rule that cannot be sent to a worker, ScrubberError where no worker can be started.
    """
    crew = Crew(jobs or cores(), timeout, None if rules is None else tuple(map(pickled, rules)))
    return crew.articles(iter(source if isinstance(source, Job) else Job(source, kind=kind) for source in sources))
