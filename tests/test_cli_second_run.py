"""What a job keeps of its pages: a second run that transfers and cleans only what has changed, and an archive."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from killing import ENVIRONMENT, Killing
from misbehaving.answers import by_target, page
from misbehaving.connection import Connection
from misbehaving.request import Request
from misbehaving.server import Server

SENTENCE = "The council met on Monday and voted for a new bridge over the river, as the mayor had asked in spring."
TEXT = f"<p>{SENTENCE}</p>" * 5
HERE = ("--allow", "127.0.0.0/8", "--delay", "0", "--jobs", "1")
AMOUNTS = [pytest.param((120, 4), id="short"), pytest.param((2000, 50), id="long", marks=pytest.mark.soak)]


def html(title: str) -> bytes:
    return f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{TEXT}</article>".encode()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrubber", *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, capture_output=True, timeout=120)


class Revisited:
    """A site whose pages have tags, and change when they are told to."""

    def __init__(self) -> None:
        self.titles = {f"/{number}": f"Bridge {number}" for number in range(6)}
        self.answered: list[tuple[str, int]] = []

    async def __call__(self, request: Request, connection: Connection) -> None:
        if request.target not in self.titles:
            await page(status=404)(request, connection)
            return
        tag = f'"{self.titles[request.target].replace(" ", "-")}"'
        is_known = request.header("If-None-Match") == tag
        self.answered.append((request.target, 304 if is_known else 200))
        status, body = (304, b"") if is_known else (200, html(self.titles[request.target]))
        answer = page(body, status=status, headers=[("ETag", tag)])
        await answer(request, connection)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}


def test_a_second_run_gets_304s_only_cleans_nothing_and_writes_the_same(tmp_path: Path) -> None:
    site = Revisited()
    with Server(site) as server:
        urls = [server.url(path) for path in site.titles]
        manners = (*HERE, "--format", "markdown", "--front-matter")
        first = run(tmp_path, "fetch", *urls, *manners, "--cache", "pages.db", "-o", "first/")
        once = list(site.answered)
        second = run(tmp_path, "fetch", *urls, *manners, "--cache", "pages.db", "-o", "second/")
        twice = site.answered[len(once) :]
        site.titles["/3"] = "A ferry"
        run(tmp_path, "fetch", *urls, *manners, "--cache", "pages.db", "-o", "third/")
        changed = site.answered[len(once) + len(twice) :]
    assert (first.returncode, second.returncode) == (0, 0)
    assert {status for _, status in once} == {200} and {status for _, status in twice} == {304}
    assert sorted(changed) == [(path, 200 if path == "/3" else 304) for path in sorted(site.titles)]
    assert files(tmp_path / "second") == files(tmp_path / "first") and len(files(tmp_path / "first")) == 6
    assert {name for name, text in files(tmp_path / "third").items() if b"A ferry" in text} == {
        f"127.0.0.1_{server.port}/3.md"
    }


def test_what_has_not_changed_is_not_cleaned_again(tmp_path: Path) -> None:
    """The cache gives what was made of a page: here somebody has put another article into it."""
    from scrubber import PageCache

    site = Revisited()
    with Server(site) as server:
        command = (
            "fetch",
            server.url("/1"),
            "--allow",
            "127.0.0.1",
            "--delay",
            "0",
            "--jobs",
            "1",
            "--cache",
            "pages.db",
        )
        first = run(tmp_path, *command)
        with PageCache(tmp_path / "pages.db") as cache:
            made = cache._file.execute("SELECT rowid, made FROM made").fetchall()
            import zlib

            for number, packed in made:
                other = zlib.decompress(packed).replace(b"council", b"COUNCIL")
                cache._file.execute("UPDATE made SET made = ? WHERE rowid = ?", (zlib.compress(other), number))
        second = run(tmp_path, *command)
        other_form = run(tmp_path, *command, "--favor", "recall")
    assert "The council met" in first.stdout and "The COUNCIL met" in second.stdout
    assert "The council met" in other_form.stdout  # other options: made anew, of the page that is kept
    assert [status for _, status in site.answered] == [200, 304, 304]


def test_the_records_of_a_second_run_say_that_nothing_has_changed_and_are_the_same_but_for_that(tmp_path: Path) -> None:
    site = Revisited()
    with Server(site) as server:
        command = (
            "fetch",
            server.url("/1"),
            "--allow",
            "127.0.0.1",
            "--delay",
            "0",
            "--format",
            "jsonl",
            "--cache",
            "pages.db",
        )
        first, second = (json.loads(run(tmp_path, *command).stdout) for _ in range(2))
    assert (first["fetch_status"], second["fetch_status"]) == ("ok", "not_modified")
    told = {"fetch_status", "http_status", "reason"}
    assert {key: first[key] for key in first.keys() - told} == {key: second[key] for key in second.keys() - told}


def test_a_cache_that_is_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_text("mine " * 100)
    refused = run(tmp_path, "fetch", "http://127.0.0.1:9/", "--cache", "pages.db")
    assert refused.returncode == 3 and "no cache of pages" in refused.stderr
    assert (tmp_path / "pages.db").read_text() == "mine " * 100


# the archive


def uris(path: Path) -> list[str]:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        return [
            record.rec_headers["WARC-Target-URI"] for record in ArchiveIterator(file) if record.rec_type == "response"
        ]


def test_the_pages_of_a_job_can_be_cleaned_again_from_their_archive(tmp_path: Path) -> None:
    answers = {f"/{number}": page(html(f"Bridge {number}")) for number in range(4)}
    with Server(by_target(answers)) as server:
        urls = [server.url(path) for path in answers]
        manners = (*HERE, "--format", "jsonl")
        fetched = run(tmp_path, "fetch", *urls, server.url("/missing"), *manners, "--save-warc", "pages.warc.gz")
    assert sorted(uris(tmp_path / "pages.warc.gz")) == sorted(urls)
    cleaned = run(tmp_path, "clean", "pages.warc.gz", "--format", "jsonl")
    texts = [
        {record["url"]: record["text"] for record in map(json.loads, done.stdout.splitlines())}
        for done in (fetched, cleaned)
    ]
    assert {url: texts[0][url] for url in urls} == texts[1]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_archive_of_a_job_that_is_killed_has_each_page_once(tmp_path: Path, amount: tuple[int, int]) -> None:
    count, kills = amount
    with Server(by_target({}, otherwise=page(html("A bridge")))) as server:
        urls = [server.url(f"/{number}", host=f"127.5.{number % 50}.1") for number in range(count)]
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        command = (
            "fetch",
            "-i",
            "urls.txt",
            "--allow",
            "127.0.0.0/8",
            "--delay",
            "0",
            "-o",
            "out.jsonl",
            "--job",
            "job.db",
        )
        killing = Killing((*command, "--save-warc", "pages.warc.gz"), tmp_path, tmp_path / "pages.warc.gz")
        killing.kill_at_random(kills, inputs=count)
    assert killing.codes[-1] == 0 and -9 in killing.codes
    assert sorted(uris(tmp_path / "pages.warc.gz")) == sorted(urls)
    with gzip.open(tmp_path / "pages.warc.gz") as whole:  # raises for a member that is cut
        while whole.read(1_000_000):
            pass


def test_an_archive_has_a_name_that_tells_what_it_is(tmp_path: Path) -> None:
    refused = run(tmp_path, "fetch", "http://127.0.0.1:9/", "--save-warc", "pages.warc")
    assert (refused.returncode, ".warc.gz" in refused.stderr) == (2, True)
