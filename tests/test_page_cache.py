"""The file of the cache: whole after any end, refused if it is another's, and never the reason for a wrong page."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fetching import HERE, HURRIED, NO_WORKERS
from misbehaving import answers
from misbehaving.server import Server
from revisiting import conditions, kept, run

from scrubber.errors import ScrubberError
from scrubber.fetcher import Fetcher, FetchResult, FetchStatus, PageCache

STORY = answers.HTML
ADDRESS = "https://valley.example/bridge"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pages.sqlite"


def spoil(path: Path, statement: str, *values: object) -> None:
    """Change the file as no fetcher would."""
    with sqlite3.connect(path) as file:
        assert file.execute(statement, values).rowcount == 1
    file.close()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", b"no zlib"),
        ("body", b""),
        ("body", "text"),
        ("digest", b"another"),
        ("headers", b"{"),
        ("headers", b"\xff"),
        ("headers", b'["etag"]'),
        ("headers", b'{"etag": 1}'),
        ("headers", 7),
        ("headers", b'{"etag": "\\"1\\"", "content-type": "text/plain"}'),
    ],
)
def test_an_entry_that_is_damaged_counts_as_missing_and_is_mended(path: Path, column: str, value: object) -> None:
    with Server(answers.validated(STORY, etag='"1"')) as server:
        run(path, [server.url()])
        spoil(path, f"UPDATE page SET {column} = ?", value)
        again, third = run(path, [server.url()])[0], run(path, [server.url()])[0]
        assert [conditions(each)[0] for each in server.log.exchanges()] == [None, None, '"1"']
    assert (again.fetch_status, again.content) == (FetchStatus.OK, STORY)
    assert (third.fetch_status, third.content) == (FetchStatus.NOT_MODIFIED, STORY)


@pytest.mark.parametrize("value", [b"no zlib", "text", 7])
def test_what_was_made_and_is_damaged_counts_as_missing(path: Path, value: object) -> None:
    result = FetchResult(
        ADDRESS, FetchStatus.NOT_MODIFIED, final_url=ADDRESS, headers=kept(STORY).headers, content=STORY
    )
    with PageCache(path) as cache:
        cache.keep(ADDRESS, kept(STORY))
        cache.keep_made(result, "text", made=b"made")
        assert cache.made(result, "text") == b"made"
        spoil(path, "UPDATE made SET made = ?", value)
        assert cache.made(result, "text") is None


def test_what_was_made_is_forgotten_with_its_page(path: Path) -> None:
    page = kept(STORY)
    result = FetchResult(ADDRESS, FetchStatus.OK, final_url=ADDRESS, headers=page.headers, content=STORY)
    with PageCache(path) as cache:
        cache.keep(ADDRESS, page)
        cache.keep_made(result, "text", made=b"made")
        cache.forget(ADDRESS)
        cache.keep(ADDRESS, page)
        assert cache.made(result, "text") is None


def test_nothing_that_was_written_into_the_file_gets_into_a_request_as_a_header(path: Path) -> None:
    same = answers.not_modified()
    with Server(answers.in_turn(answers.validated(STORY, etag='"1"'), same, answers.page())) as server:
        run(path, [server.url()])
        with PageCache(path) as cache:
            page = cache.page(server.url())
        assert page is not None
        evil = {"etag": '"1"\r\nX-Evil: 1', "last-modified": "Mon, 06 May 2024 08:00:00 GMT\r\nX-Evil: 1"}
        headers = json.dumps({**page.headers, **evil}).encode()
        spoil(path, "UPDATE page SET headers = ?", headers)
        (result,) = run(path, [server.url()])
        assert conditions(server.log.exchanges()[1]) == (None, None)
        assert server.log.requests()[1].header("X-Evil") is None
        assert len(server.log.requests()) == 3
    assert result.fetch_status is FetchStatus.OK  # a 304 to a request without validators speaks of nothing that is kept


def a_text(path: Path) -> None:
    path.write_text("Dear diary, today nothing happened. " * 300)


def a_short_text(path: Path) -> None:
    path.write_text("x")


def a_database(path: Path) -> None:
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE diary (day TEXT)")
    file.close()


def of_a_later_version(path: Path) -> None:
    PageCache(path).close()
    file = sqlite3.connect(path)
    file.execute("PRAGMA user_version = 99")
    file.close()


def a_folder(path: Path) -> None:
    path.mkdir()


def a_folder_that_is_missing(path: Path) -> None:
    path.parent.rmdir()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (a_text, "it is no cache of pages; name another file"),
        (a_short_text, "it is no cache of pages; name another file"),
        (a_database, "it is a database, but no cache of pages; name another file"),
        (of_a_later_version, "it was made by another version of scrubber; delete it, or name another file"),
        (a_folder, "no cache of pages can be made there: Is a directory; name a file that can be written"),
        (a_folder_that_is_missing, "no cache of pages can be made there: No such file or directory"),
    ],
)
def test_a_file_that_is_no_cache_is_refused_and_left_as_it_is(
    path: Path, make: Callable[[Path], None], says: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ScrubberError) as caught:
        PageCache(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert says in str(caught.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_that_is_damaged_throughout_says_so(path: Path) -> None:
    with PageCache(path) as cache:
        for number in range(50):
            cache.keep(f"{ADDRESS}/{number}", kept(bytes(range(256)) * 40))
    octets = path.read_bytes()
    path.write_bytes(octets[:4096] + b"\xa5" * (len(octets) - 4096))
    with (
        pytest.raises(ScrubberError, match="delete it, and all pages are fetched anew"),
        PageCache(path) as cache,
    ):
        for number in range(50):
            cache.page(f"{ADDRESS}/{number}")


def test_an_empty_file_becomes_a_cache(path: Path) -> None:
    path.touch()
    with PageCache(path) as cache:
        cache.keep(ADDRESS, kept(STORY))
        assert cache.page(ADDRESS) == kept(STORY)


def test_a_cache_that_is_closed_says_so(path: Path) -> None:
    cache = PageCache(path)
    cache.close()
    with pytest.raises(ScrubberError, match="closed"):
        cache.page(ADDRESS)


def test_a_cache_that_fails_ends_the_call_with_its_error(path: Path) -> None:
    async def results(cache: PageCache) -> None:
        async with Fetcher(access=HERE, politeness=HURRIED, cleaning=NO_WORKERS, cache=cache) as fetcher:
            await fetcher.fetch(server.url())

    with Server(answers.page()) as server:
        cache = PageCache(path)
        cache.close()
        with pytest.raises(ScrubberError, match="closed"):
            asyncio.run(results(cache))


WRITER = """
import sys
from pathlib import Path
from scrubber.fetcher.page_cache import KeptPage, PageCache
name = sys.argv[2]
with PageCache(Path(sys.argv[1])) as cache:
    for number in range(int(sys.argv[3])):
        content = f"{name} {number} ".encode() * 2000
        cache.keep(f"https://{name}.example/{number % 10}", KeptPage({"etag": f'"{number}"'}, content, b"", 0.0))
        print(number, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that keeps pages, and says so of each."""
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_process_that_is_killed_leaves_all_that_it_has_kept(path: Path) -> None:
    for pages in (0, 1, 30):  # where 0 is killed as it makes the file, or about then
        with writer(path, f"n{pages}", 1_000_000) as process:
            assert process.stdout is not None
            for _ in range(pages):
                process.stdout.readline()
            while not pages and not path.exists():
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
        with PageCache(path) as cache:
            there = [cache.page(f"https://n{pages}.example/{number}") for number in range(min(pages, 10))]
            assert all(page is not None and page.content.startswith(b"n%d " % pages) for page in there)


def test_several_processes_keep_pages_in_one_file_that_they_make_at_once(path: Path) -> None:
    processes = [writer(path, name, 100) for name in ("a", "b", "c")]
    assert [process.communicate(timeout=60)[0].split()[-1] for process in processes] == ["99"] * 3
    with PageCache(path) as cache:
        for name in ("a", "b", "c"):
            pages = [cache.page(f"https://{name}.example/{number}") for number in range(10)]
            assert [page and page.content.split(b" ", 2)[1] for page in pages] == [
                b"%d" % number for number in range(90, 100)
            ]


def test_a_file_is_made_once_however_many_come_at_the_same_time(tmp_path: Path) -> None:
    gate = threading.Barrier(8)

    def use(path: Path) -> bool:
        gate.wait()
        with PageCache(path) as cache:
            cache.keep(ADDRESS, kept(STORY))
            return cache.page(ADDRESS) == kept(STORY)

    with ThreadPoolExecutor(8) as threads:
        for number in range(5):
            assert all(threads.map(use, [tmp_path / f"{number}.sqlite"] * 8))


def test_a_file_that_another_process_keeps_to_itself_is_told_as_such(path: Path) -> None:
    PageCache(path).close()
    with sqlite3.connect(path, isolation_level=None) as file, PageCache(path) as cache:
        file.execute("BEGIN IMMEDIATE")
        assert cache.page(ADDRESS) is None  # reading goes on
        with pytest.raises(ScrubberError, match="another process keeps the cache of pages to itself"):
            cache.keep(ADDRESS, kept(STORY))
        file.execute("ROLLBACK")
    file.close()
