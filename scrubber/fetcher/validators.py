"""By what a server knows a page again, and whether a page may be kept at all (RFC 9110 and 9111). No network here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
"""Headers of a request that ask whether a page has changed."""
# In quotes, as the standard has it, or a bare word, as some servers do. No `*`, which any page matches, and no list.
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,1000}"|[\x21\x23-\x29\x2b\x2d-\x7e]{1,1000}')
_DATE = re.compile(r"[A-Za-z0-9,:+ -]{1,60}")


@dataclass(frozen=True, slots=True)
class Validators:
    """What names one state of a page, as the server wrote it."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed.

        >>> Validators('W/"7"', "Mon, 06 May 2024 00:00:00 GMT").conditions
        {'If-None-Match': 'W/"7"', 'If-Modified-Since': 'Mon, 06 May 2024 00:00:00 GMT'}
        """
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value is not None}


def validators_of(headers: Mapping[str, str]) -> Validators:
    """The validators of an answer; those that cannot be sent back as they came are left out.

    >>> validators_of({"etag": '"a"', "last-modified": "yesterday"})
    Validators(etag='"a"', last_modified=None)
    >>> validators_of({"etag": '"a", "b"'}), validators_of({"etag": "*"})
    (Validators(etag=None, last_modified=None), Validators(etag=None, last_modified=None))
    """
    etag, date = headers.get("etag", ""), headers.get("last-modified", "")
    return Validators(etag if _TAG.fullmatch(etag) else None, date if _is_date(date) else None)


def may_be_kept(headers: Mapping[str, str]) -> bool:
    """Whether a page that came with these headers may be kept, and can be asked about again.

    >>> may_be_kept({"etag": '"a"'}), may_be_kept({}), may_be_kept({"etag": '"a"', "cache-control": "a, No-Store"})
    (True, False, False)
    """
    forbids = "no-store" in _words(headers.get("cache-control", "")) or "*" in _words(headers.get("vary", ""))
    return bool(validators_of(headers).conditions) and not forbids


def digest_of_sent(vary: str, sent: Mapping[str, str]) -> bytes:
    """Stands for what a request says in the headers that a page depends on; `sent` has names in lower case.

    >>> agent = {"user-agent": "a", "accept": "b"}
    >>> digest_of_sent("User-Agent", agent) == digest_of_sent("user-agent", agent | {"accept": "c"})
    True
    >>> digest_of_sent("User-Agent", agent) == digest_of_sent("user-agent", agent | {"user-agent": "c"})
    False
    """
    said = [(name, sent.get(name)) for name in sorted(_words(vary))]
    return hashlib.blake2b(repr(said).encode(), digest_size=16).digest()


def confirms(headers: Mapping[str, str], kept: Validators) -> bool:
    """Whether a 304 with these headers speaks of the page that is kept, not of another one (RFC 9111, 4.3.4).

    >>> confirms({}, Validators('W/"7"')), confirms({"etag": '"7"'}, Validators('W/"7"'))
    (True, True)
    >>> confirms({"etag": '"8"'}, Validators('W/"7"'))
    False
    """
    etag = validators_of(headers).etag
    return etag is None or kept.etag is None or etag.removeprefix("W/") == kept.etag.removeprefix("W/")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return False
    return True


def _words(value: str) -> frozenset[str]:
    """The members of a list, without what they are set to."""
    return frozenset(word.partition("=")[0].strip().lower() for word in value.split(",")) - {""}
