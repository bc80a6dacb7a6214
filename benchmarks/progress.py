"""A counter on stderr while a run goes on; silent when nobody watches."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def counted(items: Iterable[Item], *, total: int, label: str) -> Iterator[Item]:
    """The items, unchanged, with `label 12/60` kept up to date on a terminal."""
    watched = sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        if watched:
            print(f"\r{label} {number}/{total}", end="" if number < total else "\n", file=sys.stderr, flush=True)
        yield item
