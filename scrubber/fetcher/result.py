"""What became of a URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from scrubber.deferred import Deferred

if TYPE_CHECKING:
    from scrubber.article import Article
    from scrubber.page import Page


class FetchStatus(StrEnum):
    """How fetching went. The list is closed."""

    OK = "ok"
    """The page came whole."""
    NOT_MODIFIED = "not_modified"
    """The server says that nothing has changed (304); the page is that of the cache, if there is one."""
    HTTP_ERROR = "http_error"
    """The server answered with an error: 404, 410, 500, …"""
    BAD_URL = "bad_url"
    """What was asked for is no address of a web page."""
    BAD_REDIRECT = "bad_redirect"
    """A redirect leads where none may: to another scheme, from https to http, to a port of another service."""
    REDIRECT_LOOP = "redirect_loop"
    """Redirects lead back to where they came from, or there are too many."""
    ROBOTS = "robots"
    """The site's robots.txt disallows it; nothing was asked for."""
    DEFERRED = "deferred"
    """The host asks to be left alone for longer than is waited for, or its robots.txt cannot be had now: come again."""
    BLOCKED_ADDRESS = "blocked_address"
    """The host is in a network that is not public; nothing was sent there."""
    DNS = "dns"
    """The name of the host has no address."""
    TLS = "tls"
    """The certificate is not valid for the host, or no secure connection came about."""
    UNREACHABLE = "unreachable"
    """The host refuses connections, or ends them without an answer."""
    TIMEOUT = "timeout"
    """A bound on time was hit, or the body came too slowly."""
    TOO_LARGE = "too_large"
    """A bound on size was hit: of the headers, the body, or what it unpacks to."""
    TRUNCATED = "truncated"
    """The body was cut, each time that it was asked for."""
    BAD_STREAM = "bad_stream"
    """The answer breaks the rules of HTTP, or of the encoding that it says it has."""
    NOT_TEXT = "not_text"
    """A PDF, an image, a video: no page."""

    @property
    def failed(self) -> bool:
        """Whether a job should count the URL as failed."""
        return self not in {FetchStatus.OK, FetchStatus.NOT_MODIFIED}


class Fault(Exception):  # noqa: N818 - a server's, not the program's
    """Why a request gave no answer that could be used."""

    def __init__(self, status: FetchStatus, reason: str, *, may_pass: bool = False) -> None:
        super().__init__(f"{status}: {reason}")
        self.status, self.reason = status, reason
        self.may_pass = may_pass
        """Whether another attempt may go better."""


def _none() -> Deferred[None]:
    return Deferred.of(None)


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of a URL: exactly one for each that was asked for."""

    url: str
    """As it was given."""
    fetch_status: FetchStatus
    """How fetching went; `article.status` says how cleaning did."""
    reason: str = ""
    """Why it is not `ok`."""
    final_url: str | None = None
    """The address that was asked for last, redirects followed; None where nothing was."""
    redirects: tuple[str, ...] = ()
    """The addresses before it, in order."""
    http_status: int | None = None
    """Of the last answer; None where none came."""
    content_type: str | None = None
    """As the server said it; of a page from the cache, when it came."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of the last answer, by name in lower case; several of one name are joined by commas. A page from the cache has
    those that it came with, without cookies."""
    content: bytes | None = field(default=None, repr=False)
    """The body, its Content-Encoding undone; None where none came, and none was kept."""
    attempts: int = 0
    """Requests for the last address."""
    seconds: float = 0.0
    """Of all its requests together."""
    retry_after: float | None = None
    """Of a `deferred` one: in how many seconds to come again, where the host said so."""
    _page: Deferred[Page] | Deferred[None] = field(default_factory=_none, repr=False, compare=False)
    _article: Deferred[Article] | Deferred[None] = field(default_factory=_none, repr=False, compare=False)

    @property
    def page(self) -> Page | None:
        """The page as it was read, which is done when it is first asked for; None where none came."""
        return self._page.value

    @property
    def article(self) -> Article | None:
        """The article; None where no page came. Without workers it is cleaned when it is first asked for."""
        return self._article.value
