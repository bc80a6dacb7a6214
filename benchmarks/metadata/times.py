"""CPU time a page, and what of it the metadata add to reading and cleaning."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.corpus import PageSet, TruePage
from benchmarks.metadata.answers import GivenPage
from benchmarks.metadata.memos import forget_texts
from benchmarks.metadata.readers import Reader
from benchmarks.progress import counted
from benchmarks.speed import CallTimes, Clock, measure_calls
from benchmarks.systems import attempt

REFERENCE = "trafilatura"

_WITHOUT = "{} without metadata"


@dataclass(frozen=True, slots=True)
class AddedTime:
    """CPU milliseconds a page with metadata less those without them, page by page."""

    mean_ms: float
    median_ms: float
    of_reference_by_mean: float | None = None
    """The mean divided by that of the reference: 0.5 adds half as much. None where the reference was not timed."""
    of_reference_by_median: float | None = None


@dataclass(frozen=True, slots=True)
class ReaderTimes:
    """CPU milliseconds a page of one reader, text and metadata."""

    reader: str
    mean_ms: float
    median_ms: float
    adds: AddedTime | None
    """None where metadata cannot be left out."""
    crashes: int


@dataclass(frozen=True, slots=True)
class SetTimes:
    """All readers on one set."""

    name: str
    pages: int
    reference: str
    readers: tuple[ReaderTimes, ...]


def time_readers(
    page_set: PageSet,
    readers: Sequence[Reader],
    *,
    clock: Clock = time.process_time,
    forget: Callable[[], None] = forget_texts,
) -> SetTimes:
    """Time each reader on each page, with and without metadata in turns."""
    calls: dict[str, Callable[[GivenPage], object]] = {reader.name: reader.timed or reader.read for reader in readers}
    calls |= {_WITHOUT.format(reader.name): reader.without for reader in readers if reader.without}
    _warm_up(page_set, calls)
    times = measure_calls(page_set, calls, _given, clock=clock, forget=forget)
    reference = _added(REFERENCE, times)
    rows = tuple(_summarise(reader.name, times, reference) for reader in readers)
    return SetTimes(page_set.name, len(page_set.pages), REFERENCE, rows)


def _warm_up(page_set: PageSet, calls: Mapping[str, Callable[[GivenPage], object]]) -> None:
    """Run all once: what is loaded for a language at its first page costs more than many pages, and is paid once."""
    for page in counted(page_set.pages, total=len(page_set.pages), label=f"warm-up {page_set.name}"):
        given = _given(page)
        for call in calls.values():
            attempt(call, given)


def _given(page: TruePage) -> GivenPage:
    return GivenPage(page.read(), page.url)


def _summarise(name: str, times: Mapping[str, CallTimes], reference: Sequence[float]) -> ReaderTimes:
    own, added = times[name], _added(name, times)
    adds = None
    if added:
        mean, middle = fmean(added), median(added)
        adds = AddedTime(mean, middle, _ratio(mean, reference, fmean), _ratio(middle, reference, median))
    return ReaderTimes(name, fmean(own.milliseconds), median(own.milliseconds), adds, own.crashes)


def _added(name: str, times: Mapping[str, CallTimes]) -> tuple[float, ...]:
    """What metadata add on each page; empty where that is not known."""
    bare = times.get(_WITHOUT.format(name))
    if bare is None:
        return ()
    return tuple(one - other for one, other in zip(times[name].milliseconds, bare.milliseconds, strict=True))


def _ratio(own: float, reference: Sequence[float], middle: Callable[[Sequence[float]], float]) -> float | None:
    """None where the reference has added nothing that could be divided by."""
    of_reference = middle(reference) if reference else 0.0
    return own / of_reference if of_reference > 0 else None
