"""What came of one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scrubber.fetcher.result import Fault


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a server, as far as it came."""

    http_status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lower case; several of one name are joined by commas."""
    content: bytes | None = None
    """The body of a success, what came of one that was cut, or the page that has not changed."""
    fault: Fault | None = None
    """Why there is no answer, or none that can be used."""
    is_asked_for: bool = False
    """Whether the request asked if the page has changed, and, of a 304, whether it speaks of that page."""
