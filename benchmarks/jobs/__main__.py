"""`python -m benchmarks.jobs throughput|load`."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from pathlib import Path

from benchmarks.corpus import read_sets, set_folders
from benchmarks.jobs.load import Load, run
from benchmarks.jobs.throughput import Pace, jobs_of, planted, timed

BLOCK = 500  # pages in a turn of one number of workers


def command_line() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.jobs", description=__doc__)
    parser.add_argument("what", choices=("throughput", "load"))
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--urls", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=500)
    return parser


def main() -> None:
    """Print the figures of each part, and their ratio."""
    options = command_line().parse_args()
    if options.what == "throughput":
        throughput(options.pages)
    else:
        load(options.urls, options.hosts)


def throughput(count: int) -> None:
    """One worker and two in turns, a block of pages each; then all pages with two, and three that kill."""
    pages = [page for sets in read_sets(set_folders((), os.environ)) for page in sets.pages]
    jobs = list(jobs_of(pages, count))
    ratios = []
    for start in range(0, count // 5, BLOCK):
        block = jobs[start : start + BLOCK]
        one, two = timed(block, workers=1), timed(block, workers=2)
        ratios.append(one.seconds / two.seconds)
        _print("1 worker", one)
        _print("2 workers", two)
    told = f"{statistics.median(ratios):.2f} (median of {len(ratios)}, {min(ratios):.2f} to {max(ratios):.2f})"
    print(f"throughput of two workers, as a multiple of one's: {told}")
    bad = planted()
    with_killers = [job for part in range(3) for job in (*jobs[part::3], bad[part])]
    _print("2 workers and 3 killers", timed(with_killers, workers=2, with_killers=True))


def load(urls: int, hosts: int) -> None:
    """The same URLs without faults and with faults on a tenth of the hosts."""
    with tempfile.TemporaryDirectory() as folder:
        fine = run(Load(urls, hosts, has_faults=False), Path(folder, "fine"))
        faulty = run(Load(urls, hosts, has_faults=True), Path(folder, "faulty"))
    for name, outcome in (("fault-free", fine), ("with faults", faulty)):
        print(f"{name}: {outcome}")
    print(f"wall time with faults, as a multiple of without: {faulty.seconds / fine.seconds:.2f}")


def _print(name: str, pace: Pace) -> None:
    cpu = 1000 * pace.cpu_seconds / pace.pages
    statuses = ", ".join(f"{count} {status}" for status, count in pace.statuses.most_common())
    print(
        f"{name}: {pace.pages / pace.seconds:.1f} pages a second, {cpu:.2f} ms of the caller's CPU a page; {statuses}"
    )
    print(f"  MB held at each tenth: {' '.join(map(str, pace.resident_mb))}", flush=True)


if __name__ == "__main__":
    main()
