"""`scrubber fetch` does what docs/cli.md says."""

import gzip
import json
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from misbehaving.answers import NOT_FOUND, by_target, page, redirect, text
from misbehaving.broken_answers import reset_in_body
from misbehaving.server import Server
from misbehaving.slow_answers import no_answer

import scrubber

FIXTURES = Path(__file__).parents[1] / "fixtures"
Run = Callable[..., subprocess.CompletedProcess[bytes]]
PARAGRAPHS = (
    "The old bridge over the river reopened on Monday after two years of repairs, the town council said.",
    "It had been closed since a flood in the spring of last year damaged two of its seven arches.",
    "Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.",
)
HTML = (
    "<!doctype html><html><head><title>A bridge reopens</title></head><body><nav><a href=/>Home</a></nav><article>"
    "<h1>A bridge reopens</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "</article></body></html>"
).encode()
CLEANED = "\n\n".join(PARAGRAPHS) + "\n"
ANSWERS = {
    "/bridge": page(HTML),
    "/old": redirect("/bridge"),
    "/secret": page(HTML),
    "/leaflet": page(b"%PDF-1.7\n" + bytes(range(256)) * 8, media_type="text/html"),
    "/cut": reset_in_body(HTML),
    "/robots.txt": text("User-agent: *\nDisallow: /secret\n"),
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(by_target(ANSWERS)) as server:
        yield server


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment} | more
        return subprocess.run(command, cwd=tmp_path, timeout=120, **streams)

    return run


def fetch(run: Run, *arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return run("fetch", "--allow", "127.0.0.0/8", "--delay", "0", "--jobs", "1", *arguments, **more)


def records(path: Path) -> dict[str, dict[str, object]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {record["input"]: record for record in map(json.loads, lines)}


def test_the_article_of_one_url_is_printed_and_nothing_else(run: Run, server: Server) -> None:
    done = fetch(run, server.url("/old"))
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, CLEANED, b"")


def test_a_record_tells_how_the_url_was_fetched_and_how_the_page_was_cleaned(run: Run, server: Server) -> None:
    done = fetch(run, server.url("/old"), server.url("/secret"), "--format", "jsonl")
    told = {line["input"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    good, disallowed = told[server.url("/old")], told[server.url("/secret")]
    assert (good["fetch_status"], good["status"], good["final_url"]) == ("ok", "ok", server.url("/bridge"))
    assert (good["redirects"], good["http_status"], good["title"]) == ([server.url("/old")], 200, "A bridge reopens")
    assert good["text"] + "\n" == CLEANED
    assert (disallowed["fetch_status"], disallowed["status"], disallowed["text"]) == ("robots", "unreadable", "")
    assert "/secret" not in server.log.targets()


def test_several_urls_become_a_folder_with_a_record_of_each(run: Run, server: Server, tmp_path: Path) -> None:
    urls = [server.url(path) for path in ("/bridge", "/leaflet", "/gone", "/cut", "/bridge?page=2")]
    with gzip.open(tmp_path / "urls.txt.gz", "wt") as file:
        file.write("\ufeff# pages\n\n" + "\r\n".join(urls) + "\nftp://a.example/\n")
    done = fetch(run, "-i", "urls.txt.gz", "-o", "out/", "--save-html", "saved")
    told = records(tmp_path / "out/records.jsonl")
    assert done.returncode == 1
    assert {url: told[url]["fetch_status"] for url in (*urls, "ftp://a.example/")} == dict(
        zip((*urls, "ftp://a.example/"), ("ok", "not_text", "http_error", "truncated", "ok", "bad_url"), strict=True)
    )
    for url in (urls[0], urls[4]):
        assert (tmp_path / "out" / str(told[url]["output"])).read_text() == CLEANED
        assert (tmp_path / "saved" / str(told[url]["saved"])).read_bytes() == HTML
    assert told[urls[0]]["output"] != told[urls[4]]["output"]
    told_at_end = done.stderr.decode().splitlines()[-1]
    assert told_at_end.startswith("scrubber: 6 of 6 URLs: 2 ok, ")
    assert sorted(told_at_end.split(", ")[1:]) == ["1 bad_url", "1 http_error", "1 not_text", "1 truncated"]
    assert len([path for path in (tmp_path / "out").rglob("*") if path.is_file()]) == 3


def test_a_page_that_was_cut_is_cleaned_if_that_is_asked_for(run: Run, server: Server) -> None:
    done = fetch(run, server.url("/cut"), "--keep-truncated", "--format", "jsonl")
    record = json.loads(done.stdout)
    assert (done.returncode, record["fetch_status"], record["status"]) == (0, "truncated", "partial")
    assert PARAGRAPHS[0].startswith(record["text"][:60])
    assert any("cut" in warning for warning in record["warnings"])


def test_robots_txt_is_not_asked_where_that_is_asked_for(run: Run, server: Server) -> None:
    done = fetch(run, server.url("/secret"), "--ignore-robots")
    assert (done.returncode, done.stdout.decode()) == (0, CLEANED)
    assert server.log.targets() == ["/secret"]


def test_who_asks_is_said_in_every_request(run: Run, server: Server) -> None:
    fetch(run, server.url("/bridge"), "--user-agent", "mill-bot/2.0 (+https://mill.example)")
    told = [request.header("User-Agent") for request in server.log.requests()]
    assert told == ["mill-bot/2.0 (+https://mill.example)"] * 2


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, b"there is no URL to fetch; name some, or a file of them with -i"),
        (("-i", "missing.txt"), 3, b"missing.txt: unreadable: No such file or directory"),
        (("http://127.0.0.1/",), 3, b"http://127.0.0.1/: blocked_address: "),
        (("example.com/page",), 3, b"example.com/page: bad_url: it is no URL; write it with https://"),
        (("http://a.example/", "http://b.example/"), 2, b"several inputs cannot share standard output as text"),
        (("http://a.example/", "--allow", "everything"), 2, b"--allow: 'everything' is no network"),
        (("http://a.example/", "--delay", "-1"), 2, b"'-1' is not a number of seconds"),
        (("http://a.example/", "--rules", "missing.toml"), 2, b"missing.toml"),
    ],
)
def test_what_cannot_be_done_is_told_with_its_code(
    run: Run, arguments: tuple[str, ...], code: int, message: bytes
) -> None:
    done = run("fetch", *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert message in done.stderr


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_asked(
    run: Run, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    done = fetch(run, server.url("/bridge"), server.url("/old"), "-o", "file/out/")
    assert (done.returncode, server.log.requests()) == (4, [])


def test_an_interrupt_ends_the_command_and_keeps_what_is_done(server: Server, tmp_path: Path) -> None:
    answers = ANSWERS | {"/never": no_answer}
    with Server(by_target(answers)) as slow:
        command = [sys.executable, "-m", "scrubber", "fetch", "--allow", "127.0.0.0/8", "--delay", "0", "--jobs", "1"]
        urls = [slow.url("/bridge"), slow.url("/never", host="127.0.0.2")]
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
        process = subprocess.Popen([*command, *urls, "-o", "out/"], cwd=tmp_path, env=environment)
        written = tmp_path / "out" / f"127.0.0.1_{slow.port}" / "bridge.txt"
        for _ in range(600):
            if written.exists() and "/never" in slow.log.targets():
                break
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.05)
        process.terminate()
        assert process.wait(10) == 130
        assert slow.is_left_alone()
    assert list(records(tmp_path / "out/records.jsonl")) == [urls[0]]
    assert written.read_text() == CLEANED


def test_a_terminal_shows_the_hosts_that_wait_and_the_errors_by_kind(run: Run, server: Server) -> None:
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 120))
    urls = [server.url(f"/bridge?{number}") for number in range(3)] + [server.url("/gone")]
    fetch(run, *urls, "--delay", "0.6", "--format", "jsonl", stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # Linux says EIO for the end
        pass
    os.close(ours)
    assert b"1 host waiting" in shown
    assert b"1 http_error" in shown


def test_pages_that_are_fetched_give_what_their_files_give_byte_for_byte(run: Run, tmp_path: Path) -> None:
    pages = sorted(path for path in FIXTURES.rglob("page.*") if path.suffix != ".toml")[::3]
    contents = {f"/{path.relative_to(FIXTURES)}": path.read_bytes() for path in pages}
    with Server(by_target({target: page(content, media_type=None) for target, content in contents.items()})) as server:
        urls = [server.url(target, host=f"127.0.{number}.1") for number, target in enumerate(contents)]
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        fetch(run, "-i", "urls.txt", "-o", "fetched/", "--save-html", "saved")
    run("clean", str(FIXTURES), "-o", "cleaned/")
    by_url, by_file = records(tmp_path / "fetched/records.jsonl"), records(tmp_path / "cleaned/records.jsonl")
    assert len(by_url) == len(pages) > 50
    for url, (target, path) in zip(urls, zip(contents, pages, strict=True), strict=True):
        fetched, cleaned = by_url[url], by_file[str(path)]
        assert fetched["status"] == cleaned["status"], path
        assert (tmp_path / "saved" / str(fetched["saved"])).read_bytes() == contents[target]
        if cleaned["output"]:
            article = (tmp_path / "cleaned" / str(cleaned["output"])).read_bytes()
            assert (tmp_path / "fetched" / str(fetched["output"])).read_bytes() == article, path


def test_the_record_of_a_page_is_the_same_fetched_or_read_from_its_file(run: Run) -> None:
    path = FIXTURES / "gazette.example/seed-twin/page.txt"
    with Server(by_target({"/seed": page(path.read_bytes(), media_type=None)}, otherwise=NOT_FOUND)) as server:
        done = fetch(run, server.url("/seed"), "--format", "json")
        url = server.url("/seed")
    assert json.loads(done.stdout) == scrubber.scrub(path, url=url).to_dict()
