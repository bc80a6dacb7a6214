"""A client that takes every byte for what it is, to see what the server does."""

from __future__ import annotations

import socket
import time

from misbehaving.server import Server


def connect(server: Server, address: str = "127.0.0.1") -> socket.socket:
    """A TCP connection to the server."""
    return socket.create_connection((address, server.port), timeout=5)


def request(target: str = "/", *, host: str = "127.0.0.1", headers: tuple[str, ...] = ()) -> bytes:
    """The bytes of a GET."""
    return "\r\n".join([f"GET {target} HTTP/1.1", f"Host: {host}", *headers, "", ""]).encode("latin-1")


def read(connection: socket.socket, *, most: int = 10_000_000, seconds: float = 5.0) -> bytes:
    """What comes until the server closes, until so many bytes, or for so long.

    Raises ConnectionResetError where the server reset the connection and nothing came before that.
    """
    pieces: list[bytes] = []
    until = time.monotonic() + seconds
    try:
        while sum(len(piece) for piece in pieces) < most and (left := until - time.monotonic()) > 0:
            connection.settimeout(left)
            piece = connection.recv(65_536)
            if not piece:
                break
            pieces.append(piece)
    except TimeoutError:
        pass
    except ConnectionResetError:
        if not pieces:
            raise
    return b"".join(pieces)


def ask(
    server: Server, target: str = "/", *, keeps: bool = False, most: int = 10_000_000, seconds: float = 5.0
) -> bytes:
    """All bytes of an answer, on a connection of its own that the server shall close, unless it is to keep it."""
    with connect(server) as connection:
        connection.sendall(request(target, headers=() if keeps else ("Connection: close",)))
        return read(connection, most=most, seconds=seconds)
