"""Pages a second with one worker and with two, in turns; then one long job with pages that kill their workers."""

from __future__ import annotations

import ctypes
import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from benchmarks.corpus import TruePage
from scrubber import Article, Block, block_rule, rules
from scrubber.cleaner.draft import Draft
from scrubber.serializer.record import to_json_line
from scrubber.workers import Bounds, Job, Orders, clean_many, pickled_rules

BOUNDS = Bounds(timeout=10.0, memory_limit=1_000_000_000)
KILLERS = ("hang", "memory", "crash")
SAMPLES = 10


@dataclass
class Pace:
    """What a number of workers made of some pages."""

    pages: int
    seconds: float
    cpu_seconds: float
    """Of the caller's process, the workers aside."""
    statuses: Counter[str] = field(default_factory=Counter)
    resident_mb: list[int] = field(default_factory=list)
    """Of the caller and its workers together, at each tenth of the way."""


@block_rule(drops=[], keeps=[])
def killer(block: Block, draft: Draft) -> str | None:  # noqa: ARG001 - every rule is asked with both
    """Do what a planted page says."""
    match block.text:
        case "planted: hang":
            time.sleep(3600)
        case "planted: memory":
            return f"held {len([bytes(1_000_000) for _ in range(5_000)])} MB"
        case "planted: crash":
            ctypes.string_at(0)
    return None


def planted() -> list[Job]:
    """A page for each kind of killer."""
    above = "<p>A page like any other, so far, that says nothing of what is to come.</p>" * 9
    return [Job(f"<!doctype html><article>{above}<p>planted: {kind}</p></article>") for kind in KILLERS]


def jobs_of(pages: Sequence[TruePage], count: int) -> Iterator[Job]:
    """So many pages, the given ones again and again."""
    return (Job(page.path, url=page.url, kind="html") for page in islice(cycle(pages), count))


def timed(pages: Sequence[Job], *, workers: int, with_killers: bool = False) -> Pace:
    """How so many workers get through the pages; what is written of each is made in the worker."""
    own = pickled_rules(rules(extra=[killer])) if with_killers else None
    start, cpu = time.monotonic(), time.process_time()
    pace = Pace(len(pages), 0.0, 0.0)
    for number, (status, _) in enumerate(clean_many(pages, Orders(BOUNDS, _written, own), jobs=workers), 1):
        pace.statuses[status] += 1
        if number % (len(pages) // SAMPLES) == 0:
            pace.resident_mb.append(resident_mb(os.getpid()))
    pace.seconds, pace.cpu_seconds = time.monotonic() - start, time.process_time() - cpu
    return pace


def _written(_: Job, article: Article) -> tuple[str, str]:
    return str(article.status), to_json_line(article)


def resident_mb(pid: int) -> int:
    """Memory of a process and of its children, in megabytes; what they share counts for each."""
    children = _told(f"/proc/{pid}/task/{pid}/children")
    pages = [_told(f"/proc/{process}/statm")[1:2] for process in (pid, *children)]
    return sum(size for sizes in pages for size in sizes) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def _told(file: str) -> list[int]:
    """The numbers in a file of the system's; none once the process has ended."""
    try:
        return [int(word) for word in Path(file).read_text().split()]
    except OSError:
        return []
