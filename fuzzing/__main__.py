"""Fuzz: `python -m fuzzing all --seconds 60`; a finding again: `python -m fuzzing TARGET --repeat FILE`."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from fuzzing.dictionary import dictionary
from fuzzing.seeds import real_pages
from fuzzing.target import Target
from fuzzing.targets import TARGETS

NO_FINDINGS, USAGE_ERROR, FOUND = 0, 2, 5


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if nothing was found, 5 if something was, 2 if it could not be done."""
    options = command_line().parse_args(arguments)
    if options.repeat:
        TARGETS[options.targets[0]].check(options.repeat.read_bytes())
        return NO_FINDINGS
    if find_spec("atheris") is None:
        print("fuzzing: atheris is missing; install it: pip install -e '.[fuzz]'", file=sys.stderr)
        return USAGE_ERROR
    names = list(TARGETS) if "all" in options.targets else options.targets
    options.findings.mkdir(parents=True, exist_ok=True)
    return max([hunted(name, options) for name in names])


def command_line() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing", description="Search for inputs that break invariants.")
    parser.add_argument("targets", nargs="+", choices=["all", *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=60, help="of CPU for each target; default 60")
    parser.add_argument("--seed-corpus", type=Path, help="a folder of more inputs to begin with")
    parser.add_argument("--findings", type=Path, default=Path(".fuzzing"), help="where they go; default .fuzzing")
    parser.add_argument("--repeat", type=Path, help="a file that the one target is asked about")
    return parser


def hunted(name: str, options: argparse.Namespace) -> int:
    """Fuzz one target, in a process of its own, and print what it did."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        _write(corpus, _seeds_of(TARGETS[name], options.seed_corpus))
        (Path(folder) / "dictionary").write_text(dictionary(), encoding="ascii")
        command = [sys.executable, "-m", "fuzzing.hunt", name, str(options.seconds), str(corpus), str(options.findings)]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    last = result.stdout.strip().rpartition("\n")[2]
    if result.returncode or not last.startswith("{"):
        print(f"{name}: ended with code {result.returncode}; what hangs is in {options.findings}/", file=sys.stderr)
        return FOUND
    print(last, flush=True)
    return FOUND if json.loads(last)["findings"] else NO_FINDINGS


def _seeds_of(target: Target, more: Path | None) -> Iterator[bytes]:
    yield from target.seeds()
    if target.is_markup:
        yield from real_pages()
    if more is not None:
        yield from (path.read_bytes() for path in sorted(more.rglob("*")) if path.is_file())


def _write(folder: Path, inputs: Iterable[bytes]) -> None:
    for content in inputs:
        (folder / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
