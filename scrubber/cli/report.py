"""What a person sees on standard error while a job runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from scrubber.cli.terminal import is_terminal, say

if TYPE_CHECKING:
    from tqdm import tqdm


class Report:
    """A line a failure; and a bar, on a terminal, for more than one input."""

    def __init__(self, total: int | None, *, unit: str = "page") -> None:
        """`total`: the number of inputs, None if it is not known yet."""
        self._bar: tqdm[Any] | None = None
        if total != 1 and is_terminal(sys.stderr):
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread beside the bar: workers are forked
            self._bar = tqdm(total=total, unit=unit, file=sys.stderr, leave=False)

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def say(self, message: str) -> None:
        """A line above the bar."""
        if self._bar is None:
            say(message)
            return
        self._bar.clear()
        say(message)
        self._bar.refresh()

    def note(self, text: str) -> None:
        """What is said behind the bar from now on."""
        if self._bar is not None:
            self._bar.set_postfix_str(text)

    def advance(self, count: int = 1) -> None:
        """So many more inputs are done."""
        if self._bar is not None:
            self._bar.update(count)
