"""A page on each rung of the ladder → its article, inside of a worker."""

from __future__ import annotations

from scrubber.article import Article, Metadata, Status
from scrubber.cleaner import clean
from scrubber.cleaner.main_text import without_trafilatura
from scrubber.cleaner.rule import Rule
from scrubber.deferred import Deferred
from scrubber.errors import SourceError
from scrubber.reader import read_part
from scrubber.reader.stripping import read_stripped
from scrubber.scrubbing import scrub
from scrubber.workers.job import Job, unreadable
from scrubber.workers.ladder import Attempt, Rung


def cleaned(attempt: Attempt, rules: tuple[Rule, ...] | None) -> Article:
    """The article of a job as its rung gives it."""
    try:
        match attempt.rung:
            case Rung.FULL:
                return _judged(attempt.job, rules)
            case Rung.FAST:
                return _judged(attempt.job, _fast(rules))
            case Rung.STRIPPED:
                return _stripped(attempt.job)
    except SourceError as error:
        return unreadable(error)


def _judged(job: Job, rules: tuple[Rule, ...] | None) -> Article:
    if job.part is not None:
        return clean(read_part(job.part), rules=rules)
    return scrub(job.source, url=job.url, kind=job.kind, charset=job.charset, rules=rules)


def _fast(rules: tuple[Rule, ...] | None) -> tuple[Rule, ...]:
    from scrubber.cleaner.rules import RULES

    return tuple(map(without_trafilatura, RULES if rules is None else rules))


def _stripped(job: Job) -> Article:
    if job.part is not None:
        blocks = read_part(job.part).blocks
    else:
        blocks = read_stripped(job.source, kind=job.kind, charset=job.charset)
    has_text = any(block.text for block in blocks)
    return Article(Status.PARTIAL if has_text else Status.EMPTY, blocks, _metadata=Deferred.of(Metadata(url=job.url)))
