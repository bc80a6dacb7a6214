"""Whatever goes wrong, the command says what and where, ends with the right code, and leaves no half of anything."""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import scrubber

TEXT = "The council met on Monday and voted for the new bridge.\n"
LONG_TEXT = (
    "\n\n".join(f"In year {n} the council met again, and spoke of the bridge as before." for n in range(400)) + "\n"
)
FILE_SIZE_LIMIT = 4096  # above TEXT with its record, below LONG_TEXT
STOP_SECONDS = 5.0
PATIENCE_SECONDS = 30.0

Start = Callable[..., subprocess.Popen[str]]
Run = Callable[..., subprocess.CompletedProcess[str]]


def heed_interrupts() -> None:
    """A shell that runs the tests in the background lets its children ignore them; a terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **more: object) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
        environment.pop(
            "PYTHONUNBUFFERED", None
        )  # a user has none, and what stays in a buffer is what Python complains of
        command = [sys.executable, "-m", "scrubber", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | more
        more_streams = {"preexec_fn": heed_interrupts} | streams
        started.append(subprocess.Popen(command, cwd=tmp_path, text=True, env=environment, **more_streams))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def run(start: Start) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        process = start(*arguments, **more)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    return run


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def statuses(folder: Path) -> dict[str, str]:
    lines = (folder / "records.jsonl").read_text().splitlines()
    return {record["input"]: record["status"] for record in map(json.loads, lines)}


def until(is_so: Callable[[], object]) -> None:
    """Wait until something holds."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.01)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The worker processes, as soon as there are some."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(children.read_text)
    return [int(pid) for pid in children.read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def writer_to(pipe: Path) -> int:
    """The other end of a pipe, as soon as somebody reads it: nothing is written."""
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody does
            time.sleep(0.01)


@pytest.fixture
def hanging(tmp_path: Path) -> str:
    """A page on which a worker hangs: a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "pipe.html")
    return "pipe.html"


# inputs


def test_what_cannot_be_read_is_named_and_the_others_are_done(tmp_path: Path, run: Run) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "broken.txt.gz").write_bytes(gzip.compress(LONG_TEXT.encode())[:99])
    (tmp_path / "plain.txt.gz").write_text(TEXT)
    (tmp_path / "broken.jsonl.gz").write_bytes(gzip.compress(LONG_TEXT.encode())[:99])
    (tmp_path / "dangling.html").symlink_to("nowhere")
    (tmp_path / "loop.html").symlink_to("loop.html")
    (tmp_path / "empty").mkdir()
    bad = ["missing.html", "no*.html", "broken.txt.gz", "plain.txt.gz", "dangling.html", "loop.html", "empty"]
    done = run("clean", *bad, "good.txt", "broken.jsonl.gz", "-o", "out")
    assert done.returncode == 1
    named = [line.split(": ")[1:3] for line in done.stderr.splitlines()]
    assert named[: len(bad)] == [[name, "unreadable"] for name in bad]
    assert named[-1] in (["broken.jsonl.gz", "unreadable"], ["broken.jsonl.gz:1", "unreadable"])
    assert len(done.stderr.splitlines()) == len(bad) + 1
    assert files(tmp_path / "out") == ["good.txt", "records.jsonl"]
    assert list(statuses(tmp_path / "out"))[: len(bad) + 1] == [*bad, "good.txt"]


@pytest.mark.parametrize(("content", "status"), [("%PDF-1.7", "not_text"), (" \n", "empty")])
def test_if_every_input_fails_the_code_is_3(tmp_path: Path, run: Run, content: str, status: str) -> None:
    (tmp_path / "page").write_text(content)
    done = run("clean", "page")
    assert (done.returncode, done.stdout, done.stderr.split(": ")[1:3]) == (3, "", ["page", status])


def test_a_page_that_hangs_is_stopped_and_the_others_are_done(tmp_path: Path, run: Run, hanging: str) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    done = run("clean", hanging, "good.txt", "--timeout", "0.5", "-o", "out", "--jobs", "1")
    assert (done.returncode, done.stderr) == (1, "scrubber: pipe.html: timeout: stopped after 0.5 seconds\n")
    assert statuses(tmp_path / "out") == {"pipe.html": "timeout", "good.txt": "ok"}


def test_a_worker_that_is_killed_costs_its_page_only(tmp_path: Path, start: Start, hanging: str) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    process = start("clean", hanging, "good.txt", "-o", "out", "--jobs", "1")
    (worker,) = workers_of(process)
    writer = writer_to(tmp_path / hanging)
    os.kill(worker, signal.SIGKILL)
    os.close(writer)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.split(": ")[1:3]) == (1, ["pipe.html", "crashed"])
    assert statuses(tmp_path / "out") == {"pipe.html": "crashed", "good.txt": "ok"}


def test_hostile_names_steer_no_terminal_and_forge_no_line(tmp_path: Path, run: Run) -> None:
    names = [
        "red\x1b[31m.txt",
        "two\nscrubber: forged.txt",
        "turned\u202e.txt",
        os.fsdecode(b"latin\xe9.txt"),
        "-o.txt",
    ]
    for name in names:
        (tmp_path / name).write_text(" ")
        (tmp_path / f"good {name}").write_text(TEXT)
    done = run("clean", ".", "-o", "out/", errors="surrogateescape")
    assert len(done.stderr.splitlines()) == len(names)
    assert done.stderr.isprintable() or set(done.stderr) - set("\n") == {c for c in done.stderr if c.isprintable()}
    assert sorted(statuses(tmp_path / "out")) == sorted([*names, *(f"good {name}" for name in names)])
    assert files(tmp_path / "out") == sorted([*(f"good {name}" for name in names), "records.jsonl"])


# outputs


@pytest.mark.parametrize("output", ["file/", "file/below/", "/proc/nothing/"])
def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, run: Run, output: str) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "file").write_text("in the way")
    done = run("clean", "page.txt", "-o", output)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"scrubber: {output.rstrip('/')}") and "-o" in done.stderr
    assert files(tmp_path) == ["file", "page.txt"]


def test_a_file_in_the_place_of_a_folder_costs_what_would_be_below_it_only(tmp_path: Path, run: Run) -> None:
    for name in ("in/a/x.txt", "in/b/x.txt", "out/a"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "out/b").mkdir()
    (tmp_path / "out/b/x.txt").mkdir()
    (tmp_path / "in/c.txt").write_text(TEXT)
    done = run("clean", "in", "-o", "out")
    assert done.returncode == 4
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["out/a", "out/b/x.txt"]
    assert files(tmp_path / "out") == ["a", "c.txt", "records.jsonl"]


def test_records_that_cannot_be_written_are_told_and_the_articles_stay(tmp_path: Path, run: Run) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "out/records.jsonl").mkdir(parents=True)
    done = run("clean", "page.txt", "-o", "out")
    assert (done.returncode, done.stderr.split(": ")[1]) == (4, "out/records.jsonl")
    assert files(tmp_path / "out") == ["page.txt"]


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE_LIMIT, FILE_SIZE_LIMIT))


def test_a_full_disk_leaves_no_part_of_a_file_and_what_fits_is_written(tmp_path: Path, run: Run) -> None:
    (tmp_path / "long.txt").write_text(LONG_TEXT)
    (tmp_path / "short.txt").write_text(TEXT)
    done = run("clean", "long.txt", "short.txt", "-o", "out", preexec_fn=limit_file_size)
    assert done.returncode == 4
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["out/long.txt"]
    assert "free some space" in done.stderr
    assert files(tmp_path / "out") == ["records.jsonl", "short.txt"]
    assert statuses(tmp_path / "out") == {"long.txt": "ok", "short.txt": "ok"}


@pytest.mark.parametrize("output", ["long.out", "old.jsonl"])
def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path: Path, run: Run, output: str) -> None:
    (tmp_path / "long.txt").write_text(LONG_TEXT)
    (tmp_path / "long.out").write_text("old")
    (tmp_path / "old.jsonl").write_text("old")
    done = run("clean", "long.txt", "-o", output, preexec_fn=limit_file_size)
    assert (done.returncode, Path(done.stderr.split(": ")[1]).name) == (4, output)
    assert files(tmp_path) == ["long.out", "long.txt", "old.jsonl"]
    assert (tmp_path / output).read_text() == "old"


@pytest.mark.parametrize(
    "arguments",
    [("clean", "page.txt"), ("clean", "page.txt", "-o", "/dev/full"), ("explain", "page.txt"), ("--version",)],
)
def test_standard_output_that_is_full_is_code_4(tmp_path: Path, run: Run, arguments: tuple[str, ...]) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    with Path("/dev/full").open("w") as full:
        done = run(*arguments, stdout=full)
    assert (done.returncode, len(done.stderr.splitlines())) == (4, 1)
    assert "No space left on device" in done.stderr


def test_a_reader_that_goes_away_ends_the_command_in_silence(tmp_path: Path, start: Start) -> None:
    (tmp_path / "pages.jsonl").write_text(f"{json.dumps({'text': LONG_TEXT})}\n" * 300)
    process = start("clean", "pages.jsonl", "--format", "jsonl")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait(STOP_SECONDS)) == ("", 0)


# interrupts


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_the_workers_and_leaves_whole_files(
    tmp_path: Path, start: Start, hanging: str, number: signal.Signals
) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    process = start("clean", "good.txt", hanging, "-o", "out", "--jobs", "2", start_new_session=True)
    until((tmp_path / "out/good.txt").exists)
    workers = workers_of(process)
    began = time.monotonic()
    os.killpg(process.pid, number)  # as a terminal does: the workers get it too
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - began < STOP_SECONDS
    assert (process.returncode, "finishing" in err) == (130, number is signal.SIGINT)
    assert not any(map(is_running, workers))
    assert files(tmp_path / "out") == ["good.txt", "records.jsonl"]
    assert statuses(tmp_path / "out") == {"good.txt": "ok"}


def test_an_interrupted_file_of_json_lines_is_not_there(tmp_path: Path, start: Start, hanging: str) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    process = start("clean", "good.txt", hanging, "-o", "all.jsonl")
    until(lambda: any(path.suffix == ".tmp" and path.stat().st_size for path in tmp_path.iterdir()))
    process.send_signal(signal.SIGINT)
    assert process.wait(STOP_SECONDS) == 130
    assert files(tmp_path) == ["good.txt", "pipe.html"]


def test_a_command_that_is_killed_leaves_whole_files_and_no_workers(tmp_path: Path, start: Start) -> None:
    (tmp_path / "pages.jsonl").write_text(f"{json.dumps({'text': LONG_TEXT})}\n" * 300)
    process = start("clean", "pages.jsonl", "-o", "out")
    until(lambda: len(list(tmp_path.glob("out/pages/*.txt"))) >= 20)
    workers = workers_of(process)
    process.kill()
    process.wait()
    assert {path.read_text() for path in tmp_path.glob("out/pages/*.txt")} == {LONG_TEXT}
    until(lambda: not any(map(is_running, workers)))
