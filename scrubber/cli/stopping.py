"""How a command ends before its time."""

from __future__ import annotations

import signal
import threading


def stop_on_sigterm() -> None:
    """End in the same order as on Ctrl-C: workers killed, no half of a file left."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
