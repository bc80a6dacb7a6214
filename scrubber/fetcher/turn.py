"""The turn of a task at its host."""

from __future__ import annotations

from dataclasses import dataclass

from scrubber.fetcher.task import Task


@dataclass(slots=True)
class Turn:
    """What a task has done with its turn."""

    task: Task
    seconds: float | None = None
    """That a request took; None if none was sent."""
    pause: float = 0.0
    """That the host has asked for."""
    is_over: bool = False
