"""What a worker is given: a source, and what is known of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace

from scrubber.article import Article, Status
from scrubber.errors import SourceError
from scrubber.reader import Kind, Part, Source
from scrubber.reader.source import TOO_LARGE, content_of


@dataclass(frozen=True, slots=True)
class Job:
    """A source with what is known of it."""

    source: Source
    """Content, a path or an open file, as `scrub` takes them."""
    url: str | None = None
    """Its address; nothing is fetched."""
    kind: Kind | None = None
    """`html` or `text`; None: told by its content."""
    problem: str | None = None
    """Why there is nothing to read, where that is known already."""
    fault: Status = field(default=Status.UNREADABLE, repr=False)
    """The status of an article with a problem."""
    part: Part | None = field(default=None, repr=False)
    """What is cleaned in place of the source: a part of it."""
    charset: str | None = field(default=None, repr=False)
    """What the sender of the bytes calls their encoding."""


def settled(job: Job) -> Job | Article:
    """A job that can go to another process, or its article where that is clear already."""
    if job.problem is not None:
        return Article(job.fault, warnings=(job.problem,))
    if isinstance(job.source, (str, bytes, os.PathLike)):
        return job
    try:
        content = content_of(job.source)  # an open file cannot go to another process
    except SourceError as error:
        return unreadable(error)
    if content is None:
        return Article(Status.TOO_LARGE, warnings=(TOO_LARGE,))
    return replace(job, source=content)


def unreadable(error: SourceError) -> Article:
    """The article of a source that cannot be opened."""
    return Article(Status.UNREADABLE, warnings=(str(error),))
