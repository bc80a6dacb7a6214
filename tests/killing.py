"""Runs the command, kills it at random moments, and lets it go on until it is done."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import scrubber
from scrubber.cli.outputs.appended_file import size_of

PAGES_A_SECOND = 350  # small ones, on an idle machine of two cores; fewer on a busy one
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}


@dataclass
class Killing:
    """A command that is run again and again until it comes to its end by itself."""

    arguments: Sequence[str]
    folder: Path
    growing: Path | None = None
    """What grows while it works, if it goes on where it was killed."""
    seed: int = 4711
    after_each_kill: Callable[[], None] = lambda: None
    codes: list[int] = field(default_factory=list)
    """Of all its runs."""
    messages: str = ""

    def kill_at_random(self, times: int, *, inputs: int) -> None:
        """Kill the command, and nothing else of its, so many times; then let it come to its end.

        Every fourth kill is at any moment after its start, the others are at one after it has begun to write.
        """
        chance = random.Random(self.seed)
        within_seconds = 1.5 * inputs / PAGES_A_SECOND / times  # so that the last kill still finds work
        for number in range(times):
            process = self._start()
            if self.growing is not None and number % 4:
                self._wait_for_growth(process, self.growing)
            self._take(process, patience=chance.uniform(0, within_seconds))
            self.after_each_kill()
        self._take(self._start(), patience=300)

    def kill_workers_at_random(self, times: int) -> int:
        """Let the command run to its end while its workers are killed, one at a time; how many were."""
        chance = random.Random(self.seed)
        process = self._start()
        killed = 0
        while killed < times and process.poll() is None:
            time.sleep(chance.uniform(0.3, 0.9))  # most of them have begun to work by then
            workers = children_of(process.pid)
            if workers:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(workers), signal.SIGKILL)
                    killed += 1
        self._take(process, patience=300)
        return killed

    def _wait_for_growth(self, process: subprocess.Popen[str], growing: Path) -> None:
        before = size_of(growing)
        while size_of(growing) <= before and process.poll() is None:
            time.sleep(0.002)

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "scrubber", *self.arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.folder, env=ENVIRONMENT, text=True, **streams)

    def _take(self, process: subprocess.Popen[str], *, patience: float) -> None:
        try:
            _, messages = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            messages = ""
            for stream in (process.stdout, process.stderr):
                if stream is not None:
                    stream.close()  # an orphaned worker may hold its other end for seconds
        self.messages += messages
        self.codes.append(process.returncode)


def children_of(pid: int) -> list[int]:
    """The child processes of a process that runs."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
