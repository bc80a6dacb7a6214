"""A server for a benchmark, in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def served_by(serve: Callable[..., None], *arguments: object) -> Iterator[int]:
    """The port of a running server. `serve` is given a pipe for its port, and the arguments."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=serve, args=(theirs, *arguments), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()
