"""Certificates are always checked, and nothing is asked where they are not valid."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from fetching import HERE, fetched, fetched_one, names
from misbehaving import answers, certificates
from misbehaving.log import Secured
from misbehaving.server import Server

from scrubber.fetcher import Access, FetchStatus


@pytest.fixture(autouse=True)
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.write_authority(tmp_path)))


def test_a_good_certificate_is_taken() -> None:
    with Server(answers.page(), tls=certificates.good()) as server:
        result = fetched_one(server.url())
    assert result.fetch_status is FetchStatus.OK


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        (certificates.self_signed, "self-signed certificate"),
        (certificates.expired, "certificate has expired"),
        (certificates.wrong_host, "IP address mismatch"),
        (certificates.unknown_authority, "unable to get local issuer certificate"),
    ],
)
def test_one_that_is_not_valid_is_told_and_nothing_is_asked(context: Callable[[], ssl.SSLContext], reason: str) -> None:
    with Server(answers.page(), tls=context()) as server:
        result = fetched_one(server.url())
        assert server.is_left_alone()
        assert server.log.requests() == []
    assert (result.fetch_status, result.attempts) == (FetchStatus.TLS, 1)
    assert reason in result.reason


def test_a_server_that_speaks_no_tls_gives_nothing() -> None:
    with Server(answers.page()) as server:
        result = fetched_one(server.url().replace("http:", "https:"))
    assert result.fetch_status in {FetchStatus.TLS, FetchStatus.UNREACHABLE, FetchStatus.TIMEOUT}


def test_the_name_is_asked_for_though_the_address_was_vetted() -> None:
    access = Access(allow=HERE.allow, lookup=names({"valley.example": ["127.0.0.5"], "other.example": ["127.0.0.5"]}))
    with Server(answers.page(), tls=certificates.good("valley.example")) as server:
        good, other = server.url(host="valley.example"), server.url(host="other.example")
        results = fetched([good, other], access=access)
        told = [record.server_name for record in server.log.records() if isinstance(record, Secured)]
        assert {request.host for request in server.log.requests()} == {"valley.example"}
    assert (results[good].fetch_status, results[other].fetch_status) == (FetchStatus.OK, FetchStatus.TLS)
    assert told[0] == "valley.example"


def test_no_redirect_leads_from_https_to_http() -> None:
    with Server(answers.page()) as plain:
        with Server(answers.redirect(plain.url()), tls=certificates.good()) as server:
            result = fetched_one(server.url())
        assert plain.log.requests() == []
    assert result.fetch_status is FetchStatus.BAD_REDIRECT
    assert "from https to" in result.reason


def test_a_redirect_from_http_to_https_is_followed() -> None:
    with Server(answers.page(), tls=certificates.good()) as safe, Server(answers.redirect(safe.url())) as server:
        result = fetched_one(server.url())
    assert (result.fetch_status, result.final_url) == (FetchStatus.OK, safe.url())
