"""`python -m benchmarks.fetching`: small pages of many hosts, fetched by a bare httpx client and by Scrubber."""

from __future__ import annotations

import argparse
import statistics

from benchmarks.fetching.server import serving
from benchmarks.fetching.throughput import Pace, bare_httpx, scrubber, timed, urls_of


def command_line() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetching", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=500)
    parser.add_argument("--at-a-time", type=int, default=32, metavar="N", help="requests; default: 32")
    parser.add_argument("--rounds", type=int, default=3)
    return parser


def main() -> None:
    """Print the figures of every round, and the ratio."""
    options = command_line().parse_args()
    ratios = []
    with serving() as port:
        urls = urls_of(port, pages=options.pages, hosts=options.hosts)
        for _ in range(options.rounds):
            bare = timed(bare_httpx, urls, options.at_a_time)
            ours = timed(scrubber, urls, options.at_a_time)
            _print("httpx", bare)
            _print("scrubber", ours)
            ratios.append(bare.seconds / ours.seconds)
    print(f"pages a second, as a multiple of httpx's: {statistics.median(ratios):.2f} ({min(ratios):.2f} at least)")


def _print(name: str, pace: Pace) -> None:
    resident = " ".join(f"{megabytes:.0f}" for megabytes in pace.resident_mb)
    print(f"{name:9}{pace.pages:6} pages {pace.seconds:6.2f} s {pace.cpu_seconds:6.2f} s of CPU, MB held: {resident}")


if __name__ == "__main__":
    main()
