"""Which addresses a request may go to: public ones, and those that are allowed by name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from scrubber.errors import ScrubberError

Network = IPv4Network | IPv6Network
GIVEN_OUT = IPv6Network("2000::/3")
"""All other IPv6 addresses are reserved, and `ipaddress.is_global` takes some of them for public."""


class Reach:
    """The public addresses, and the networks that are allowed besides.

    >>> Reach().refusal("127.0.0.1"), Reach(["127.0.0.0/8"]).refusal("127.0.0.1"), Reach().refusal("93.184.215.14")
    ('127.0.0.1 is this machine (loopback)', None, None)
    """

    def __init__(self, allow: Iterable[str] = ()) -> None:
        """Raises ScrubberError for what is no network."""
        self._allowed = tuple(_network(text) for text in allow)

    def refusal(self, address: str) -> str | None:
        """Why an address may not be reached; None where it may."""
        try:
            numbers = ip_address(address)
        except ValueError:
            return f"{address!r} is no address"
        if any(numbers in network for network in self._allowed):
            return None
        kind = _kind(numbers)
        return f"{address} is {kind}" if kind else None


def _kind(numbers: IPv4Address | IPv6Address) -> str | None:
    """What is not public about an address."""
    for network, kind in _kinds():
        if numbers in network:
            return kind
    return "not given out to anybody" if numbers.version == 6 and numbers not in GIVEN_OUT else None


@cache
def _kinds() -> tuple[tuple[Network, str], ...]:
    return tuple(_read_kinds())


def _read_kinds() -> Iterator[tuple[Network, str]]:
    table = tomllib.loads(files(__package__).joinpath("networks.toml").read_text("utf-8"))
    for version in table.values():
        for kind, networks in version.items():
            for network in networks:
                yield ip_network(network), kind


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ScrubberError(f"{text!r} is no network; write an address or a range such as 10.1.0.0/16") from None
