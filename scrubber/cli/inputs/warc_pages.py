"""WARC → records: the pages in it, and a count of what is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scrubber.article import Status
from scrubber.cli.inputs.record import Asked, Record
from scrubber.cli.inputs.warc_body import BodyError, body_of
from scrubber.cli.inputs.warc_file import BrokenArchiveError, HeaderError, WarcRecord, headers_from, opened, records_in
from scrubber.fetcher.content_type import charset_of
from scrubber.reader import Kind
from scrubber.reader.source import TOO_LARGE
from scrubber.workers import Job

MAX_KINDS = 12  # that are told by name, of records that are no pages
OTHER = "other"
_MEDIA = re.compile(
    r"(?:image|video|audio|font)/[\w.+-]+|text/css|text/dns"
    r"|(?:application|text)/(?:x-)?(?:javascript|ecmascript|font[\w.-]*)|application/vnd\.ms-fontobject",
    re.I,
)
"""Content types that no page has."""
_STATUS_LINE = re.compile(rb"HTTP/[\d.]+ +(\d{3})\b")
_ABOUT_THE_CRAWL = re.compile(r"(?:metadata|dns|whois|warcinfo|filedesc):", re.I)
"""Addresses of what a crawler keeps for itself, such as its log."""


class NoPage(Exception):  # noqa: N818 - nothing is wrong with it
    """A record that holds no page; says what it is."""


def records_of_archive(path: str, asked: Asked) -> Iterator[Record]:
    """The record of each page; what is cut or broken is one with a problem. The rest is told at the end of the file."""
    tally = _Tally()
    whole = 0
    try:
        with opened(path) as file:
            for number, record in enumerate(records_in(file), 1):
                try:
                    page = _page_of(record, asked.kind)
                except NoPage as what:
                    record.block.skip()
                    tally.count_no_page(str(what))
                else:
                    tally.count_page(page)
                    yield Record(number, page.job)
                whole = number
    except (OSError, BrokenArchiveError) as error:
        yield _broken(whole, error)
    else:
        if not tally.pages:
            yield Record(1, Job(b"", problem=f"it holds no page; {tally}"), is_whole_file=True)
            return
    if tally.no_pages or tally.cut_pages:
        asked.say(f"{Path(path).name}: {tally}")


@dataclass(frozen=True, slots=True)
class _Page:
    job: Job
    is_cut: bool = False


class _Tally:
    """What the records of a file are; as a string, what there is to tell of it."""

    def __init__(self) -> None:
        self.pages = self.cut_pages = 0
        self.no_pages: Counter[str] = Counter()

    def count_page(self, page: _Page) -> None:
        self.pages += 1
        self.cut_pages += page.is_cut

    def count_no_page(self, kind: str) -> None:
        """Their kinds are written by anybody: no more than a few are kept apart."""
        if kind == "warcinfo":  # each archive has one, which says how it was made
            return
        self.no_pages[kind if kind in self.no_pages or len(self.no_pages) < MAX_KINDS else OTHER] += 1

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.no_pages.most_common())
        number = self.no_pages.total()
        are = "record is no page" if number == 1 else "records are no pages"
        said = f"{number} {are}: {kinds}" if kinds else "all its records are pages"
        if not self.pages and not kinds:
            return "it has no records, but for what is said of the file"
        cut = f"{self.cut_pages} pages were cut when they were recorded, and text may be missing at their ends"
        return f"{said}; {cut}" if self.cut_pages else said


def _broken(number: int, error: Exception) -> Record:
    """What stands for the rest of a file after so many records."""
    why = getattr(error, "strerror", None) or str(error)
    if not number:
        return Record(1, Job(b"", problem=why), is_whole_file=True)
    return Record(number + 1, Job(b"", problem=f"nothing after record {number} can be read: {why}"))


def _page_of(record: WarcRecord, kind: Kind | None) -> _Page:
    """The page in a record. Raises NoPage, and EOFError where the file is cut."""
    url = record.headers.get("warc-target-uri", "").strip("<>") or None
    match record.headers.get("warc-type", "").lower():
        case "response":
            return _response(record, Job(b"", url, kind))
        case "resource" | "conversion" as what:
            if _ABOUT_THE_CRAWL.match(url or ""):
                raise NoPage(f"{what} {(url or '').partition(':')[0].lower()}:")
            kind = kind or ("text" if what == "conversion" else None)
            return _with_body(record, record.headers, Job(b"", url, kind))
        case other:
            raise NoPage(other[:40] or "record without a type")


def _response(record: WarcRecord, job: Job) -> _Page:
    content_type = record.headers.get("content-type", "application/http").lower()
    if not content_type.startswith("application/http"):  # such as text/dns
        raise NoPage(_media_type(content_type) or OTHER)
    status = _STATUS_LINE.match(record.block.readline(1000))
    if status is None:
        return _Page(replace(job, problem="the record holds no answer of HTTP"))
    if status[1] != b"200":
        raise NoPage(f"status {status[1].decode()}")
    try:
        headers = headers_from(record.block)
    except HeaderError as error:
        return _Page(replace(job, problem=f"the answer in the record is broken: {error}"))
    return _with_body(record, headers, job)


def _with_body(record: WarcRecord, headers: Mapping[str, str], job: Job) -> _Page:
    """The job with the content that the record, or the answer in it, has behind its headers."""
    content_type = headers.get("content-type", "")
    if _MEDIA.match(content_type):
        raise NoPage(_media_type(content_type))
    try:
        body = body_of(record.block, headers)
    except BodyError as error:
        return _Page(replace(job, problem=f"the page in the record cannot be unpacked: {error}"))
    if body.content is None:
        return _Page(replace(job, problem=TOO_LARGE, fault=Status.TOO_LARGE))
    job = replace(job, source=body.content, charset=charset_of(content_type))
    return _Page(job, is_cut=body.is_cut or "warc-truncated" in record.headers)


def _media_type(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()[:60]
