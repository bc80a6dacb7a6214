"""A job goes on where it was ended: every input has one record, none is lost and none is there twice."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from killing import ENVIRONMENT, Killing
from misbehaving.answers import by_target, page
from misbehaving.server import Server

from scrubber.cli.stopping import GRACE_SECONDS
from scrubber.journal import Journal

SHORT, LONG = 200, 2000
CONCURRENCY = 16
soak = pytest.mark.soak
AMOUNTS = [pytest.param((SHORT, 4), id="short"), pytest.param((LONG, 50), id="long", marks=soak)]


def html(number: int) -> str:
    said = f"The council of town {number} met on Monday and voted for a new bridge, as the mayor had asked."
    return f"<!doctype html><title>Town {number}</title><article><h1>Town {number}</h1>{f'<p>{said}</p>' * 6}</article>"


def write_pages(folder: Path, count: int) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"page{number:05}.html").write_text(html(number))


def run(folder: Path, *arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrubber", *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, capture_output=True, timeout=120, **more)


def lines_of(path: Path) -> list[dict[str, object]]:
    content = path.read_bytes()
    assert content.endswith(b"\n")
    return [json.loads(line) for line in content.splitlines()]


def once_each(records: list[dict[str, object]]) -> list[str]:
    counts = Counter(str(record["input"]) for record in records)
    assert set(counts.values()) == {1}
    return sorted(counts)


# killed at any moment


@pytest.mark.parametrize("amount", AMOUNTS)
def test_files_that_are_cleaned_by_a_command_that_is_killed_have_one_record_and_one_article_each(
    tmp_path: Path, amount: tuple[int, int]
) -> None:
    count, kills = amount
    write_pages(tmp_path / "in", count)

    def check() -> None:
        """What is there is whole at any moment."""
        for path in (tmp_path / "out").rglob("*.txt"):
            assert path.read_text().endswith("asked.\n")

    killing = Killing(
        ("clean", "in", "-o", "out", "--job", "job.db"), tmp_path, tmp_path / "out/records.jsonl", after_each_kill=check
    )
    killing.kill_at_random(kills, inputs=count)
    assert killing.codes[-1] == 0 and killing.codes.count(-signal.SIGKILL) >= kills * 0.7
    records = lines_of(tmp_path / "out/records.jsonl")
    assert once_each(records) == [f"in/page{number:05}.html" for number in range(count)]
    assert {record["status"] for record in records} == {"ok"}
    written = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.txt"))
    assert written == sorted(str(record["output"]) for record in records)
    assert not list(tmp_path.rglob(".scrubber-*"))


@pytest.mark.parametrize("amount", AMOUNTS)
def test_urls_that_are_fetched_by_a_command_that_is_killed_have_one_record_each_and_few_are_asked_for_again(
    tmp_path: Path, amount: tuple[int, int]
) -> None:
    count, kills = amount
    again: list[int] = []
    with Server(by_target({}, otherwise=page(html(1).encode()))) as server:
        urls = [server.url(f"/{number}", host=f"127.3.{number % 100}.1") for number in range(count)]
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        manners = ("--allow", "127.0.0.0/8", "--delay", "0", "--concurrency", str(CONCURRENCY))

        def note_refetches() -> None:
            time.sleep(0.1)  # until the server has told what it saw
            asked = sum(request.target != "/robots.txt" for request in server.log.requests())
            again.append(asked - sum(again) - len(committed(tmp_path / "job.db")))

        killing = Killing(
            ("fetch", "-i", "urls.txt", *manners, "-o", "out.jsonl", "--job", "job.db"),
            tmp_path,
            tmp_path / "out.jsonl",
            after_each_kill=note_refetches,
        )
        killing.kill_at_random(kills, inputs=count)
        asked = Counter(f"{request.host}{request.target}" for request in server.log.requests())
    records = lines_of(tmp_path / "out.jsonl")
    assert once_each(records) == sorted(urls)
    assert {record["fetch_status"] for record in records} == {"ok"}
    pages = {target: times for target, times in asked.items() if not target.endswith("/robots.txt")}
    assert sum(pages.values()) - count == sum(again)
    print(f"asked for again after each kill: {again}; codes {killing.codes}")
    assert max(again) <= CONCURRENCY


def committed(path: Path) -> list[bytes]:
    if not path.exists():
        return []
    database = sqlite3.connect(path)
    try:
        return [key for (key,) in database.execute("SELECT key FROM record")]
    except sqlite3.OperationalError:  # it was killed before there was a table
        return []
    finally:
        database.close()


@pytest.mark.parametrize(
    "amount", [pytest.param((SHORT, 3), id="short"), pytest.param((4 * LONG, 20), id="long", marks=soak)]
)
def test_a_worker_that_is_killed_costs_its_own_page_only(tmp_path: Path, amount: tuple[int, int]) -> None:
    count, kills = amount
    write_pages(tmp_path / "in", count)
    killing = Killing(
        ("clean", "in", "-o", "out.jsonl", "--job", "job.db", "--jobs", "2"), tmp_path, tmp_path / "out.jsonl"
    )
    killed = killing.kill_workers_at_random(kills)
    records = lines_of(tmp_path / "out.jsonl")
    assert len(once_each(records)) == count
    statuses = Counter(record["status"] for record in records)
    assert statuses["ok"] + statuses["crashed"] == count and statuses["crashed"] <= killed


def test_an_article_is_whole_wherever_the_file_of_records_was_cut(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 6)
    done = run(tmp_path, "clean", "in", "-o", "whole.jsonl", "--job", "whole.db")
    assert done.returncode == 0
    whole = (tmp_path / "whole.jsonl").read_bytes()
    with (tmp_path / "whole.jsonl").open("ab") as file:
        file.write(whole[:100])  # of a record that was never committed
    assert run(tmp_path, "clean", "in", "-o", "whole.jsonl", "--job", "whole.db").returncode == 0
    assert (tmp_path / "whole.jsonl").read_bytes() == whole


def test_records_whose_lines_were_lost_with_the_power_are_made_again(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 6)
    run(tmp_path, "clean", "in", "-o", "all.jsonl", "--job", "job.db")
    whole = (tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "all.jsonl").write_bytes(whole[: len(whole) // 2])
    assert run(tmp_path, "clean", "in", "-o", "all.jsonl", "--job", "job.db").returncode == 0
    assert (tmp_path / "all.jsonl").read_bytes() == whole


def test_a_job_that_was_killed_before_its_first_record_goes_on(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    command = ("clean", "in", "-o", "all.jsonl", "--job", "job.db")
    assert run(tmp_path, *command).returncode == 0
    whole = (tmp_path / "all.jsonl").read_bytes()
    with sqlite3.connect(tmp_path / "job.db") as database:
        database.execute("DELETE FROM record")
        database.execute("DELETE FROM file WHERE record > 0")
    database.close()
    assert run(tmp_path, *command).returncode == 0
    assert (tmp_path / "all.jsonl").read_bytes() == whole


def test_all_files_of_a_job_go_back_to_the_same_record(tmp_path: Path) -> None:
    with Server(by_target({}, otherwise=page(html(1).encode()))) as server:
        urls = [server.url(f"/{number}") for number in range(4)]
        manners = ("--allow", "127.0.0.1", "--delay", "0", "--job", "job.db")
        command = ("fetch", *urls, *manners, "-o", "all.jsonl", "--save-warc", "all.warc.gz")
        assert run(tmp_path, *command).returncode == 0
        archive = (tmp_path / "all.warc.gz").read_bytes()
        (tmp_path / "all.warc.gz").write_bytes(archive[: len(archive) // 2])
        assert run(tmp_path, *command).returncode == 0
    assert once_each(lines_of(tmp_path / "all.jsonl")) == urls


def test_an_input_that_is_named_twice_has_one_record(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 3)
    done = run(tmp_path, "clean", "in", "in/page00001.html", "in", "-o", "all.jsonl", "--job", "job.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(once_each(lines_of(tmp_path / "all.jsonl"))) == 3


# run again


def test_a_finished_job_sends_no_request_and_an_appended_list_only_the_new_ones(tmp_path: Path) -> None:
    with Server(by_target({}, otherwise=page(html(1).encode()))) as server:
        urls = [server.url(f"/{number}") for number in range(5)]
        command = ("fetch", "-i", "urls.txt", "--allow", "127.0.0.1", "--delay", "0", "-o", "out/", "--job", "job.db")
        (tmp_path / "urls.txt").write_text("\n".join(urls[:3]))
        assert run(tmp_path, *command).returncode == 0
        asked = len(server.log.requests())
        again = run(tmp_path, *command)
        assert (again.returncode, len(server.log.requests())) == (0, asked)
        assert again.stderr == "scrubber: job.db: 3 done before (3 ok)\n"
        (tmp_path / "urls.txt").write_text("\n".join([*urls[:2], urls[0].upper().replace("HTTP", "Http"), *urls[2:]]))
        assert run(tmp_path, *command).returncode == 0
        pages = [request.target for request in server.log.requests() if request.target != "/robots.txt"]
    assert pages == ["/0", "/1", "/2", "/3", "/4"]
    assert once_each(lines_of(tmp_path / "out/records.jsonl")) == urls


def test_other_options_are_refused_and_named(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db", "--format", "json")
    refused = run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db", "--favor", "recall")
    assert refused.returncode == 2
    assert "format was json and is not given" in refused.stderr and "favor was balanced and is recall" in refused.stderr
    assert "another job with another file" in refused.stderr
    elsewhere = run(tmp_path, "clean", "in", "-o", "out2/", "--job", "job.db", "--format", "json")
    assert elsewhere.returncode == 2 and "out2" in elsewhere.stderr
    faster = run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db", "--format", "json", "--jobs", "1")
    assert faster.returncode == 0


def test_rules_that_have_changed_are_other_options(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    rules = Path("docs/your-rules.toml").read_text()
    command = ("clean", "in", "-o", "out/", "--job", "job.db", "--rules", "own.toml")
    (tmp_path / "own.toml").write_text(rules)
    assert run(tmp_path, *command).returncode == 0
    (tmp_path / "own.toml").write_text(rules + "\n")
    assert run(tmp_path, *command).returncode == 2


def test_a_command_that_was_refused_settles_nothing(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 1)
    command = ("clean", "in/page00000.html", "--job", "job.db")
    assert run(tmp_path, *command, "-o", "one.txt").returncode == 2
    assert run(tmp_path, *command, "-o", "all/").returncode == 0


def test_a_job_has_one_process_at_a_time(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    command = ("clean", "in", "-o", "out/", "--job", "job.db")
    run(tmp_path, *command)
    options = {
        "command": "clean",
        "favor": "balanced",
        "main_text": "auto",
        "output": os.path.realpath(tmp_path / "out"),
    }
    with Journal(tmp_path / "job.db", options):
        second = run(tmp_path, *command)
    assert (second.returncode, "another process works on this job" in second.stderr) == (2, True)
    assert run(tmp_path, *command).returncode == 0


@pytest.mark.parametrize("content", [b"hello " * 1000, b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    write_pages(tmp_path / "in", 1)
    (tmp_path / "job.db").write_bytes(content)
    refused = run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db")
    assert (refused.returncode, (tmp_path / "job.db").read_bytes()) == (2, content)


def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "job.db") as database:
        database.execute("CREATE TABLE own (a TEXT)")
    database.close()
    write_pages(tmp_path / "in", 1)
    assert run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db").returncode == 2
    assert sqlite3.connect(tmp_path / "job.db").execute("SELECT name FROM sqlite_master").fetchall() == [("own",)]


def test_a_file_of_somebody_else_is_not_cut(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 1)
    (tmp_path / "all.jsonl").write_text("mine\n")
    refused = run(tmp_path, "clean", "in", "-o", "all.jsonl", "--job", "job.db")
    assert refused.returncode == 2 and "all.jsonl: is there already" in refused.stderr
    assert (tmp_path / "all.jsonl").read_text() == "mine\n"


def test_a_pipe_or_a_device_cannot_be_gone_on_with(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 1)
    os.mkfifo(tmp_path / "pipe.jsonl")
    for number, output in enumerate(("pipe.jsonl", "/dev/null")):
        refused = run(tmp_path, "clean", "in", "-o", output, "--format", "jsonl", "--job", f"{number}.db")
        assert refused.returncode == 2 and "gone on with" in refused.stderr


def test_a_journal_may_lie_in_the_output_folder_and_not_be_a_folder(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 1)
    assert run(tmp_path, "clean", "in", "-o", "out/", "--job", "out/job.db").returncode == 0
    refused = run(tmp_path, "clean", "in", "-o", "other/", "--job", "in")
    assert refused.returncode == 4 and "in: cannot be made or opened" in refused.stderr


@pytest.mark.parametrize("output", [(), ("-o", "one.txt")])
def test_a_job_needs_a_place_that_can_be_gone_on_with(tmp_path: Path, output: tuple[str, ...]) -> None:
    (tmp_path / "page.html").write_text(html(1))
    refused = run(tmp_path, "clean", "page.html", *output, "--job", "job.db")
    assert refused.returncode == 2 and "-o DIR/" in refused.stderr


def test_the_code_of_a_job_tells_of_all_its_runs(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 2)
    (tmp_path / "in/empty.html").write_text("")
    command = ("clean", "in", "-o", "out/", "--job", "job.db")
    assert [run(tmp_path, *command).returncode for _ in range(2)] == [1, 1]


# tables


def test_a_table_goes_on_too(tmp_path: Path) -> None:
    import pyarrow.parquet

    for suffix in ("csv", "parquet"):
        folder = tmp_path / suffix
        write_pages(folder / "in", 3)
        command = ("clean", "in", "-o", f"all.{suffix}", "--job", "job.db")
        assert run(folder, *command).returncode == 0
        (folder / "in/page9.html").write_text(html(9))
        assert run(folder, *command).returncode == 0
    inputs = ["in/page00000.html", "in/page00001.html", "in/page00002.html", "in/page9.html"]
    with (tmp_path / "csv/all.csv").open(newline="") as file:
        assert [row["input"] for row in csv.DictReader(file)] == inputs
    assert pyarrow.parquet.read_table(tmp_path / "parquet/all.parquet").column("input").to_pylist() == inputs


# what cannot be written


def test_a_full_disk_ends_a_job_with_code_4_and_it_goes_on_when_there_is_space(tmp_path: Path) -> None:
    import resource

    write_pages(tmp_path / "in", 40)
    command = ("clean", "in", "-o", "all.jsonl", "--job", "job.db", "--jobs", "1")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    full = run(tmp_path, *command, preexec_fn=limit)
    assert (full.returncode == 4 and "all.jsonl" in full.stderr) or "job.db" in full.stderr
    done = len(lines_of(tmp_path / "all.jsonl"))
    assert 0 < done < 40
    assert run(tmp_path, *command).returncode == 0
    assert len(once_each(lines_of(tmp_path / "all.jsonl"))) == 40


def test_a_job_that_can_write_nothing_any_more_ends_instead_of_doing_all_in_vain(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 60)
    for number in range(20, 60):
        (tmp_path / f"out/page{number:05}.txt").mkdir(parents=True)
    command = ("clean", "in", "-o", "out/", "--job", "job.db")
    stopped = run(tmp_path, *command)
    assert stopped.returncode == 4 and stopped.stderr.count("cannot be written") == 10
    assert stopped.stderr.endswith("the job ends here, as nothing can be written; mend that, and it goes on\n")
    assert len(once_each(lines_of(tmp_path / "out/records.jsonl"))) == 20
    for number in range(20, 60):
        (tmp_path / f"out/page{number:05}.txt").rmdir()
    assert run(tmp_path, *command).returncode == 0
    assert len(once_each(lines_of(tmp_path / "out/records.jsonl"))) == 60


def test_one_file_that_cannot_be_written_does_not_end_a_job(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 30)
    (tmp_path / "out/page00003.txt").mkdir(parents=True)
    assert run(tmp_path, "clean", "in", "-o", "out/", "--job", "job.db").returncode == 4
    assert len(once_each(lines_of(tmp_path / "out/records.jsonl"))) == 29


# interrupts


def test_after_one_interrupt_what_is_in_work_is_finished_and_the_job_goes_on(tmp_path: Path) -> None:
    write_pages(tmp_path / "in", 300)
    arguments = [sys.executable, "-m", "scrubber", "clean", "in", "-o", "all.jsonl", "--job", "job.db"]
    process = subprocess.Popen(arguments, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "all.jsonl").exists() or not (tmp_path / "all.jsonl").stat().st_size:
        time.sleep(0.01)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=30)
    assert time.monotonic() - began < GRACE_SECONDS
    assert (process.returncode, messages) == (130, "scrubber: finishing what is in work; Ctrl-C again stops at once\n")
    stopped_at = len(lines_of(tmp_path / "all.jsonl"))
    assert stopped_at < 300
    done = run(tmp_path, "clean", "in", "-o", "all.jsonl", "--job", "job.db")
    assert f"{stopped_at} done before" in done.stderr
    assert len(once_each(lines_of(tmp_path / "all.jsonl"))) == 300


@pytest.mark.parametrize("times", [1, 2])
def test_fetching_ends_soon_after_an_interrupt_and_sooner_after_two(tmp_path: Path, times: int) -> None:
    from misbehaving.slow_answers import no_answer

    answers = {f"/{number}": no_answer for number in range(10, 200)}
    with Server(by_target(answers, otherwise=page(html(1).encode()))) as server:
        (tmp_path / "urls.txt").write_text("\n".join(server.url(f"/{n}", f"127.4.{n}.1") for n in range(200)))
        command = ("fetch", "-i", "urls.txt", "--allow", "127.0.0.0/8", "-o", "all.jsonl", "--job", "job.db")
        arguments = [sys.executable, "-m", "scrubber", *command]
        process = subprocess.Popen(arguments, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
        while not (tmp_path / "all.jsonl").exists() or (tmp_path / "all.jsonl").read_bytes().count(b"\n") < 10:
            time.sleep(0.01)
        began = time.monotonic()
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        _, messages = process.communicate(timeout=30)
        assert time.monotonic() - began < (5 if times == 1 else 2)
        assert server.is_left_alone()
    assert process.returncode == 130 and "Traceback" not in messages
    assert len(once_each(lines_of(tmp_path / "all.jsonl"))) == 10
