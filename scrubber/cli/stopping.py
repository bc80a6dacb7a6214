"""How a command ends before its time.

After Ctrl-C, what is in work has some seconds to come to its end; after a second one, or SIGTERM, it has none.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

GRACE_SECONDS = 3.0
NOTICE = b"scrubber: finishing what is in work; Ctrl-C again stops at once\n"


class Stopping:
    """Whether a person has asked for an end."""

    def __init__(self) -> None:
        self.is_asked = False
        self._on_asked: Callable[[], None] | None = None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Listen to Ctrl-C and SIGTERM, where signals reach this thread."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        actions = {signal.SIGINT: self._ask, signal.SIGTERM: _interrupt}
        if hasattr(signal, "SIGALRM"):
            actions[signal.SIGALRM] = _interrupt
        before = {number: signal.signal(number, action) for number, action in actions.items()}
        try:
            yield
        finally:
            _set_alarm(0)
            for number, action in before.items():
                signal.signal(number, action)

    def tell(self, on_asked: Callable[[], None]) -> None:
        """Call this too at the first Ctrl-C, between two steps of whatever is running."""
        self._on_asked = on_asked

    def _ask(self, *_: object) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
        with suppress(OSError, ValueError, AttributeError):
            os.write(sys.stderr.fileno(), NOTICE)  # not by a print, as one may be under way
        _set_alarm(GRACE_SECONDS)
        if self._on_asked is not None:
            self._on_asked()


def stop_on_sigterm() -> None:
    """End in the same order as on Ctrl-C: workers killed, no half of a file left."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
