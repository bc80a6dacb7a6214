"""What a server saw and sent, event by event. All times are those of `time.monotonic_ns`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from misbehaving.request import Request

Side = Literal["client", "server"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A client connected; TLS, if any, has not begun."""

    at_ns: int
    connection_id: int
    host_address: str


@dataclass(frozen=True, slots=True)
class Secured:
    """A TLS handshake ended well."""

    at_ns: int
    connection_id: int
    server_name: str | None
    """The name the client asked for (SNI)."""


@dataclass(frozen=True, slots=True)
class HandshakeFailed:
    """A TLS handshake broke off, as when the client refuses the certificate."""

    at_ns: int
    connection_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Received:
    """The head of a request was read to its end: an exchange begins."""

    at_ns: int
    connection_id: int
    exchange_id: int
    request: Request


@dataclass(frozen=True, slots=True)
class FirstByte:
    """The first byte of an answer is about to be sent."""

    at_ns: int
    connection_id: int
    exchange_id: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of an exchange: its last byte was sent, or the connection closed before that."""

    at_ns: int
    connection_id: int
    exchange_id: int
    bytes_sent: int
    """Head and body, as given to the system; the last 64 KB may have been lost where the client closed."""
    is_whole: bool
    """Whether the server came to the end of what it meant to send."""
    status: int | None
    """Of the first final answer among the bytes sent, if they had one."""
    retry_after: str | None
    unix_seconds: float
    """The same instant on the clock of the world, for a Retry-After that is a date."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A connection closed."""

    at_ns: int
    connection_id: int
    by: Side
    bytes_sent: int
    """In all of its exchanges, and before them."""


Record = Accepted | Secured | HandshakeFailed | Received | FirstByte | Ended | Closed


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what became of it, joined from the records of both."""

    exchange_id: int
    request: Request
    start_ns: int
    first_byte_ns: int | None
    ended: Ended | None
    """None while it goes on."""

    @property
    def end_ns(self) -> int | None:
        """When it ended, or None while it goes on."""
        return self.ended.at_ns if self.ended else None

    @property
    def status(self) -> int | None:
        """The status that was answered, if any."""
        return self.ended.status if self.ended else None


class Log:
    """The records of a server, in the order they were made; it may be read from any thread while the server runs."""

    def __init__(self) -> None:
        self._records: list[Record] = []

    def add(self, record: Record) -> None:
        """Append a record."""
        self._records.append(record)

    def records(self) -> list[Record]:
        """All records up to now: a copy, made in one step of the interpreter, so that no lock is needed."""
        return self._records.copy()

    def exchanges(self) -> list[Exchange]:
        """All exchanges up to now, by the time of their requests."""
        return exchanges_of(self.records())

    def requests(self) -> list[Request]:
        """All requests up to now."""
        return [record.request for record in self.records() if isinstance(record, Received)]

    def targets(self) -> list[str]:
        """What was asked up to now, without the hosts."""
        return [request.target for request in self.requests()]

    def closings(self) -> list[Closed]:
        """All connections closed up to now."""
        return [record for record in self.records() if isinstance(record, Closed)]


def exchanges_of(records: Iterable[Record]) -> list[Exchange]:
    """The exchanges of a log, by the time of their requests."""
    received: list[Received] = []
    first: dict[int, int] = {}
    ended: dict[int, Ended] = {}
    for record in records:
        if isinstance(record, Received):
            received.append(record)
        elif isinstance(record, FirstByte):
            first[record.exchange_id] = record.at_ns
        elif isinstance(record, Ended):
            ended[record.exchange_id] = record
    return [
        Exchange(it.exchange_id, it.request, it.at_ns, first.get(it.exchange_id), ended.get(it.exchange_id))
        for it in sorted(received, key=lambda it: (it.at_ns, it.exchange_id))
    ]
