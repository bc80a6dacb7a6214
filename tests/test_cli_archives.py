"""`scrubber clean` reads WARC and Parquet as docs/cli.md says: a page a record, none of them lost without a word."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import pyarrow
import pyarrow.parquet
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import scrubber

Run = Callable[..., subprocess.CompletedProcess[str]]

PARAGRAPHS = (
    "The old bridge over the river reopened on Monday after two years of repairs, the town council said.",
    "It had been closed since a flood in the spring of last year damaged two of its seven arches.",
    "Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.",
)
HTML = (
    "<!doctype html><html><head><title>A bridge reopens</title></head><body><nav><a href=/>Home</a></nav><article>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article></body></html>"
)
CLEANED = "\n\n".join(PARAGRAPHS)
URL = "https://kelness.example/bridge"
PAGE_TYPE = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, *more.pop("python", ()), "-m", "scrubber", "clean", "--jobs", "1", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=environment, check=False, **more
        )

    return run


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


class Archive:
    """A WARC file that another program writes."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=path.suffix == ".gz")

    def answer(self, body: bytes, headers: Mapping[str, str] = PAGE_TYPE, *, status: str = "200 OK") -> None:
        http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        record = self._writer.create_warc_record(URL, "response", payload=io.BytesIO(body), http_headers=http)
        self._writer.write_record(record)

    def record(self, kind: str, body: bytes, content_type: str, uri: str = URL) -> None:
        record = self._writer.create_warc_record(uri, kind, payload=io.BytesIO(body), warc_content_type=content_type)
        self._writer.write_record(record)

    def close(self) -> None:
        self._file.close()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "pages.warc.gz")


def chunked(body: bytes) -> bytes:
    pieces = (body[:50], body[50:])
    return b"".join(b"%x;n=v\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_pages_of_an_archive_are_inputs_under_the_number_of_their_record(run: Run, tmp_path: Path, name: str) -> None:
    archive = Archive(tmp_path / name)
    archive.record("warcinfo", b"software: x", "application/warc-fields", "")
    archive.answer(HTML.encode())
    archive.record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    archive.record("resource", HTML.encode(), "text/html")
    archive.record("conversion", b"<p>The council</p><p>met on</p><p>Monday.</p>", "text/plain")
    archive.close()
    done = run(name, "--format", "jsonl")
    assert [(line["input"], line["status"], line["url"]) for line in lines(done)] == [
        (f"{name}:{number}", "ok", URL) for number in (2, 4, 5)
    ]
    assert lines(done)[0]["text"] == lines(done)[1]["text"] == CLEANED
    assert lines(done)[2]["text"] == "<p>The council</p><p>met on</p><p>Monday.</p>"
    assert done.returncode == 0
    assert done.stderr == f"scrubber: {name}: 1 record is no page: 1 request\n"
    run(name, "-o", "out/")
    assert sorted(path.name for path in (tmp_path / "out/pages").iterdir()) == ["2.txt", "4.txt", "5.txt"]


def test_records_that_are_no_pages_are_counted_by_kind_on_one_line(run: Run, archive: Archive) -> None:
    archive.answer(HTML.encode())
    for _ in range(3):
        archive.answer(b"\x89PNG", {"Content-Type": "Image/PNG; x=y"})
    for status in ("404 Not Found", "301 Moved", "404 Not Found"):
        archive.answer(b"<p>Gone.", status=status)
    archive.answer(b"p {}", {"Content-Type": "text/css"})
    archive.answer(b"let a", {"Content-Type": "application/javascript"})
    archive.record("metadata", b"via: x", "application/warc-fields")
    archive.record("response", b"k.example. 5 IN A 1.2.3.4", "text/dns", "dns:k.example")
    archive.record("resource", b"a log", "text/plain", "metadata://tool.example/log")
    archive.close()
    done = run("pages.warc.gz", "--format", "jsonl")
    assert [line["input"] for line in lines(done)] == ["pages.warc.gz:1"]
    assert done.stderr == (
        "scrubber: pages.warc.gz: 11 records are no pages: 3 image/png, 2 status 404, 1 status 301, 1 text/css, "
        "1 application/javascript, 1 metadata, 1 text/dns, 1 resource metadata:\n"
    )
    assert "cannot share standard output" in run("pages.warc.gz").stderr


def test_chunks_and_encodings_are_undone_and_what_is_undone_already_is_taken_as_it_is(
    run: Run, archive: Archive
) -> None:
    page = HTML.encode()
    gzip_type = {**PAGE_TYPE, "Content-Encoding": "gzip"}
    archive.answer(gzip.compress(page), gzip_type)
    archive.answer(chunked(page), {**PAGE_TYPE, "Transfer-Encoding": "chunked"})
    archive.answer(chunked(gzip.compress(page)), {**gzip_type, "Transfer-Encoding": "chunked"})
    archive.answer(brotli.compress(page), {**PAGE_TYPE, "Content-Encoding": "br"})
    archive.answer(zlib.compress(page), {**PAGE_TYPE, "Content-Encoding": "deflate"})
    archive.answer(page, {**gzip_type, "Transfer-Encoding": "chunked"})
    archive.close()
    done = run("pages.warc.gz", "--format", "jsonl")
    assert [line["text"] for line in lines(done)] == [CLEANED] * 6
    assert done.stderr == ""


def test_the_charset_of_the_answer_is_evidence(run: Run, archive: Archive) -> None:
    page = HTML.replace("old bridge", "bridge of Łódź").encode("cp1250")  # one word alone does not tell
    archive.answer(page, {"Content-Type": "text/html; charset=windows-1250"})
    archive.close()
    text = lines(run("pages.warc.gz", "--format", "jsonl"))[0]["text"]
    assert text == CLEANED.replace("old bridge", "bridge of Łódź")


def test_a_bomb_is_too_large_and_the_next_page_is_read(run: Run, archive: Archive) -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(bomb.compress(bytes(1_000_000)) for _ in range(201)) + bomb.flush()
    archive.answer(packed, {**PAGE_TYPE, "Content-Encoding": "gzip"})
    archive.answer(HTML.encode())
    archive.close()
    done = run("pages.warc.gz", "--format", "jsonl")
    assert [line["status"] for line in lines(done)] == ["too_large", "ok"]
    assert done.returncode == 1


def test_a_page_that_was_cut_as_it_was_recorded_is_told(run: Run, archive: Archive) -> None:
    archive.answer(gzip.compress(HTML.encode())[:-30], {**PAGE_TYPE, "Content-Encoding": "gzip"})
    archive.close()
    done = run("pages.warc.gz", "--format", "jsonl")
    assert lines(done)[0]["text"].startswith(PARAGRAPHS[0])
    assert "1 pages were cut when they were recorded" in done.stderr


def test_a_damaged_body_is_a_failed_input(run: Run, archive: Archive) -> None:
    archive.answer(b"5\r\n<p>Th\r\nno length\n", {**PAGE_TYPE, "Transfer-Encoding": "chunked"})
    packed = bytearray(gzip.compress(os.urandom(200_000)))
    packed[150_000] ^= 255
    archive.answer(bytes(packed), {**PAGE_TYPE, "Content-Encoding": "gzip"})
    archive.answer(HTML.encode())
    archive.close()
    done = run("pages.warc.gz", "--format", "jsonl")
    assert [line["status"] for line in lines(done)] == ["unreadable", "unreadable", "ok"]
    assert (
        "pages.warc.gz:1: unreadable: the page in the record cannot be unpacked: its chunks are broken" in done.stderr
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it holds no page; it has no rec"),
        (
            b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
            "it holds no page; it has no rec",
        ),
        (b"The council met.\n", "where a record must begin, there is none"),
        (b"WARC/1.1\r\nWARC-Type: response\r\n\r\n", "a record does not say how long it is"),
        (b"WARC/1.1\r\nContent-Length: -1\r\n\r\n", "a record does not say how long it is"),
        (b"WARC/1.1\r\n: " + b"x" * 1_100_000, "a header is longer than 1 MB"),
        (b"WARC/1.1\r\n \r\nContent-Length: 0", "it ends within a header"),
        (b"WARC/1.1\r\nContent-Length: 9\r\n\r\nshort", "the file is cut or damaged there"),
        (gzip.compress(b"WARC/1.1\r\nContent-Length: 9\r\n\r\n", mtime=0)[:-9], "the file is cut or damaged there"),
    ],
    ids=["empty", "no-page", "no-warc", "no-length", "bad-length", "long-header", "half-header", "cut", "cut-gzip"],
)
def test_an_archive_without_a_page_is_a_failed_input(run: Run, tmp_path: Path, content: bytes, problem: str) -> None:
    (tmp_path / "pages.warc").write_bytes(content)
    done = run("pages.warc", "--format", "jsonl")
    assert done.returncode == 3
    assert len(lines(done)) == 1
    assert f"scrubber: pages.warc: unreadable: {problem}" in done.stderr


def test_an_answer_without_headers_or_status_fails_alone(run: Run, tmp_path: Path) -> None:
    blocks = (b"<p>no status line", b"HTTP/1.1 200 OK\r\nx: y", b"HTTP/1.1 200 OK\r\n\r\n" + HTML.encode())
    (tmp_path / "pages.warc").write_bytes(
        b"".join(
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(block), block)
            for block in blocks
        )
    )
    done = run("pages.warc", "--format", "jsonl")
    assert [line["status"] for line in lines(done)] == ["unreadable", "unreadable", "ok"]
    assert "pages.warc:1: unreadable: the record holds no answer of HTTP" in done.stderr
    assert "pages.warc:2: unreadable: the answer in the record is broken" in done.stderr


def test_a_folder_holds_archives_and_tables_as_well(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "crawl"
    folder.mkdir()
    for name in ("a.warc", "b.warc.gz"):
        archive = Archive(folder / name)
        archive.answer(HTML.encode())
        archive.close()
    table(folder / "c.parquet", text=["The council met."])
    done = run("crawl", "--format", "jsonl")
    assert [line["input"] for line in lines(done)] == ["crawl/a.warc:1", "crawl/b.warc.gz:1", "crawl/c.parquet:1"]


@pytest.mark.parametrize("name", ["pages.warc.gz", "pages.parquet"])
def test_what_holds_many_articles_is_not_split(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    done = run(name, "--split", "***", "-o", "out/")
    assert (done.returncode, f"{name}: holds many articles already" in done.stderr) == (2, True)


def table(path: Path, **columns: list[object]) -> None:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=3)


def test_rows_of_a_table_are_inputs_under_their_number(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "pages.parquet", id=[1, 2], html=[HTML, HTML], url=[URL, None], text=["x", "y"])
    done = run("pages.parquet", "--format", "jsonl")
    assert [(line["input"], line["url"], line["text"]) for line in lines(done)] == [
        ("pages.parquet:1", URL, CLEANED),
        ("pages.parquet:2", None, CLEANED),
    ]
    assert (done.returncode, done.stderr) == (0, "")
    run("pages.parquet", "-o", "out/")
    assert (tmp_path / "out/pages/2.txt").read_text() == CLEANED + "\n"


@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array([HTML.encode()] * 20, pyarrow.binary()),
        pyarrow.array([HTML] * 20, pyarrow.large_string()),
        pyarrow.array([HTML] * 20).dictionary_encode(),
    ],
    ids=["binary", "large", "dictionary"],
)
def test_a_column_may_hold_text_or_bytes_in_any_form(run: Run, tmp_path: Path, column: object) -> None:
    table(tmp_path / "pages.parquet", html=column, url=[URL.encode()] * 20)
    done = run("pages.parquet", "--format", "jsonl")
    assert [(line["text"], line["url"]) for line in lines(done)] == [(CLEANED, URL)] * 20


def test_a_column_may_be_named_and_then_the_content_tells_its_kind(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "pages.parquet", html=["x", "y"], body=[HTML, "The council met."])
    (tmp_path / "pages.jsonl").write_text(json.dumps({"html": "x", "body": HTML}) + '\n{"html": "y"}\n')
    done = run("pages.parquet", "pages.jsonl", "--column", "body", "--format", "jsonl")
    assert [line["text"] for line in lines(done)][:3] == [CLEANED, "The council met.", CLEANED]
    assert 'pages.jsonl:2: unreadable: the record has no text in "body"' in done.stderr


def test_a_column_needs_a_file_that_has_columns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML)
    done = run("page.html", "--column", "body")
    assert (done.returncode, "--column is for .jsonl and .parquet" in done.stderr) == (2, True)


def test_rows_without_a_page_fail_alone(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "pages.parquet", html=[None, HTML, None], text=[None, None, "The council met."])
    table(tmp_path / "numbers.parquet", html=[5])
    done = run("pages.parquet", "numbers.parquet", "--format", "jsonl")
    assert [line["status"] for line in lines(done)] == ["unreadable", "ok", "ok", "unreadable"]
    assert "pages.parquet:1: unreadable: the row holds null in html and text" in done.stderr
    assert "numbers.parquet:1: unreadable: the record has neither" in done.stderr


def test_a_table_without_such_a_column_names_those_that_it_has(run: Run, tmp_path: Path) -> None:
    table(tmp_path / "pages.parquet", body=[HTML], date=["2026"])
    table(tmp_path / "none.parquet", text=pyarrow.array([], pyarrow.string()))
    done = run("pages.parquet", "none.parquet", "-o", "out/")
    assert done.returncode == 3
    assert "name the column that holds the page with --column: body, date" in done.stderr
    assert "none.parquet: unreadable: it holds no row" in done.stderr


def test_a_broken_table_gives_its_whole_rows_and_then_fails(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pages.parquet"
    parquet = pyarrow.parquet.ParquetWriter(path, pyarrow.schema([("text", pyarrow.string())]), compression="gzip")
    with parquet:
        for number in range(3):
            parquet.write_table(pyarrow.table({"text": [f"The council met on day {number} of the year."]}))
    group = pyarrow.parquet.ParquetFile(path).metadata.row_group(1).column(0)
    content = bytearray(path.read_bytes())
    start = group.dictionary_page_offset or group.data_page_offset
    content[start : start + group.total_compressed_size] = b"\xff" * group.total_compressed_size
    path.write_bytes(content)
    (tmp_path / "cut.parquet").write_bytes(content[:-20])
    (tmp_path / "packed.parquet.gz").write_bytes(gzip.compress(content))
    done = run("pages.parquet", "cut.parquet", "packed.parquet.gz", "--format", "jsonl")
    assert [(line["input"], line["status"]) for line in lines(done)] == [
        ("pages.parquet:1", "ok"),
        ("pages.parquet:2", "unreadable"),
        ("cut.parquet", "unreadable"),
        ("packed.parquet.gz", "unreadable"),
    ]
    assert "Parquet is compressed inside, and cannot be read within .gz; unpack the file" in done.stderr


def test_without_pyarrow_a_message_says_what_to_install(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pages.parquet").touch()
    done = run("pages.parquet", "-o", "out/", python=("-S",))
    assert done.returncode == 2
    assert "pages.parquet: Parquet is read by pyarrow; install it: pip install 'scrubber[parquet]'" in done.stderr
    assert not (tmp_path / "out").exists()


def peak_megabytes(run: Run, *arguments: str) -> int:
    """Of the command and its worker, the larger one."""
    code = (
        "import resource, sys; from scrubber.cli import main; main(sys.argv[1:]);"
        "print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
    command = [sys.executable, "-c", code, "clean", *arguments, "--jobs", "1", "--format", "jsonl", "-o"]
    done = subprocess.run([*command, os.devnull], capture_output=True, text=True, env=environment, check=True)
    return int(done.stdout) // 1024


def test_memory_stays_flat_however_large_a_file_is(run: Run, tmp_path: Path) -> None:
    filler = os.urandom(1_000_000)
    large, small = Archive(tmp_path / "large.warc"), Archive(tmp_path / "small.warc")
    small.answer(HTML.encode())
    large.answer(filler * 120, {"Content-Type": "video/mp4"})
    large.answer(HTML.encode())
    large.close()
    small.close()
    pages = ["The council met. " * 3_000] * 10
    table(tmp_path / "small.parquet", text=pages)
    pyarrow.parquet.write_table(
        pyarrow.table({"text": [f"{number} {pages[0]}" for number in range(40)], "raw": [filler * 5] * 40}),
        tmp_path / "large.parquet",
        use_dictionary=False,
    )
    for suffix in ("warc", "parquet"):
        small_peak, large_peak = (
            peak_megabytes(run, str(tmp_path / f"{size}.{suffix}")) for size in ("small", "large")
        )
        assert large_peak < small_peak + 40
