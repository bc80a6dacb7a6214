"""One trial, measured in the process that runs it: CPU seconds, peak memory, and what was wrong with the texts."""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile.bait import Bait
from benchmarks.hostile.case import HostilePage, Trial
from benchmarks.systems import attempt


class Reading(NamedTuple):
    """What a system makes of a page."""

    text: str
    status: str = ""
    """As the system names it; empty if it gives none."""
    peak_bytes: int | None = None
    """The most memory that any process had, where they are not this one."""


Read = Callable[[bytes], Reading]
SOON_SECONDS = 2.0  # what is over sooner is run again, and the shortest time counts
REPEATS = 3
# Runs a command, and then tells the most memory that any of its processes had. Linux counts for a process what the one
# that forked it held, so it must not be this one.
TELL_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, file=sys.stderr)
"""
STATUS = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a page cost, and what was wrong with its text."""

    page: str
    size: int
    seconds: float
    grown_bytes: int
    """Peak memory over what was held before the page was made."""
    peak_bytes: int
    touches: int
    status: str
    faults: tuple[str, ...]


def measured(read: Read, trial: Trial) -> Iterator[Measurement]:
    """The pages of a trial, one after the other. Linux only, as it says how much memory is held at most."""
    gc.freeze()  # what is imported by now needs no look at each collection
    for page in trial.pages:
        with Bait() as bait:
            yield _measured_page(read, page, bait, is_timed=len(trial.pages) <= REPEATS)


def _measured_page(read: Read, page: HostilePage, bait: Bait, *, is_timed: bool) -> Measurement:
    held = _memory("VmRSS")
    given = bait.laid(page.make())
    gc.collect()
    FORGET_PEAK.write_text("5", encoding="ascii")
    seconds, answer, crash = _timed(read, given)
    peak_here = _memory("VmHWM")
    for _ in range(REPEATS - 1 if is_timed and seconds < SOON_SECONDS else 0):
        seconds = min(seconds, _timed(read, given)[0])
    text, status, peak = answer or Reading("")
    peak = peak_here if peak is None else peak
    faults = tuple(fault for check in page.checks if (fault := check(text))) if crash is None else (f"raised {crash}",)
    return Measurement(page.name, len(given), seconds, peak - held, peak, bait.touches(), status, faults)


def _timed(read: Read, given: bytes) -> tuple[float, Reading | None, str | None]:
    start = _cpu_seconds()
    answer, crash = attempt(read, given)
    return _cpu_seconds() - start, answer, crash


def _cpu_seconds() -> float:
    """Of this process, and of those that it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _memory(name: str) -> int:
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def by_scrubber(page: bytes, kind: str | None = "html") -> Reading:
    """The text and the status that Scrubber gives a page."""
    from scrubber import scrub

    article = scrub(page, kind=kind)  # type: ignore[arg-type]  # a name in a table of cases, and not of the library
    return Reading(article.text, article.status.value)


def by_command(text: bytes) -> Reading:
    """The text of a file as `scrubber clean` writes it; it reads large ones piece by piece."""
    with tempfile.TemporaryDirectory() as folder:
        source, cleaned = Path(folder, "text.txt"), Path(folder, "cleaned.txt")
        source.write_bytes(text)
        with cleaned.open("wb") as output:
            command = [sys.executable, "-m", "scrubber", "clean", "--jobs", "1", str(source)]
            told = subprocess.run(
                [sys.executable, "-c", TELL_PEAK, *command], stdout=output, stderr=subprocess.PIPE, check=True
            )
        return Reading(cleaned.read_text(encoding="utf-8"), peak_bytes=int(told.stderr.split()[-1]))
