"""A request, as a server on loopback read it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_LINE = re.compile(r"(\S+) +(\S*)")
_HOST = re.compile(r"\r\nhost:[ \t]*([^\r\n]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked, and where."""

    connection_id: int
    host_address: str
    """The local address that was asked, such as 127.0.3.7."""
    head: str
    """Everything up to the empty line; headers are read from it when asked for, as a long run logs many."""
    method: str
    target: str
    host_header: str
    """The Host header, with its port; empty where there is none."""

    @property
    def host(self) -> str:
        """The Host header in lower case, without its port."""
        return host_of(self.host_header)

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The names and values, in the order and case they came in."""
        pairs = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return [(name, value.strip(" \t")) for name, _, value in pairs]

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)


def read_request(head: bytes, *, connection_id: int, host_address: str) -> Request:
    r"""A request read from its head, whatever is in it.

    >>> request = read_request(b"GET /a HTTP/1.1\r\nHost: A.test:80\r\nX: y", connection_id=1, host_address="127.0.0.1")
    >>> request.method, request.target, request.host, request.header("x"), request.header("y")
    ('GET', '/a', 'a.test', 'y', None)
    >>> read_request(b"\x16\x03", connection_id=1, host_address="127.0.0.1").target
    ''
    """
    text = head.decode("latin-1")
    line, host = _FIRST_LINE.match(text), _HOST.search(text)
    return Request(
        connection_id,
        host_address,
        text,
        method=line[1] if line else "",
        target=line[2] if line else "",
        host_header=host[1].strip() if host else "",
    )


def host_of(host_header: str) -> str:
    """A host in lower case, without its port.

    >>> host_of("H001.test:8080"), host_of("[::1]:80"), host_of("")
    ('h001.test', '[::1]', '')
    """
    return re.sub(r":\d*$", "", host_header).lower()
