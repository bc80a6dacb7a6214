"""Every system on every case, each trial in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from benchmarks.hostile.case import Case
from benchmarks.hostile.cases import choose_cases
from benchmarks.hostile.isolation import run_apart
from benchmarks.hostile.measure import Read, Reading, by_command, by_scrubber
from benchmarks.hostile.pages import article
from benchmarks.hostile.verdicts import Verdict, verdict
from benchmarks.systems import SYSTEMS, Extract, choose_systems

OWN = "scrubber"


def verdicts_of(
    systems: Sequence[str], cases: Sequence[Case], *, scale: float, jobs: int
) -> Iterator[tuple[Case, tuple[Verdict | None, ...]]]:
    """The verdicts case by case, a system each in its order; None where a system cannot be run for a case."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        asked = [[pool.submit(_judged, system, case.id, scale) for system in systems] for case in cases]
        for case, answers in zip(cases, asked, strict=True):
            yield case, tuple(answer.result() for answer in answers)


def _judged(system: str, case_id: str, scale: float) -> Verdict | None:
    return judged(system, choose_cases([case_id])[0], scale=scale)


def judged(system: str, case: Case, *, scale: float) -> Verdict | None:
    """The verdict on a system; None if it cannot be run for the case."""
    read = _reader_of(system, case)
    if read is None:
        return None
    if case.form != "text":
        read(article(""))  # imports, and what is made once, are no page's cost
    return verdict(case, system, [run_apart(read, trial, cpu_seconds=case.cpu_seconds) for trial in case.trials(scale)])


def _reader_of(system: str, case: Case) -> Read | None:
    if system == OWN:
        return by_command if case.form == "text" else partial(by_scrubber, kind="html" if case.form == "html" else None)
    return None if case.form == "text" else partial(_extracted, choose_systems([system], SYSTEMS)[0].extract)


def _extracted(extract: Extract, page: bytes) -> Reading:
    return Reading(extract(page))
