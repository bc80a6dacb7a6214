"""What a page may do to its worker: kill it, hang, or take all memory. It costs the judgement of that page at most."""

from __future__ import annotations

import ctypes
import faulthandler
import gzip
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import scrubber
from scrubber import Article, Block, Status, block_rule, rules, scrub_many
from scrubber.cleaner.draft import Draft
from scrubber.workers import Bounds, Job, Orders, clean_many, pickled_rules

MEGABYTE = 1_000_000
STRIPPED = "only the tags were taken off, nothing else was judged"
OUT_OF_MEMORY = f"the full cleaning needed more than 200 MB of memory: {STRIPPED}"
SLOW = f"the full cleaning took longer than 6 seconds: {STRIPPED}"
OUTCOMES = {
    "SIGKILL": ("crashed", "its worker died (killed by SIGKILL)"),
    "SIGSEGV": ("crashed", "its worker died (killed by SIGSEGV)"),
    "SIGXCPU": ("partial", SLOW),
    "300 MB for a while": ("partial", OUT_OF_MEMORY),
    "3 GB in steps": ("partial", OUT_OF_MEMORY),
    "3 GB at once": ("partial", OUT_OF_MEMORY),
}


@block_rule(drops=[], keeps=[])
def hostile(block: Block, draft: Draft) -> str | None:
    """Do what a page says."""
    match block.text:
        case "SIGKILL" | "SIGXCPU":
            os.kill(os.getpid(), getattr(signal, block.text))
        case "SIGSEGV":
            faulthandler.disable()  # pytest's would print where it happened
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            ctypes.string_at(0)
        case "300 MB for a while":  # as often as it takes to be seen
            for _ in range(100):
                held = b"x" * (300 * MEGABYTE)
                time.sleep(0.1)
                del held
        case "3 GB in steps":
            return f"held {len([b'x' * MEGABYTE for _ in range(3000)])} MB"
        case "3 GB at once":
            return f"held {len([None] * (3000 * MEGABYTE // 8))} pointers"
        case "limits":
            limits = resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_DATA)[0]
            return f"{limits[0] - time.process_time()} {limits[1]}"
    return None


@block_rule(drops=[], keeps=[])
def slow_at_first(block: Block, draft: Draft) -> str | None:
    """Hang the first time that a page is judged, which a file remembers."""
    before = Path(block.text.removeprefix("seen before: "))
    if before.is_absolute() and not before.exists():
        before.touch()
        while True:
            pass
    return None


def told(article: Article) -> tuple[str, ...]:
    return str(article.status), *article.warnings


def printed_by(code: str) -> str:
    """By a process of its own, in which nothing is loaded yet."""
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("what", OUTCOMES)
def test_bad_pages_cost_only_themselves_also_three_in_a_row(what: str, jobs: int) -> None:
    pages = [f"Page {number} is fine." for number in range(30)]
    pages[4] = pages[17] = pages[18] = pages[19] = what
    articles = list(scrub_many(pages, jobs=jobs, memory_limit=200 * MEGABYTE, rules=rules(extra=[hostile])))
    assert [told(article) for article in articles] == [OUTCOMES[page] if page == what else ("ok",) for page in pages]
    assert [article.text for article in articles if article.status.has_text] == [
        page for page in pages if OUTCOMES.get(page, ("partial",))[0] == "partial"
    ]


def test_a_page_that_is_slow_with_trafilatura_is_cleaned_without_it(tmp_path: Path) -> None:
    page = f"<!doctype html><article><p>seen before: {tmp_path / 'mark'}</p><p>Photo: Ann Lee</p></article>"
    (article,) = scrub_many([page], timeout=2, rules=rules(extra=[slow_at_first]))
    assert told(article) == ("partial", "the full cleaning took longer than 1.2 seconds: cleaned without trafilatura")
    assert article.text == f"seen before: {tmp_path / 'mark'}"


def test_what_hangs_on_every_rung_is_stopped_when_its_time_is_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    began = time.monotonic()
    hanging, other = scrub_many([tmp_path / "pipe.html", "A text."], jobs=1, timeout=1)
    assert told(hanging) == ("timeout", "stopped after 1 seconds")
    assert told(other) == ("ok",)
    assert 1 <= time.monotonic() - began < 4  # three workers start


def test_what_needs_too_much_memory_on_every_rung_is_too_large(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "page.txt.gz", "wb", compresslevel=1) as file:
        file.write(b"The council met on Monday.\n" * 5_000_000)
    article, other = scrub_many([tmp_path / "page.txt.gz", "A text."], jobs=1, memory_limit=50 * MEGABYTE)
    assert told(article) == ("too_large", "stopped at 50 MB of memory")
    assert told(other) == ("ok",)


def test_each_page_has_limits_of_its_own_for_the_cpu_and_for_one_great_allocation() -> None:
    pages = ["limits"] * 3
    articles = list(scrub_many(pages, jobs=1, memory_limit=200 * MEGABYTE, rules=rules(extra=[hostile])))
    allowed = []
    for article in articles:
        cpu_seconds, data_bytes = map(float, article.removals[0].reason.split())
        assert 6 < cpu_seconds <= 8  # the time of a full cleaning, in whole seconds, and one
        allowed.append(data_bytes)
    assert min(allowed) > 400 * MEGABYTE and max(allowed) - min(allowed) < 100 * MEGABYTE  # what it holds varies


def test_a_page_that_does_not_fit_into_memory_is_no_empty_page() -> None:
    code = """
import resource, scrubber
scrubber.scrub("<p>Load the parser.</p>" * 3, kind="html")
page = "<p>The council met on Monday.</p>" * 200_000
data = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmData"))
resource.setrlimit(resource.RLIMIT_DATA, (data + 60_000_000, -1))
try:
    print(scrubber.scrub(page, kind="html").status)
except MemoryError:
    print("MemoryError")
"""
    assert printed_by(code) == "MemoryError\n"


def said_and_pid(job: Job, article: Article) -> tuple[str, int]:
    if article.text == "refused":
        raise ValueError("refused")
    return f"{job.url}: {article.status}", os.getpid()


def test_what_is_made_of_an_article_is_made_in_the_worker_and_without_a_worker_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    orders = Orders(Bounds(10, 200 * MEGABYTE), said_and_pid, pickled_rules(rules(extra=[hostile])))
    pages = [Job("A text.", url="a"), Job("SIGKILL", url="b"), Job("refused", url="c"), Job(tmp_path, url="d")]
    known = Job("", url="e", problem="known before")
    given = list(clean_many([*pages, known], orders, jobs=1))
    assert [said for said, _ in given] == ["a: ok", "b: crashed", "c: crashed", "d: unreadable", "e: unreadable"]
    assert [pid == os.getpid() for _, pid in given] == [False, True, True, False, True]
    assert "ValueError: refused" in capfd.readouterr().err


def test_a_worker_has_loaded_everything_before_its_first_page() -> None:
    code = """
import sys
from scrubber import RULES, block_rule, scrub_many
@block_rule(drops=[], keeps=[], budget=1.0)
def tell(block, draft):
    return f"{'trafilatura' in sys.modules} {len(sys.modules)}"
page = "<!doctype html><article><p>It rained on the town for the whole day.</p></article>"
articles = list(scrub_many([page] * 3, jobs=1, rules=(tell, *RULES)))
told = [article.removals[0].reason.split() for article in articles]
print([has_trafilatura for has_trafilatura, _ in told], told[1] == told[2])
"""
    assert printed_by(code) == "['True', 'True', 'True'] True\n"


def test_a_page_that_is_stripped_has_the_status_of_its_file_if_that_is_missing(tmp_path: Path) -> None:
    (article,) = scrub_many([tmp_path / "missing"])
    assert article.status is Status.UNREADABLE
