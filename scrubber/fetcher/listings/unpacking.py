"""The bytes of a feed or sitemap → what they say, unpacked and in UTF-8, piece by piece and up to a bound."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.fetcher.encodings import GZIP_MAGIC, Decoding, StreamError, TooMuch
from scrubber.fetcher.listings.gathering import Cut
from scrubber.reader.stream import texts_of

MAX_MEGABYTES = 50  # of a sitemap when it is unpacked (sitemaps.org/protocol.html)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The pieces of a text in UTF-8, from bytes in any encoding, which may be a gzip file.

    Raises Cut after the last piece that can be had: after 50 MB, and where the file is damaged.

    >>> import gzip
    >>> list(unpacked(b"caf\\xe9 au lait")), list(unpacked(gzip.compress(b"text")))
    ([b'caf\\xc3\\xa9 au lait'], [b'text'])
    >>> list(unpacked(gzip.compress(b"text")[:-1]))
    Traceback (most recent call last):
    scrubber.fetcher.listings.gathering.Cut: its gzip data end too early
    """
    unpacking = _Unpacking(content)
    for text in texts_of(unpacking):
        if text:
            yield text.encode("utf-8", "replace")  # replaced: lone surrogates
    if unpacking.problem:
        raise Cut(unpacking.problem)


class _Unpacking:
    """The pieces of some bytes, and why they end early: raised at once, it would cost a decoder the piece it holds."""

    def __init__(self, content: bytes) -> None:
        self.problem: str | None = None
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        form = "gzip" if self._content.startswith(GZIP_MAGIC) else None
        decoding = Decoding.of(form, max_bytes=MAX_MEGABYTES * 1024 * 1024)
        try:
            yield from decoding.feed(self._content)
        except TooMuch:
            self.problem = f"it has more than {MAX_MEGABYTES} MB: the rest is not read"
        except StreamError as error:
            self.problem = f"its gzip data are damaged: {error.reason}"
        else:
            self.problem = None if decoding.is_complete else "its gzip data end too early"
