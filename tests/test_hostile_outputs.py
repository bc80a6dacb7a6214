"""Nothing that a page, an address or the machine does leads to half a file, one elsewhere, or a secret that is told."""

from __future__ import annotations

import errno
import gzip
import json
import os
import pty
import random
import resource
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from killing import ENVIRONMENT, Killing
from misbehaving.answers import by_target, page, redirect
from misbehaving.server import Server

from scrubber.cli.outputs.appended_file import AppendedFile
from scrubber.cli.outputs.output_names import OutputNames
from scrubber.cli.outputs.url_names import home_of
from scrubber.errors import OutputError
from scrubber.fetcher.secrets import without_secrets

soak = pytest.mark.soak
SENTENCE = "The council met on Monday and voted for a new bridge over the river, as the mayor had asked in spring."
HTML = f"<!doctype html><title>A bridge</title><article><h1>A bridge</h1>{f'<p>{SENTENCE}</p>' * 5}</article>"


def run(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrubber", *arguments]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, timeout=120, **streams)


def write_pages(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.html").write_text(HTML)


# killed while it writes


AMOUNTS = [pytest.param((200, 4), id="short"), pytest.param((200, 200), id="long", marks=soak)]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_a_command_that_is_killed_at_any_moment_leaves_whole_files_or_none(
    tmp_path: Path, amount: tuple[int, int]
) -> None:
    count, kills = amount
    write_pages(tmp_path / "in", count)
    expected = run(tmp_path, "clean", "in/0.html").stdout

    def check() -> None:
        contents = {path.read_text() for path in (tmp_path / "out").glob("[!.]*.txt")}
        assert contents <= {expected}

    killing = Killing(("clean", "in", "-o", "out"), tmp_path, after_each_kill=check)
    killing.kill_at_random(kills, inputs=count * kills)  # each run begins anew
    assert killing.codes[-1] == 0 and len(list((tmp_path / "out").glob("*.txt"))) == count
    assert len((tmp_path / "out/records.jsonl").read_bytes().splitlines()) == count


# what cannot be written


def test_too_few_files_that_may_be_open_are_told_and_leave_no_half_of_one(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    few = run(
        tmp_path, "clean", "in", "-o", "out", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))
    )
    assert few.returncode in {3, 4} and "Traceback" not in few.stderr and "Too many open files" in few.stderr
    assert not list(tmp_path.rglob(".scrubber-*"))


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_a_record_that_fails_in_the_middle_is_cut_off_the_file(
    tmp_path: Path, error: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = AppendedFile(tmp_path / "all.jsonl", 0)
    file.write(b"one\n")
    write = os.write
    answers = iter([lambda: write(file._descriptor, b"tw"), lambda: _raise(error)])  # what a disk does, none here can
    monkeypatch.setattr(os, "write", lambda *_: next(answers)())
    with pytest.raises(OutputError, match=r"all\.jsonl: cannot be written"):
        file.write(b"two\n")
    monkeypatch.undo()
    assert (tmp_path / "all.jsonl").read_bytes() == b"one\n"
    file.write(b"three\n")
    assert (tmp_path / "all.jsonl").read_bytes() == b"one\nthree\n"


def _raise(error: int) -> int:
    raise OSError(error, os.strerror(error))


@pytest.mark.parametrize("job", [(), ("--job", "job.db")])
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path, job: tuple[str, ...]) -> None:
    write_pages(tmp_path / "in", 1)
    refused = run(tmp_path, "clean", "in", "-o", "/sys/articles/", *job)  # where not even root may
    assert refused.returncode == 4 and "/sys/articles" in refused.stderr and "Traceback" not in refused.stderr


# names


URLS = [
    "https://a.example/../../etc/passwd",
    "https://a.example/%2e%2e/%2e%2e/etc/passwd",
    "https://a.example/..%2f..%2fetc%2fpasswd",
    "https://a.example/..%5c..%5cwindows",
    "https://a.example/a%00b",
    "https://a.example/CON",
    "https://a.example/con.html",
    "https://a.example/aux.txt/nul",
    "https://a.example/" + "x" * 5_000,
    "https://a.example/" + "/y" * 2_500,
    "https://a.example/%E2%80%AEgpj.exe",
    "https://a.example/.hidden",
    "https://a.example/name.",
    "https://a.example/%20",
    "https://a.example/%ff%fe",
    "https://[2606:4700::1111]:8443/a",
    "https://a.example/?q=../../x",
    "not a url",
    "http://[::1",
    "",
]
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{name}{number}" for name in ("COM", "LPT") for number in range(1, 10))}


def is_safe(path: Path) -> bool:
    """Whether it is a name on any system, below the folder that it is put into, and shows as what it is."""
    parts = path.parts
    return (
        not path.is_absolute()
        and bool(parts)
        and all(part not in {".", ".."} and not part.startswith(".") for part in parts)
        and all(part.split(".")[0].upper() not in RESERVED for part in parts)
        and all(len(os.fsencode(part)) <= 255 and part == part.rstrip(". ") for part in parts)
        and not any(character in '<>:"|?*\\\0' or not character.isprintable() for part in parts for character in part)
    )


@given(st.text() | st.sampled_from(URLS) | st.builds("https://a.example/{}".format, st.text()))
@example("https://a.example/con .x")
@example("https://a.example/COM¹")
def test_the_name_of_a_page_is_safe_on_any_system(url: str) -> None:
    path = OutputNames(".txt").name_for(home_of(url))
    assert is_safe(path), path


@pytest.mark.parametrize("url", URLS)
def test_hostile_addresses_have_safe_names(url: str) -> None:
    assert is_safe(OutputNames(".txt").name_for(home_of(url)))


def test_addresses_that_differ_in_case_only_have_a_file_each() -> None:
    names = OutputNames(".txt")
    paths = [str(names.name_for(home_of(f"https://a.example/{name}"))) for name in ("News", "news", "NEWS", "news/")]
    assert len({path.casefold() for path in paths}) == 4


def test_one_page_in_two_spellings_is_fetched_once_and_has_one_name(tmp_path: Path) -> None:
    with Server(by_target({}, otherwise=page(HTML.encode()))) as server:
        spellings = [
            server.url("/a%62c"),
            server.url("/x/../a%62c#top"),
            server.url("/a%62c").upper().replace("/A%62C", "/a%62c"),
        ]
        done = run(tmp_path, "fetch", *spellings, "--allow", "127.0.0.1", "--delay", "0", "-o", "out/")
        pages = [request.target for request in server.log.requests() if request.target != "/robots.txt"]
    assert (done.returncode, pages) == (0, ["/a%62c"])
    assert len(list((tmp_path / "out").rglob("*.txt"))) == 1


# terminals and logs


STEERING = "\x1b]0;owned\x07\x1b[2J\r\nscrubber: forged\x9b31m\u202eevil\x08"


def on_terminal(folder: Path, *arguments: str) -> str:
    """What a terminal shows of a command, both its streams."""
    ours, theirs = pty.openpty()
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST  # a line break as it was written
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrubber", *arguments], cwd=folder, env=ENVIRONMENT, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait(60)
    os.close(ours)
    return shown.decode("utf-8", "surrogateescape")


def controls_in(text: str) -> set[str]:
    return {
        character
        for character in text
        if (character < " " or "\x7f" <= character <= "\x9f") and character not in "\n\t"
    }


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "jsonl", "csv", "tei", "schema-org"])
def test_no_page_steers_a_terminal(tmp_path: Path, form: str) -> None:
    shown = HTML.replace("A bridge", f"A bridge {STEERING}").replace("Monday", f"Monday {STEERING}")
    (tmp_path / "page.html").write_text(shown)
    printed = on_terminal(tmp_path, "clean", "page.html", "--format", form)
    assert "council" in printed
    assert controls_in(printed) == set()


def test_no_message_steers_a_terminal_or_forges_a_line(tmp_path: Path) -> None:
    answers = {
        "/moved": redirect(
            f"ftp://evil.example/{STEERING}".encode("utf-8", "replace").decode("latin-1").replace("\r\n", "")
        )
    }
    with Server(by_target(answers)) as server:
        urls = [server.url("/moved"), server.url(f"/{STEERING}"), f"gopher://{STEERING}", "http://[" + STEERING]
        (tmp_path / "urls.txt").write_text("\n".join(url.replace("\r\n", "\x85") for url in urls))
        shown = on_terminal(
            tmp_path, "fetch", "-i", "urls.txt", "--allow", "127.0.0.1", "--delay", "0", "-o", "out/", "--jobs", "1"
        )
    told = shown.replace("\x1b[A", "").replace("\r", "")  # the bar's own
    assert controls_in(told) == set()
    assert not any(line.startswith("scrubber: forged") for line in told.split("\n"))


# secrets


SECRETS = ["hunter2", "sesame4711", "tok3n99", "s1gn4tur3", "c00kie77"]


def test_what_is_secret_in_an_address_is_in_no_message_record_name_or_journal(tmp_path: Path) -> None:
    given = page(HTML.encode(), headers=[("Set-Cookie", "session=c00kie77; Path=/")])
    with Server(by_target({"/to": redirect("/page?session=tok3n99")}, otherwise=given)) as server:
        urls = [
            f"http://ann:hunter2@127.0.0.1:{server.port}/page",
            server.url("/page?id=7&api_key=sesame4711"),
            server.url("/to"),
            server.url("/missing?X-Amz-Signature=s1gn4tur3"),
        ]
        kept = ("--job", "job.db", "--cache", "pages.db", "--save-warc", "pages.warc.gz", "--save-html", "pages")
        done = run(tmp_path, "fetch", *urls, "--allow", "127.0.0.1", "--delay", "0", *kept, "-o", "out/")
        asked = [request.target for request in server.log.requests()]
    written = b"".join(path.read_bytes() + str(path).encode() for path in tmp_path.rglob("*") if path.is_file())
    written += gzip.decompress((tmp_path / "pages.warc.gz").read_bytes())
    records = (tmp_path / "out/records.jsonl").read_text()
    assert done.returncode == 1 and len(records.splitlines()) == 4
    assert "/page?id=7&api_key=sesame4711" in asked and "/page?session=tok3n99" in asked
    assert not [secret for secret in SECRETS if secret in done.stderr + done.stdout or secret.encode() in written]
    assert "/page?id=7&api_key=***" in records


def test_secrets_are_written_where_that_is_asked_for(tmp_path: Path) -> None:
    with Server(by_target({}, otherwise=page(HTML.encode()))) as server:
        url = server.url("/page?api_key=sesame4711")
        manners = ("--allow", "127.0.0.1", "--delay", "0", "--format", "jsonl")
        hidden = json.loads(run(tmp_path, "fetch", url, *manners).stdout)
        told = json.loads(run(tmp_path, "fetch", url, *manners, "--keep-secrets").stdout)
    assert (told["input"], told["final_url"], told["url"]) == (url, url, url)
    assert {hidden["input"], hidden["final_url"], hidden["url"]} == {url.replace("sesame4711", "***")}


@given(
    st.lists(st.sampled_from(["?", "&", "=", "token", "id", "%3D", "x", "a@b", "https://", "/", ";", "#", " "])).map(
        "".join
    )
)
def test_hiding_secrets_twice_hides_no_more(text: str) -> None:
    assert without_secrets(without_secrets(text)) == without_secrets(text)


def test_hiding_secrets_takes_time_in_proportion_to_the_text() -> None:
    import time

    chance = random.Random(7)
    pieces = ["://", "@", "&token", "?token=", "%26", "a", "/", "&auth_token"]
    text = "".join(chance.choices(pieces, k=100_000)) + "://" * 100_000 + "://" + "u" * 300_000 + "&token" * 50_000
    began = time.process_time()
    without_secrets(text)
    assert time.process_time() - began < 5
