"""Many URLs of many hosts on loopback, fetched by the command as a job; a tenth of the hosts is faulty."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.jobs.faulty_server import FAULTS, serving
from benchmarks.jobs.throughput import resident_mb

FETCH_SECONDS = 2  # for all requests of a URL
SAMPLE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Load:
    """What is fetched."""

    urls: int
    hosts: int
    has_faults: bool

    def host(self, number: int) -> str:
        """The address of a host, all of which lead to one server."""
        return f"127.{1 + number // 250}.{number % 250}.1"

    def fault(self, number: int) -> str | None:
        """What is wrong with the pages of a host: one host of ten, each kind as often."""
        return list(FAULTS)[number // 10 % len(FAULTS)] if self.has_faults and number % 10 == 0 else None

    def expected(self, port: int) -> Iterator[tuple[str, str]]:
        """Each URL with the status that it must come to."""
        for number in range(self.urls):
            host = number % self.hosts
            fault = self.fault(host)
            yield f"http://{self.host(host)}:{port}/{fault or 'page'}/{number}", FAULTS[fault] if fault else "ok"


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """How a job went."""

    seconds: float
    records: int
    once: int
    """URLs with exactly one record."""
    as_expected: int
    statuses: dict[str, int]
    most_resident_mb: int
    """Of the command and its workers together."""
    resident_mb: tuple[int, ...]
    """At each tenth of the time."""

    def __str__(self) -> str:
        share = 100 * self.as_expected / max(1, self.records)
        statuses = ", ".join(f"{count} {status}" for status, count in self.statuses.items())
        tenths = " ".join(map(str, self.resident_mb))
        return (
            f"{self.seconds:.1f} s, {self.records} records, {self.once} URLs with exactly one, {share:.2f} % as "
            f"expected ({statuses}); at most {self.most_resident_mb} MB, at each tenth {tenths}"
        )


def run(load: Load, folder: Path) -> LoadOutcome:
    """Fetch all of it with a journal, and look at the records."""
    folder.mkdir()
    with serving() as port:
        expected = dict(load.expected(port))
        (folder / "urls.txt").write_text("\n".join(expected))
        start = time.monotonic()
        sizes = list(_watched(_started(folder)))
        seconds = time.monotonic() - start
    with (folder / "out.jsonl").open() as lines:
        got = [(record["input"], record["fetch_status"]) for record in map(json.loads, lines)]
    counts = Counter(url for url, _ in got)
    return LoadOutcome(
        seconds,
        len(got),
        sum(counts[url] == 1 for url in expected),
        sum(expected.get(url) == status for url, status in got),
        dict(Counter(status for _, status in got).most_common()),
        max(sizes),
        tuple(sizes[len(sizes) * tenth // 10] for tenth in range(1, 10)),
    )


def _started(folder: Path) -> subprocess.Popen[bytes]:
    manners = ("--allow", "127.0.0.0/8", "--delay", "0", "--fetch-timeout", str(FETCH_SECONDS))
    command = (
        sys.executable,
        "-m",
        "scrubber",
        "fetch",
        "-i",
        "urls.txt",
        *manners,
        "-o",
        "out.jsonl",
        "--job",
        "job.db",
    )
    with (folder / "messages.txt").open("wb") as messages:
        return subprocess.Popen(command, cwd=folder, stderr=messages, env=dict(os.environ))


def _watched(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The memory of a process and its children, again and again until it ends."""
    while True:
        yield resident_mb(process.pid)
        try:
            process.wait(SAMPLE_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
