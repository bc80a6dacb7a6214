"""`scrub_many` gives one article each, in order, whatever its pages and rules do to the workers."""

import io
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import scrubber
from scrubber import Block, Rule, RuleError, Status, block_rule, rules, scrub_many
from scrubber.cleaner.draft import Draft
from scrubber.workers import Bounds, Job, Orders, article_alone
from scrubber.workers.serving import ORPHAN_CHECK_SECONDS, serve

ORDERS = Orders(Bounds(1.0, 10**9), article_alone)
SLOW = "the full cleaning took longer than 0.6 seconds: only the tags were taken off, nothing else was judged"
SCRIPT = """
import threading, time, scrubber
{before}
print([str(article.status) for article in scrubber.scrub_many(["one text", "another"])])
"""


@block_rule(drops=[], keeps=[])
def hostile(block: Block, draft: Draft) -> str | None:
    """Do what a page says."""
    match block.text:
        case "kill":
            os.kill(os.getpid(), 9)
        case "exit":
            os._exit(0)
        case "raise":
            raise ValueError("of its own")
        case "loop":
            while True:
                pass
    return None


def test_a_page_that_ends_its_worker_costs_only_itself(capfd: pytest.CaptureFixture[str]) -> None:
    pages = ["one", "kill", "exit", "raise", "kill", "loop", "six", *map(str, range(20))]
    articles = list(scrub_many(pages, jobs=2, timeout=1, rules=rules(extra=[hostile])))
    failed = {
        page: (str(article.status), *article.warnings)
        for page, article in zip(pages, articles, strict=True)
        if article.status.failed
    }
    assert failed == {
        "kill": ("crashed", "its worker died (killed by SIGKILL)"),
        "exit": ("crashed", "its worker died (exit code 0)"),
        "raise": ("crashed", "its worker died (exit code 1)"),
    }
    assert [(str(article.status), article.warnings) for article in articles if article.text == "loop"] == [
        ("partial", (SLOW,))
    ]
    assert [article.text for article in articles if not article.status.failed] == [
        page for page in pages if page not in failed
    ]
    assert "ValueError: of its own" in capfd.readouterr().err  # for who wrote the rule


def test_every_kind_of_source_gives_an_article(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("in a file")
    sources = [
        "as str",
        b"as bytes",
        bytearray(b"as bytearray"),
        io.BytesIO(b"in a binary file"),
        tmp_path / "page.txt",
    ]
    bad = [tmp_path / "missing", tmp_path, io.StringIO("open as text"), 5, Job(b"", problem="known before")]
    articles = list(scrub_many([*sources, *bad], jobs=1))  # type: ignore[list-item]
    assert [article.text for article in articles[:5]] == [
        "as str",
        "as bytes",
        "as bytearray",
        "in a binary file",
        "in a file",
    ]
    assert [article.status for article in articles[5:]] == [Status.UNREADABLE] * 5


def test_there_are_no_more_workers_than_jobs() -> None:
    crowds = [len(multiprocessing.active_children()) for _ in scrub_many(map(str, range(30)), jobs=2)]
    assert max(crowds) == 2
    assert not multiprocessing.active_children()


def test_a_job_brings_its_url() -> None:
    (article,) = scrub_many([Job("<p>A page.</p>", url="http://x.example/", kind="html")])
    assert article.metadata.url == "http://x.example/"


def test_sources_are_asked_for_as_they_are_needed() -> None:
    asked = []

    def sources() -> Iterator[str]:
        for number in range(1000):
            asked.append(number)
            yield f"text {number}"

    articles = scrub_many(sources(), jobs=1)
    next(articles)
    assert len(asked) < 20
    articles.close()  # type: ignore[attr-defined]


def test_time_counts_from_when_a_page_is_begun() -> None:
    pages = ["loop", "loop", "loop", "a text"]
    began = time.monotonic()
    articles = list(scrub_many(pages, jobs=1, timeout=0.5, rules=rules(extra=[hostile])))
    assert time.monotonic() - began < 5
    assert [str(article.status) for article in articles] == ["partial", "partial", "partial", "ok"]


def test_the_rules_can_be_pickled() -> None:
    sent = pickle.loads(pickle.dumps(scrubber.RULES))
    assert [rule.name for rule in sent] == [rule.name for rule in scrubber.RULES]


def test_a_rule_that_cannot_go_to_a_worker_is_named_with_what_to_do() -> None:
    with pytest.raises(RuleError, match=r"shouted.*top level of a module"):
        scrub_many(["x"], rules=rules(extra=[Rule("shouted", lambda draft: (), "Drop what is shouted.")]))


@pytest.mark.parametrize("before", ["", "threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"])
def test_a_script_without_a_guard_gets_its_articles_or_is_told_of_the_guard(tmp_path: Path, before: str) -> None:
    (tmp_path / "script.py").write_text(SCRIPT.format(before=before))
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
    command = [sys.executable, "script.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    if before:
        assert "ScrubberError" in done.stderr and "if __name__ == '__main__'" in done.stderr
    else:
        assert (done.stdout, done.stderr) == ("['ok', 'ok']\n", "")


def test_beside_other_threads_workers_are_no_forks() -> None:
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    try:
        assert [article.text for article in scrub_many(["one", "two"], jobs=1)] == ["one", "two"]
    finally:
        ends.set()
        thread.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks are of Unix")
def test_a_worker_whose_caller_died_before_it_looked_ends_by_itself() -> None:
    pipe, theirs = multiprocessing.Pipe()
    nobody = 2**22 + 1  # above the greatest process number of Linux
    worker = multiprocessing.get_context("fork").Process(target=serve, args=(theirs, ORDERS, nobody), daemon=True)
    worker.start()
    worker.join(3 * ORPHAN_CHECK_SECONDS)
    try:
        assert worker.exitcode == 0
    finally:
        worker.kill()
        pipe.close()
