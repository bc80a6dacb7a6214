"""What a fetcher is told: bounds, manners, whom it may reach, and how pages are cleaned."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrubber.version import __version__

if TYPE_CHECKING:
    from scrubber.cleaner.rule import Rule

USER_AGENT = f"scrubber/{__version__}"
Lookup = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one URL; what goes over one of them has a status that says so."""

    connect_seconds: float = 10.0
    """For the look-up of a name, and again for connecting, TLS included."""
    head_seconds: float = 20.0
    """Until the headers of an answer are there, connecting included."""
    total_seconds: float = 60.0
    """For all requests of a URL together, redirects and repetitions included; waiting for a turn does not count."""
    min_bytes_per_second: float = 1000.0
    """Of a body while it comes; a slower one is a `timeout`."""
    rate_seconds: float = 20.0
    """The time over which that rate is taken."""
    wire_bytes: int = 20_000_000
    """Of a body as it is sent."""
    decoded_bytes: int = 20_000_000
    """Of a body once it is unpacked."""
    max_ratio: float = 100.0
    """Decoded bytes to bytes as they were sent, once there are more than a million of them."""
    head_bytes: int = 65_536
    """Of the headers of an answer, with all interim answers (1xx) before it."""
    head_lines: int = 200
    """Of the same, in lines."""
    redirects: int = 10
    """For one URL, one after the other."""
    attempts: int = 3
    """Requests for one address, where it fails in a way that may pass."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """The manners of a fetcher towards the hosts."""

    user_agent: str = USER_AGENT
    """What every request says. Its leading word is the name that robots.txt is asked about; add a way to reach you, as
    in `mybot/1.0 (+https://my.example/bot)`."""
    delay_seconds: float = 1.0
    """From the end of an answer to the next request to its host."""
    duration_factor: float = 2.0
    """The same, as a multiple of how long the answer took; the longer one counts, or a longer Crawl-delay."""
    longest_wait_seconds: float = 3600.0
    """A host that asks for a longer pause is left alone, and its URLs are `deferred`."""
    backoff_seconds: float = 1.0
    """Before the second attempt; twice as long before the third."""
    obeys_robots: bool = True
    """Whether robots.txt is asked for, and decides; only for sites of your own may it be False."""
    minds_addresses: bool = True
    """Whether hosts that share an address share its turns and pauses."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whom a fetcher may reach, and what it may say to whom."""

    allow: tuple[str, ...] = ()
    """Networks that may be reached though they are not public, such as `10.1.0.0/16` or `127.0.0.1`."""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By origin (`https://site.example`), headers that are sent to it and to no other: a cookie, an authorization."""
    lookup: Lookup | None = None
    """Gives the addresses of a host name, in place of the system; what it gives is vetted all the same."""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How a fetcher cleans pages."""

    jobs: int | None = None
    """Worker processes; one a core if not given. 0: in this process, when an article is first asked for."""
    timeout: float = 10.0
    """Seconds a page, in a worker."""
    memory_limit: int = 1_000_000_000
    """Bytes that a page may need there, on Linux."""
    rules: tuple[Rule, ...] | None = None
    """A set that `rules()` made; the built-in one if not given."""
    keeps_truncated: bool = False
    """Whether the part that came of a body that was cut is cleaned; its article is `partial`."""
