"""Certificates for the server: a good one, and one for each way of being bad. All live as long as the tests."""

from __future__ import annotations

import datetime as dt
import ssl
from functools import cache
from pathlib import Path

import trustme

HERE = ("localhost", "127.0.0.1")
LONG_AGO = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
NOT_AS_LONG_AGO = dt.datetime(2002, 1, 1, tzinfo=dt.UTC)


def write_authority(folder: Path) -> Path:
    """The file, in PEM, of the authority that a client must trust to accept `good`."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(str(path))
    return path


def good(*names: str) -> ssl.SSLContext:
    """A certificate for these names and addresses, or for localhost and 127.0.0.1."""
    return _context(_authority().issue_cert(*(names or HERE)))


def expired(*names: str) -> ssl.SSLContext:
    """A certificate that is right but for its dates."""
    return _context(_authority().issue_cert(*(names or HERE), not_before=LONG_AGO, not_after=NOT_AS_LONG_AGO))


def wrong_host() -> ssl.SSLContext:
    """A certificate that is right, for another host."""
    return good("elsewhere.test")


def unknown_authority(*names: str) -> ssl.SSLContext:
    """A certificate that is right, by an authority that no client has heard of."""
    return _context(trustme.CA().issue_cert(*(names or HERE)))


def self_signed() -> ssl.SSLContext:
    """A certificate that vouches for itself."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with authority.private_key_pem.tempfile() as key, authority.cert_pem.tempfile() as certificate:
        context.load_cert_chain(certificate, key)
    return context


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context
