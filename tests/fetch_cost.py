"""What a fetch costs, in a process of its own: the time of the processor and the growth of its memory."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from misbehaving import answers
from misbehaving.connection import Answer
from misbehaving.server import Server

from scrubber.fetcher import FetchStatus, Limits, fetch

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """A result without its content, and what it took."""

    status: FetchStatus
    reason: str
    attempts: int
    cpu_seconds: float
    grown_bytes: int
    """From what the process held before to the most that it held at any time."""


def cost_of(url: str, *, before: str, limits: Limits = Limits()) -> Cost:  # noqa: B008 - it is frozen
    """The cost of fetching a URL, once `before`, an ordinary page, has been fetched and all modules are loaded."""
    path = os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    child = subprocess.run(
        [sys.executable, __file__, url, before, json.dumps(asdict(limits))],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    told = json.loads(child.stdout)
    return Cost(**{**told, "status": FetchStatus(told["status"])})


def cost_of_answer(answer: Answer, *, limits: Limits = Limits()) -> tuple[Cost, Server]:  # noqa: B008
    """The cost of fetching what is answered so, and the server that did; `/before` is an ordinary page of it."""
    with Server(answers.by_target({"/": answer, "/before": answers.page()})) as server:
        cost = cost_of(server.url(), before=server.url("/before"), limits=limits)
    return cost, server


def _measured(url: str, before: str, limits: Limits) -> Cost:
    from fetching import HERE, HURRIED

    fetch(before, access=HERE, politeness=HURRIED)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forget the highest mark of memory (proc_pid_clear_refs(5))
    grown, start = -_memory("VmRSS"), time.process_time()
    result = fetch(url, limits=limits, access=HERE, politeness=HURRIED)
    cpu_seconds = time.process_time() - start
    grown += _memory("VmHWM")
    return Cost(result.fetch_status, result.reason, result.attempts, cpu_seconds, grown)


def _memory(mark: str) -> int:
    found = re.search(rf"{mark}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found, "only Linux tells a process's own marks of memory so"
    return int(found[1]) * 1024


if __name__ == "__main__":
    print(json.dumps(asdict(_measured(sys.argv[1], sys.argv[2], Limits(**json.loads(sys.argv[3]))))))
