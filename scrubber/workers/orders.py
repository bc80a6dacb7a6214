"""What every worker of a crew is told when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from scrubber.article import Article
from scrubber.workers.job import Job
from scrubber.workers.ladder import Bounds

DEFAULT_TIMEOUT_SECONDS = 10.0
DEFAULT_MEMORY_BYTES = 1_000_000_000

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Orders(Generic[Given]):
    """How pages are cleaned, and what is made of their articles."""

    bounds: Bounds
    finish: Callable[[Job, Article], Given]
    """Makes what is given for a page. It runs in the worker, and for a page without one in the caller's process."""
    rules: tuple[bytes, ...] | None = None
    """Pickled; None for the shipped ones."""


def article_alone(_: Job, article: Article) -> Article:
    """The finish of who wants the article."""
    return article
