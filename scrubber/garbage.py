"""Python's garbage collector, at rest while a page is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No collection within: it looks at every object that is alive, and a page is many objects without a circle.

    Of a page of 50,000 elements that takes two fifths of the time, and more than twice as much for twice the page.
    Whoever stops the collector starts it again, so with several threads it may start while one is still at work.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
