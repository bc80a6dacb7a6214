"""Compare extractors: `python -m benchmarks quality speed --systems trafilatura-nocomments,scrubber`."""

import argparse
import json
import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.blocks import blocks_table
from benchmarks.corpus import PageSet, read_sets, set_folders
from benchmarks.errors import BenchmarkError
from benchmarks.quality import judge_set
from benchmarks.report import Run, to_html
from benchmarks.speed import REFERENCE, time_set
from benchmarks.systems import SYSTEMS, System, choose_systems
from benchmarks.tables import aligned, quality_tables, speed_table

USAGE_ERROR = 2


def main(
    arguments: Sequence[str] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    known: Sequence[System] = SYSTEMS,
) -> int:
    """Run what the arguments ask for; 0, or 2 with a message when it cannot be done."""
    options = _parser(known).parse_args(arguments)
    try:
        _run(options, environment, known)
    except BenchmarkError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return USAGE_ERROR
    return 0


def _parser(known: Sequence[System]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Compare main-text extractors.")
    parser.add_argument(
        "measures",
        nargs="+",
        choices=("quality", "speed", "blocks"),
        help="quality and speed: the report plots F1 against time; blocks: how well Scrubber's blocks hold the truth",
    )
    parser.add_argument(
        "--systems",
        default="trafilatura-nocomments,scrubber,scrubber-fast",
        metavar="A,B",
        help=f"of {', '.join(system.name for system in known)}; quality compares the others with the first",
    )
    parser.add_argument("--set", action="append", default=[], type=Path, metavar="DIR", dest="sets", help="repeatable")
    parser.add_argument("--limit", type=_positive, metavar="N", help="a sample of N pages of each set")
    parser.add_argument("--jobs", type=_positive, default=2, metavar="N", help="processes for quality (2)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the sample and of the intervals (0)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report to look at")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    return parser


def _positive(value: str) -> int:
    """A whole number above 0.

    >>> _positive("0")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 0 is not above 0
    """
    if int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not above 0")
    return int(value)


def _run(options: argparse.Namespace, environment: Mapping[str, str], known: Sequence[System]) -> None:
    _require_folders(options.html, options.json)
    systems = choose_systems([name.strip() for name in options.systems.split(",") if name.strip()], known)
    if not systems:
        raise BenchmarkError("--systems names none")
    sets, skipped = read_sets(set_folders(options.sets, environment))
    for name in skipped:
        print(f"{name}: skipped, it has no main text to judge by", file=sys.stderr)
    if options.limit:
        sets = tuple(one.sample(options.limit, seed=options.seed) for one in sets)
    run = _measure(sets, systems, options, known)
    if options.html:
        _write(options.html, to_html(run))
    if options.json:
        _write(options.json, json.dumps(asdict(run), indent=1, ensure_ascii=False) + "\n")


def _measure(
    sets: Sequence[PageSet], systems: tuple[System, ...], options: argparse.Namespace, known: Sequence[System]
) -> Run:
    """Measure and print set by set, so that a long run shows what it has."""
    quality, speed = [], []
    timed = systems
    if "speed" in options.measures:
        timed = (*systems, *(one for one in choose_systems([REFERENCE], known) if one not in systems))
    for page_set in sets:
        if "quality" in options.measures:
            quality.append(judge_set(page_set, systems, jobs=options.jobs, seed=options.seed))
            print(*map(aligned, quality_tables(quality[-1])), sep="\n\n", end="\n\n", flush=True)
        if "speed" in options.measures:
            speed.append(time_set(page_set, timed))
            print(aligned(speed_table(speed[-1])), end="\n\n", flush=True)
        if "blocks" in options.measures:
            print(aligned(blocks_table(page_set, jobs=options.jobs)), end="\n\n", flush=True)
    shown = systems if quality else timed
    names = tuple(f"{system.name} {system.version}".strip() for system in shown)
    return Run(names, options.seed, tuple(quality), tuple(speed))


def _require_folders(*files: Path | None) -> None:
    for file in files:
        if file and not file.resolve().parent.is_dir():
            raise BenchmarkError(f"{file}: its folder does not exist; create it first")


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BenchmarkError(f"{file}: cannot be written ({error.strerror})") from error


def _silence_peers() -> None:
    """Peers log and warn about pages they dislike; what counts is their answers, and crashes are reported."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


if __name__ == "__main__":
    _silence_peers()
    sys.exit(main())
