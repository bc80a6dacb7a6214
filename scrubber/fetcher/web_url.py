"""A text → the address of a web page, spelled in one way; or why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scrubber.fetcher.blocked_ports import BLOCKED_PORTS

MAX_CHARACTERS = 16_000  # servers refuse at eight thousand
_DEFAULT_PORT = {"http": 80, "https": 443}
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*:", re.I)
_ZONE = re.compile(r"%[^\]/]*(?=\])")


class BadUrl(ValueError):  # noqa: N818 - what it says of a text
    """A text that is no address of a web page; its message says why."""


@dataclass(frozen=True, slots=True)
class WebUrl:
    """An http or https address, as browsers spell it (WHATWG URL Standard), without its fragment."""

    href: str
    scheme: str
    host: str
    """A name in ASCII, or an address without brackets: `0x7f.1` is `127.0.0.1`."""
    port: int

    @property
    def origin(self) -> str:
        """Scheme, host and port: `https://site.example:443`."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def robots_url(self) -> WebUrl:
        """Where the rules for its origin stand."""
        return read_url("/robots.txt", base=self)


def read_url(text: str, *, base: WebUrl | None = None) -> WebUrl:
    """The address that a text gives, relative to `base` if there is one. Raises BadUrl.

    >>> read_url(" HTTPS://Bücher.example:443/a/../b c#top").href
    'https://xn--bcher-kva.example/b%20c'
    >>> read_url("http://0x7f.1:8080").origin, read_url("?page=2", base=read_url("http://a.example/b")).href
    ('http://127.0.0.1:8080', 'http://a.example/b?page=2')
    >>> read_url("ftp://a.example/")
    Traceback (most recent call last):
    scrubber.fetcher.web_url.BadUrl: only http and https are fetched, not ftp
    """
    from ada_url import URL

    if len(text) > MAX_CHARACTERS:
        raise BadUrl(f"it is longer than {MAX_CHARACTERS:,} characters")
    try:
        url = URL(text, base=base.href if base else None)
    except ValueError:
        url = _without_zone(text, base)
    url.hash = ""
    scheme = url.protocol.removesuffix(":")
    if scheme not in _DEFAULT_PORT:
        raise BadUrl(f"only http and https are fetched, not {scheme}")
    if url.username or url.password:
        raise BadUrl("it holds a user name or a password; send them as headers of that origin")
    port = int(url.port or _DEFAULT_PORT[scheme])
    if port in BLOCKED_PORTS:
        raise BadUrl(f"port {port} is that of another service")
    return WebUrl(url.href, scheme, url.hostname.strip("[]"), port)


def _without_zone(text: str, base: WebUrl | None) -> Any:
    """An address with the zone of an interface, which is no URL, but must be told from a misspelled one."""
    from ada_url import URL

    try:
        return URL(_ZONE.sub("", text, count=1), base=base.href if base else None)
    except ValueError:
        hint = "" if base or _SCHEME.match(text) else "; write it with https://"
        raise BadUrl(f"it is no URL{hint}") from None
