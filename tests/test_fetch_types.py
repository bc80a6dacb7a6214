"""What a page is, its bytes say, and not its Content-Type."""

from __future__ import annotations

import pytest
from fetching import fetched_one
from misbehaving import answers
from misbehaving.server import Server

from scrubber.article import Status
from scrubber.fetcher import Cleaning, FetchStatus

NOISE = bytes(range(256)) * 20
BINARIES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + NOISE,
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE,
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + NOISE,
    "gif": b"GIF89a" + NOISE,
    "zip": b"PK\x03\x04\x14\0" + NOISE,
    "mp4": b"\0\0\0\x20ftypisom" + NOISE,
    "wasm": b"\0asm\1\0\0\0" + NOISE,
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0" + NOISE,
    "woff2": b"wOF2\0\1\0\0" + NOISE,
    "ttf": b"\0\1\0\0\0\x0c" + NOISE,
    "otf": b"OTTO\0\x0c" + NOISE,
    "noise": NOISE,
}
SENTENCE = "The council met on Monday and voted for the new bridge over the river, as it had planned. "
HTML = f"<!doctype html><title>A bridge</title><article>{f'<p>{SENTENCE * 2}</p>' * 4}</article>".encode()


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "text/plain", None])
@pytest.mark.parametrize("name", BINARIES)
def test_a_binary_is_no_page_whatever_it_is_called(name: str, media_type: str | None) -> None:
    with Server(answers.page(BINARIES[name], media_type=media_type)) as server:
        result = fetched_one(server.url())
    assert (result.fetch_status, result.content, result.article) == (FetchStatus.NOT_TEXT, None, None)


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/octet-stream", "image/png", "application/json", "nonsense", None]
)
def test_html_is_a_page_whatever_it_is_called(media_type: str | None) -> None:
    with Server(answers.page(HTML, media_type=media_type)) as server:
        result = fetched_one(server.url())
    assert result.fetch_status is FetchStatus.OK
    assert result.article and result.article.text.count(SENTENCE.strip()) >= 4


@pytest.mark.parametrize("jobs", [0, 1])
def test_json_called_html_is_no_article(jobs: int) -> None:
    with Server(answers.page(b'{"title": "A bridge", "body": "<p>It is new.</p>"}')) as server:
        result = fetched_one(server.url(), cleaning=Cleaning(jobs=jobs))
    assert result.article is None or result.article.status is Status.NOT_TEXT


def test_a_film_is_not_read_to_its_end() -> None:
    film = b"\0\0\0\x20ftypisom" + bytes(100_000_000)
    with Server(answers.page(film, media_type="text/html")) as server:
        result = fetched_one(server.url())
        assert server.is_left_alone()
        assert server.log.closings()[0].bytes_sent < 20_000_000
    assert result.fetch_status is FetchStatus.NOT_TEXT


def test_the_charset_of_the_header_is_evidence() -> None:
    russian = "Паром снова ходит через реку, и мельник ждал его у берега с телегой муки. " * 12
    koi8 = f"<!doctype html><title>Паром</title><article><p>{russian}</p></article>".encode("koi8-r")
    with Server(answers.by_target({"/a": answers.page(koi8, media_type="text/html; charset=koi8-r")})) as server:
        result = fetched_one(server.url("/a"))
    assert result.article and result.article.text == russian.strip()
    assert result.page and result.page.encoding == "koi8-r"
