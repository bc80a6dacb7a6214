"""One target, fuzzed in a process of its own: `python -m fuzzing.hunt TARGET SECONDS CORPUS FINDINGS`.

libFuzzer ends at the first exception; here each is written down, one a place in the code, and the hunt goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import pkgutil
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stderr
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import TracebackType

import atheris

SECONDS_AN_INPUT = 2.0
BYTES_A_SECOND = 50_000  # instrumented code takes several times as long as it does elsewhere
SECONDS_UNTIL_A_HANG = 60
MAX_INPUT_BYTES = 200_000
MAX_MEGABYTES = 3000
NOT_INSTRUMENTED = ("scrubber.__main__", "scrubber.integrations")


class TooSlowError(Exception):
    """An input took longer than its size allows."""


class Hunt:
    """Counts inputs, writes down what breaks a target, and ends the process when its time is used up."""

    def __init__(self, name: str, check: Callable[[bytes], None], seconds: float, findings: Path) -> None:
        self.name, self.check, self.seconds, self.findings = name, check, seconds, findings
        self.inputs = 0
        self.places: set[str] = set()
        """Where exceptions came from, so that each is written once."""

    def __call__(self, data: bytes) -> None:
        self.inputs += 1
        start = time.process_time()
        try:
            self.check(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
            self._found(data, error)
        now = time.process_time()
        if now - start > SECONDS_AN_INPUT + len(data) / BYTES_A_SECOND:
            self._found(data, TooSlowError(f"{now - start:.1f} s for {len(data)} bytes"))
        if now > self.seconds:
            self._end(now)

    def _found(self, data: bytes, error: Exception) -> None:
        place = f"{type(error).__name__} {_place(error.__traceback__)}"
        if place in self.places:
            return
        self.places.add(place)
        digest = hashlib.sha256(data).hexdigest()[:12]
        path = self.findings / f"{self.name}-{digest}"
        path.write_bytes(data)
        path.with_name(f"{path.name}.why").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        print(f"{place}: {error}\n    python -m fuzzing {self.name} --repeat {path}", file=sys.stderr)

    def _end(self, seconds: float) -> None:
        told = {"target": self.name, "seconds": round(seconds, 1), "inputs": self.inputs, "findings": len(self.places)}
        print(json.dumps(told), flush=True)
        os._exit(0)  # libFuzzer counts the time of the wall, and ends no other way


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "the clock"


def _instrumented() -> None:
    """Import all of Scrubber so that its branches are seen: most of its imports are inside functions."""
    with atheris.instrument_imports(include=["scrubber"], enable_loader_override=False):
        import scrubber

        for module in pkgutil.walk_packages(scrubber.__path__, "scrubber."):
            if not module.name.startswith(NOT_INSTRUMENTED):
                import_module(module.name)


def _mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Every fourth time a damage as files suffer it, else what libFuzzer thinks best."""
    from fuzzing.damage import damaged

    if seed % 4 == 0:
        return damaged(data, seed)[:max_size]
    mutated: bytes = atheris.Mutate(data, max(max_size, len(data)))
    return mutated


def main(name: str, seconds: str, corpus: str, findings: str) -> None:
    """Fuzz until so many seconds of CPU are used; the last line printed is JSON that tells how it went."""
    with redirect_stderr(StringIO()):  # a line for each of three hundred modules
        _instrumented()
    from fuzzing.targets import TARGETS

    target = TARGETS[name]
    hunt = Hunt(name, target.check, float(seconds), Path(findings))
    flags = [
        f"-artifact_prefix={findings}/{name}-hang-",
        f"-timeout={SECONDS_UNTIL_A_HANG}",
        f"-max_len={MAX_INPUT_BYTES}",
        f"-rss_limit_mb={MAX_MEGABYTES}",
        "-verbosity=0",
    ]
    if target.is_markup:
        flags.append(f"-dict={Path(corpus).parent / 'dictionary'}")
    atheris.Setup([sys.argv[0], *flags, corpus], hunt, custom_mutator=_mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
