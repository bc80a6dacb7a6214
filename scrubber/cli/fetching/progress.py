"""What a person sees while URLs are fetched: how many hosts wait, and what went wrong how often."""

from __future__ import annotations

import asyncio
from collections import Counter

from scrubber.cli.report import Report
from scrubber.fetcher import Fetcher, FetchResult, FetchStatus

REFRESH_SECONDS = 1.0


class FetchProgress:
    """Counts results by status; the bar shows it as they come, and a line at the end."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total = report, total
        self._counts: Counter[FetchStatus] = Counter()

    def count(self, result: FetchResult) -> None:
        """One more result."""
        self._counts[result.fetch_status] += 1

    async def watch(self, fetcher: Fetcher) -> None:
        """Keep the bar true while hosts are waited for."""
        while True:
            waiting = fetcher.hosts_waiting
            hosts = f"{waiting} host{'' if waiting == 1 else 's'} waiting"
            self._report.note(", ".join([hosts, *self._failures()]))
            await asyncio.sleep(REFRESH_SECONDS)

    def sum_up(self) -> None:
        """What became of many URLs, in a line."""
        if self._total > 1:
            done = self._counts.total()
            fine = self._counts[FetchStatus.OK]
            self._report.say(f"{done:,} of {self._total:,} URLs: {', '.join([f'{fine:,} ok', *self._failures()])}")

    def _failures(self) -> list[str]:
        return [f"{number:,} {status}" for status, number in self._counts.most_common() if status is not FetchStatus.OK]
