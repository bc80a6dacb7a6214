"""What to begin with: the fixtures, and small examples of what they do not have."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
PIECE_BYTES = 4_000
MAX_PAGES_OF_A_SET = 100
_ADDRESSES = (
    "https://mill.example/a?page=2&api_key=4711#top",
    "HTTPS://Bücher.example:443/a/../b c",
    "http://0x7f.1:8080/%2e%2e/?token=x;sid=1",
    "//ann:pw@mill.example/?redirect=https%3A%2F%2Fmill.example%2F%3Ftoken%3Dx",
    "http://[2606:4700::1111%25eth0]:8443/",
    "../a?b=1&amp;session_id=4",
)
_ROBOTS = (
    b"User-agent: scrubber\nCrawl-delay: 2.5e0\nDisallow: /a*b$\nAllow: /a/%E9\n\nUser-agent: *\nDisallow: /\n",
    b"\xef\xbb\xbfuseragent *\rDisalow: /?c\rSitemap: https://mill.example/sitemap.xml # all\r",
    "User-agent: *\nDisallow: /mühle\n".encode("utf-16"),
)
_ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="/n/"><entry>
<title type="html">A &lt;b&gt;bridge&lt;/b&gt;</title><link rel="alternate" href="a#top"/><updated>2024-03-04T05:06:07Z
</updated></entry></feed>"""
_RSS = b"""<rss version="2.0"><channel><item><title><![CDATA[A bridge]]></title><link>https://mill.example/a</link>
<guid isPermaLink="false">7</guid><pubDate>Mon, 4 Mar 2024 05:06:07 GMT</pubDate></item></channel></rss>"""
_SITEMAP = b"""<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE urlset [<!ENTITY a "b">]>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://mill.example/&a;?c&d</loc>
<lastmod>2024-03-04</lastmod></url></urlset>"""
_INDEX = b"<sitemapindex><sitemap><loc>https://mill.example/1.xml.gz</loc></sitemap></sitemapindex>"
_JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a", "title": "A bridge", "id": 7}]}'
_LINES = b"https://mill.example/a\nhttps://mill.example/b\n"
_DECLARED = b'<base href="/n/"><link rel="alternate" type="application/rss+xml" href="feed">'


def markup() -> Iterator[bytes]:
    """Pages, and pieces of them, as small inputs change faster."""
    for page in _fixtures("page.html"):
        yield page
        body = max(page.find(b"<body"), 0)
        for start in range(body, len(page), 5 * PIECE_BYTES):
            yield page[start : start + PIECE_BYTES]


def heads() -> Iterator[bytes]:
    """What says most of a page: its head, and how its body begins."""
    for page in _fixtures("page.html"):
        yield page[: page.find(b"<body") + 2 * PIECE_BYTES]


def texts() -> Iterator[bytes]:
    """Plain texts."""
    yield from _fixtures("page.txt")
    yield from _fixtures("article.md")


def encoded() -> Iterator[bytes]:
    """Pages and texts in all kinds of encodings."""
    codecs = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1251", "gb18030", "shift_jis", "iso2022_jp")
    for number, page in enumerate((*_fixtures("page.html"), *_fixtures("page.txt"))):
        yield page[: 2 * PIECE_BYTES].decode("utf-8", "ignore").encode(codecs[number % len(codecs)], "ignore")


def archives() -> Iterator[bytes]:
    """Files of one to three records, packed and not."""
    from datetime import UTC, datetime

    from scrubber.fetcher import FetchResult, FetchStatus
    from scrubber.serializer.warc import response_record, warcinfo_record

    date = datetime(2026, 1, 1, tzinfo=UTC)
    start = warcinfo_record(date=date)
    yield start
    for number, page in enumerate(_fixtures("page.html")):
        url = f"https://mill.example/{number}"
        headers = {"content-type": "text/html; charset=utf-8"}
        result = FetchResult(url, FetchStatus.OK, final_url=url, http_status=200, headers=headers, content=page[:3000])
        record = response_record(result, date=date)
        yield start + record
        yield gzip.decompress(start) + gzip.decompress(record)
    yield _chunked(b"Content-Encoding: gzip\r\n", gzip.compress(b"<p>One</p>", mtime=0))
    yield _chunked(b"", b"<p>One</p>")


def _chunked(headers: bytes, body: bytes) -> bytes:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:5], body[5:], b""))
    block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + headers + b"\r\n" + chunks
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)


def robots() -> Iterator[bytes]:
    """Files named robots.txt."""
    yield from _ROBOTS


def listings() -> Iterator[bytes]:
    """Feeds and sitemaps of each form, and pages that declare some."""
    forms = (_ATOM, _RSS, _SITEMAP, _INDEX, _JSON_FEED, _LINES, _DECLARED)
    yield from forms
    yield from (gzip.compress(form, mtime=0) for form in forms)


def addresses() -> Iterator[bytes]:
    """Addresses, absolute and relative, with and without secrets."""
    yield from (address.encode() for address in _ADDRESSES)
    yield " ".join(_ADDRESSES).encode()


def _fixtures(name: str) -> Iterator[bytes]:
    return (path.read_bytes() for path in sorted(FIXTURES.glob(f"*/*/{name}")))


def real_pages() -> Iterator[bytes]:
    """Some of the folder that `SCRUBBER_BENCH` names; none where it is not set."""
    folder = os.environ.get("SCRUBBER_BENCH")
    for page_set in sorted(Path(folder).iterdir()) if folder else ():
        paths = sorted(page_set.rglob("*.html")) + sorted(page_set.rglob("*.html.gz"))
        for path in paths[:: len(paths) // MAX_PAGES_OF_A_SET + 1]:
            yield gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
