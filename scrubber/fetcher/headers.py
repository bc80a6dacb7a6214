"""Headers that are meant for one origin, and are sent to no other."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrubber.errors import ScrubberError
from scrubber.fetcher.web_url import BadUrl, read_url

HeadersByOrigin = Mapping[str, Mapping[str, str]]
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # Latin-1, as headers are sent
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent"})


def headers_by_origin(headers: HeadersByOrigin) -> HeadersByOrigin:
    """The headers, by origin as `WebUrl` spells it. Raises ScrubberError for what cannot be one.

    >>> headers_by_origin({"https://site.example": {"Cookie": "consent=1"}})
    {'https://site.example:443': {'Cookie': 'consent=1'}}
    """
    checked: dict[str, dict[str, str]] = {}
    for origin, fields in headers.items():
        try:
            url = read_url(origin)
        except BadUrl as error:
            raise ScrubberError(
                f"headers of {origin!r}: {error}; write an origin such as https://site.example"
            ) from None
        if read_url("/", base=url).href != url.href:
            raise ScrubberError(f"headers of {origin!r}: they go to a whole origin; leave the path out")
        checked[url.origin] = {name: _checked(origin, name, value) for name, value in fields.items()}
    return checked


def checked_value(subject: str, value: str) -> str:
    """The value of a header, without spaces around it. Raises ScrubberError for one that no header can hold.

    >>> checked_value("user agent", " mybot/1.0 ")
    'mybot/1.0'
    >>> checked_value("user agent", "mybot" + chr(10))
    Traceback (most recent call last):
    scrubber.errors.ScrubberError: user agent: it holds a control character, or one that is not of Latin-1
    """
    if not _VALUE.fullmatch(value):
        raise ScrubberError(f"{subject}: it holds a control character, or one that is not of Latin-1")
    return value.strip(" \t")


def _checked(origin: str, name: str, value: str) -> str:
    if not _NAME.fullmatch(name):
        raise ScrubberError(f"headers of {origin!r}: {name!r} is no name of a header")
    if name.lower() in _OURS:
        raise ScrubberError(f"headers of {origin!r}: {name} is set for every request; leave it out")
    return checked_value(f"headers of {origin!r}: {name}", value)
