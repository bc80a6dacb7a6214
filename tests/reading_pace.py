"""An answer whose blocks are sent one by one, as the client reads them, so that the server's log tells what was read.

Without that the system takes some megabytes that nobody reads, on both sides of a connection.
"""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

from misbehaving.connection import Answer, Connection
from misbehaving.request import Request

CONNECTIONS = Path("/proc/net/tcp")  # only Linux tells how much a program has not yet read


def as_it_is_read(first: bytes, block: bytes, *, count: int | None = None) -> Answer:
    """An answer of a first part and then so many blocks, or blocks without end."""

    async def answer(request: Request, connection: Connection) -> None:
        port = int(request.host_header.rpartition(":")[2])
        await connection.send(first)
        for _ in itertools.count() if count is None else range(count):
            await connection.send(block)
            while unread_bytes(CONNECTIONS.read_text(), port):
                await asyncio.sleep(0.0005)

    return answer


def unread_bytes(connections: str, port: int) -> int:
    """Bytes on their way from a port, or in the hands of the system at the other end.

    >>> head = "sl local_address rem_address st tx_queue:rx_queue"
    >>> sending, reading = "0: 0100007F:1F90 0100007F:8AE0 01 10:00", "1: 0100007F:8AE0 0100007F:1F90 01 00:20"
    >>> unread_bytes("\\n".join([head, sending, reading]), 8080), unread_bytes("\\n".join([head, sending]), 80)
    (48, 0)
    """
    here = f":{port:04X}"
    unread = 0
    for line in connections.splitlines()[1:]:
        _, local, remote, _, queues = line.split(maxsplit=5)[:5]
        sent, received = queues.split(":")
        unread += int(sent, 16) * local.endswith(here) + int(received, 16) * remote.endswith(here)
    return unread
