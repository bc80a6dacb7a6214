"""One function for every page of a set, in several processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from benchmarks.corpus import PageSet, TruePage
from benchmarks.errors import BenchmarkError
from benchmarks.progress import counted

PAGES_A_TASK = 4  # few enough that both processes end together, enough that handing over costs nothing

Found = TypeVar("Found")


def each_page(measure: Callable[[TruePage], Found], page_set: PageSet, *, jobs: int, label: str) -> Iterator[Found]:
    """What `measure` says of each page, in the order of the set, counted on a terminal; in this process for one job."""
    return counted(_measured(measure, page_set, jobs), total=len(page_set.pages), label=f"{label} {page_set.name}")


def _measured(measure: Callable[[TruePage], Found], page_set: PageSet, jobs: int) -> Iterator[Found]:
    if jobs == 1:
        yield from map(measure, page_set.pages)
        return
    try:
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(measure, page_set.pages, chunksize=PAGES_A_TASK)
    except BrokenProcessPool as error:
        raise BenchmarkError(f"{page_set.name}: a page killed its process; --jobs 1 shows which") from error
