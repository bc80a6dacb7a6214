"""A trial in a process of its own, under limits, so that what kills it kills nothing else."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection

from benchmarks.hostile.case import Trial
from benchmarks.hostile.measure import Measurement, Read, measured

MEMORY_BYTES = 6_000_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial gave: fewer measurements than it has pages if it was ended."""

    trial: str
    pages: int
    measurements: tuple[Measurement, ...]
    end: str | None = None
    """What ended it before its last page."""


def run_apart(read: Read, trial: Trial, *, cpu_seconds: int) -> Outcome:
    """Run a trial in a fork of this process, which holds what the system has imported."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_run, args=(theirs, read, trial, cpu_seconds))
    process.start()
    theirs.close()
    deadline = time.monotonic() + 3 * cpu_seconds
    measurements = tuple(_received(ours, deadline))
    if time.monotonic() > deadline:
        process.kill()
    process.join()
    end = _end(process.exitcode or 0, cpu_seconds) if len(measurements) < len(trial.pages) else None
    return Outcome(trial.name, len(trial.pages), measurements, end)


def _received(results: Connection, deadline: float) -> Iterator[Measurement]:
    while results.poll(max(0.0, deadline - time.monotonic())):
        try:
            yield results.recv()
        except EOFError:
            return


def _run(results: Connection, read: Read, trial: Trial, cpu_seconds: int) -> None:
    _silence()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, used + cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for measurement in measured(read, trial):
        results.send(measurement)


def _silence() -> None:
    """What a system prints is no part of the report."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _end(exit_code: int, cpu_seconds: int) -> str:
    """Why a process ended.

    >>> _end(-11, 60), _end(-24, 60), _end(1, 60)
    ('killed by SIGSEGV', 'over 60 s of CPU', 'ended with code 1')
    """
    if exit_code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"over {cpu_seconds} s of CPU"
    return f"killed by {signal.Signals(-exit_code).name}" if exit_code < 0 else f"ended with code {exit_code}"
