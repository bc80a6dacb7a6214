"""Arguments and files → the URLs to fetch."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from scrubber.cli.inputs.found import STANDARD_INPUT
from scrubber.cli.usage import UsageError
from scrubber.errors import SourceError

MAX_LINE = 100_000  # bytes; no URL is so long


def urls_of(arguments: Iterable[str], lists: Iterable[str]) -> list[str]:
    """The URLs that are named, and those of the lists, in order, each page once however it is spelled.

    Raises UsageError if there are none, SourceError.
    """
    urls: dict[str, str] = {}
    for url in chain(arguments, (url for path in lists for url in _urls_in(path))):
        urls.setdefault(address_of(url), url)
    if not urls:
        raise UsageError("there is no URL to fetch; name some, or a file of them with -i")
    return list(urls.values())


def address_of(url: str) -> str:
    """The address that a URL stands for, in one spelling; the URL itself if it is no address.

    >>> address_of("HTTP://Valley.example:80/a/../b#top"), address_of("valley.example")
    ('http://valley.example/b', 'valley.example')
    """
    from scrubber.fetcher.web_url import BadUrl, read_url

    try:
        return read_url(url).href
    except BadUrl:
        return url


def _urls_in(path: str) -> Iterator[str]:
    """A URL a line; blank lines, and those that begin with #, are skipped."""
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_LINE):
                text = line.decode("utf-8", "replace").strip("\ufeff \t\r\n\f\v")
                if text and not text.startswith("#"):
                    yield text
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(path, getattr(error, "strerror", None) or f"is not a whole gzip file ({error})") from error


def _opened(path: str) -> BinaryIO:
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise SourceError(path, "there is no standard input")
        return sys.stdin.buffer
    return cast(BinaryIO, gzip.open(path)) if path.lower().endswith(".gz") else Path(path).open("rb")
