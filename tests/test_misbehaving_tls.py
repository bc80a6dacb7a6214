"""The server speaks TLS with a good certificate, with each kind of bad one, or not at all."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from misbehaving import answers, broken_answers, certificates, slow_answers
from misbehaving.answers import HTML
from misbehaving.connection import Answer
from misbehaving.log import Accepted, Closed, HandshakeFailed, Secured
from misbehaving.raw_client import connect, read, request
from misbehaving.server import Server


def test_a_good_certificate_is_accepted_by_who_trusts_its_authority(tmp_path: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificates.write_authority(tmp_path))
    with Server(answers.page(HTML * 10_000), tls=certificates.good("h1.test")) as server:
        with trusting.wrap_socket(connect(server), server_hostname="h1.test") as client:
            client.sendall(request(headers=("Connection: close",)))
            assert read(client).endswith(HTML * 10_000)
        assert server.url("/a", "h1.test") == f"https://h1.test:{server.port}/a"
        assert server.is_left_alone()
    assert [record.server_name for record in server.log.records() if isinstance(record, Secured)] == ["h1.test"]


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        (certificates.expired, "expired"),
        (certificates.wrong_host, "mismatch"),
        (certificates.self_signed, "self-signed"),
        (certificates.unknown_authority, "unable to get local issuer"),
    ],
)
def test_a_bad_certificate_is_refused(context: Callable[[], ssl.SSLContext], reason: str, tmp_path: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificates.write_authority(tmp_path))
    with Server(answers.page(), tls=context()) as server:
        with connect(server) as client, pytest.raises(ssl.SSLCertVerificationError, match=reason):
            trusting.wrap_socket(client, server_hostname="localhost")
        assert server.is_left_alone()
    assert [type(record) for record in server.log.records()].count(HandshakeFailed) == 1
    assert server.log.requests() == []


@pytest.mark.parametrize("tls", [False, True])
def test_a_tls_handshake_stalls(tls: bool) -> None:
    context = certificates.good() if tls else None
    with Server(answers.page(), tls=context, at_accept=slow_answers.stall_at_accept) as server:
        with connect(server) as client:
            client.settimeout(0.1)
            with pytest.raises(TimeoutError):
                ssl.create_default_context().wrap_socket(client, server_hostname="localhost")
        assert server.is_left_alone()
    assert [closed.by for closed in server.log.closings()] == ["client"]


@pytest.mark.parametrize("answer", [broken_answers.reset_instead, broken_answers.reset_in_body()])
def test_a_connection_is_reset_under_tls(answer: Answer, tmp_path: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificates.write_authority(tmp_path))

    async def read_all(port: int) -> bytes:  # by asyncio, as the ssl module takes a reset for an end
        reader, writer = await asyncio.open_connection("localhost", port, ssl=trusting, family=socket.AF_INET)
        writer.write(request())
        return await reader.read()

    with Server(answer, tls=certificates.good()) as server:
        with pytest.raises(ConnectionResetError):
            asyncio.run(read_all(server.port))
        assert server.is_left_alone()
    assert [closed.by for closed in server.log.closings()] == ["server"]


def test_an_answer_under_tls_waits_for_a_client_that_reads_slowly(tmp_path: Path) -> None:
    trusting = ssl.create_default_context(cafile=certificates.write_authority(tmp_path))
    with Server(slow_answers.endless_body(), tls=certificates.good()) as server:
        with trusting.wrap_socket(connect(server), server_hostname="localhost") as client:
            client.sendall(request())
            assert len(read(client, most=3_000_000)) >= 3_000_000
        assert server.is_left_alone()
    [closed] = server.log.closings()
    assert closed.by == "client"
    assert 3_000_000 <= closed.bytes_sent <= 20_000_000


def test_a_client_that_leaves_in_a_handshake_is_in_the_log() -> None:
    with Server(answers.page(), tls=certificates.good()) as server:
        connect(server).close()
        while not server.log.records():
            time.sleep(0.005)
        assert server.is_left_alone()
    assert [type(record) for record in server.log.records()] == [Accepted, HandshakeFailed, Closed]


def test_the_server_stops_in_the_middle_of_a_handshake() -> None:
    with Server(answers.page(), tls=certificates.good()) as server:
        client = connect(server)
        client.sendall(b"\x16\x03\x01")
        while not server.connections_open():
            time.sleep(0.005)
    client.close()
    assert [closed.by for closed in server.log.closings()] == ["server"]
