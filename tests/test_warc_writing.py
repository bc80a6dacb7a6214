"""What `response_record` writes, other programs and `scrubber clean` read."""

from __future__ import annotations

import gzip
import io
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scrubber.cli.inputs.record import Asked, Record
from scrubber.cli.inputs.records import records_of
from scrubber.errors import ScrubberError
from scrubber.fetcher import FetchResult, FetchStatus
from scrubber.serializer.warc import response_record, warcinfo_record
from scrubber.version import __version__

DATE = datetime(2026, 3, 4, 23, 30, 5, tzinfo=timezone(timedelta(hours=2)))
PAGE = "<title>A bridge reopens</title><p>The old bridge over the river reopened on Monday: größer.".encode()


def result_of(content: bytes | None = PAGE, **headers: str) -> FetchResult:
    return FetchResult(
        "https://kelness.example/go",
        FetchStatus.OK,
        final_url="https://kelness.example/news/bridge?page=1",
        http_status=200,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        content=content,
    )


def pages_in(path: Path) -> list[Record]:
    return list(records_of(str(path), Asked()))


def test_another_reader_finds_the_page_its_address_its_date_and_both_digests() -> None:
    member = response_record(result_of(content_type="text/html; charset=utf-8"), date=DATE)
    archive = ArchiveIterator(io.BytesIO(member), check_digests="raise")
    record = next(iter(archive))
    headers = record.rec_headers
    assert (headers.protocol, record.rec_type) == ("WARC/1.1", "response")
    assert headers.get_header("WARC-Target-URI") == "https://kelness.example/news/bridge?page=1"
    assert headers.get_header("WARC-Date") == "2026-03-04T21:30:05Z"
    assert headers.get_header("WARC-Record-ID").startswith("<urn:uuid:")
    assert headers.get_header("WARC-Payload-Digest") and headers.get_header("WARC-Block-Digest")
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.get_header("content-type") == "text/html; charset=utf-8"
    assert record.content_stream().read() == PAGE
    assert record.digest_checker.passed is True


def test_a_wrong_byte_is_seen_by_its_digest() -> None:
    damaged = gzip.decompress(response_record(result_of(), date=DATE)).replace(b"Monday", b"Sunday")
    record = next(iter(ArchiveIterator(io.BytesIO(damaged), check_digests=True)))
    record.content_stream().read()
    assert record.digest_checker.passed is False


def test_headers_that_hold_no_more_are_kept_under_another_name() -> None:
    result = result_of(content_encoding="br", transfer_encoding="chunked", content_length="31", etag='"a1"')
    headers = next(iter(ArchiveIterator(io.BytesIO(response_record(result, date=DATE))))).http_headers.headers
    assert headers == [
        ("X-Original-Content-Encoding", "br"),
        ("X-Original-Transfer-Encoding", "chunked"),
        ("X-Original-Content-Length", "31"),
        ("etag", '"a1"'),
        ("Content-Length", str(len(PAGE))),
    ]


def test_a_length_that_holds_is_said_once() -> None:
    member = response_record(result_of(content_length=str(len(PAGE))), date=DATE)
    assert gzip.decompress(member).lower().count(b"content-length: %d\r\n" % len(PAGE)) == 1


def test_an_archive_says_what_wrote_it() -> None:
    record = next(iter(ArchiveIterator(io.BytesIO(warcinfo_record(date=DATE)))))
    assert record.rec_type == "warcinfo"
    assert f"software: Scrubber/{__version__}\r\n".encode() in record.content_stream().read()


def test_a_page_that_was_cut_is_marked() -> None:
    cut = FetchResult("https://k.example/", FetchStatus.TRUNCATED, http_status=200, content=PAGE)
    record = next(iter(ArchiveIterator(io.BytesIO(response_record(cut, date=DATE)))))
    assert record.rec_headers.get_header("WARC-Truncated") == "disconnect"
    assert record.rec_headers.get_header("WARC-Target-URI") == "https://k.example/"


def test_a_result_without_a_page_is_refused() -> None:
    with pytest.raises(ScrubberError, match="no page came of it"):
        response_record(result_of(None), date=DATE)


def test_every_member_is_whole_for_gzip(tmp_path: Path) -> None:
    for number, member in enumerate((warcinfo_record(date=DATE), response_record(result_of(), date=DATE))):
        path = tmp_path / f"{number}.gz"
        path.write_bytes(member)
        assert subprocess.run(["gzip", "-t", path], check=False).returncode == 0


@given(
    st.dictionaries(st.text(min_size=1), st.text(), max_size=4)
    | st.just({"a\r\n\r\nWARC/1.1": "b", "content-length\0": "9", "c": "\r\nContent-Length: 1\r\n\r\n"}),
    st.binary(max_size=200),
)
@settings(max_examples=100, deadline=None)
def test_no_header_breaks_the_record(headers: dict[str, str], content: bytes) -> None:
    result = FetchResult("https://k.example/", FetchStatus.OK, http_status=200, headers=headers, content=content)
    after = response_record(result_of(), date=DATE)
    records = ArchiveIterator(io.BytesIO(response_record(result, date=DATE) + after))
    assert [record.content_stream().read() for record in records] == [content, PAGE]


def test_cut_at_any_byte_an_archive_gives_all_its_whole_pages(tmp_path: Path) -> None:
    whole = warcinfo_record(date=DATE) + response_record(result_of(), date=DATE)
    last = response_record(result_of(b"<p>The last page."), date=DATE)
    path = tmp_path / "pages.warc.gz"
    for end in range(1, len(last)):
        path.write_bytes(whole + last[:end])
        pages = pages_in(path)
        assert (pages[0].number, pages[0].job.source, pages[0].job.problem) == (2, PAGE, None)
        assert pages[-1].job.problem
        assert len(pages) == 2 or pages[1].job.source == b"<p>The last page."
    path.write_bytes(whole + last)
    assert [page.job.source for page in pages_in(path)] == [PAGE, b"<p>The last page."]


def test_cut_at_any_byte_an_archive_that_is_not_packed_gives_all_its_whole_pages(tmp_path: Path) -> None:
    whole = gzip.decompress(response_record(result_of(), date=DATE))
    last = gzip.decompress(response_record(result_of(b"<p>The last page."), date=DATE))
    path = tmp_path / "pages.warc"
    for end in range(1, len(last) - len(b"\r\n\r\n")):
        path.write_bytes(whole + last[:end])
        pages = pages_in(path)
        assert pages[0].job.source == PAGE
        assert len(pages) == 2 and "nothing after record 1" in (pages[1].job.problem or "")


def test_the_date_is_that_of_the_world(tmp_path: Path) -> None:
    member = response_record(result_of(), date=datetime(2026, 1, 1, tzinfo=UTC))
    assert b"WARC-Date: 2026-01-01T00:00:00Z\r\n" in gzip.decompress(member)
