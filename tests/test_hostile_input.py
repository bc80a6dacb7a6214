"""Hostile pages, at a part of their size: none costs more than it may, none loses the text, none ends the process.

`python -m benchmarks hostile` runs the same cases whole, and beside other extractors.
"""

from __future__ import annotations

import doctest
import importlib
import json
import os
import signal
import socket
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.__main__ import USAGE_ERROR, main
from benchmarks.hostile.bait import FILE, PORT
from benchmarks.hostile.case import Bounds, Case, Trial, growing, one_page
from benchmarks.hostile.cases import CASES
from benchmarks.hostile.checks import keeps_sentinel
from benchmarks.hostile.isolation import run_apart
from benchmarks.hostile.measure import Read, Reading
from benchmarks.hostile.pages import BODY, OPENING, PARAGRAPHS, TAIL, article
from benchmarks.hostile.running import OWN, judged
from benchmarks.hostile.verdicts import verdict
from scrubber import Status, read, scrub

SCALES = {"P-01": 0.1, "P-02": 0.03, "P-03": 0.05, "P-04": 0.02, "P-05": 0.1, "P-12": 0.2, "P-13": 0.02, "P-15": 0.005}
"""The part of the size and of the number of pages; a thirtieth for the others."""
UNTOLD = {
    "P-03": {"times_input": None},
    "P-04": {"exponent": 1.5},  # of pages that take tenths of a second the clock alone tells 1.2; quadratic are 2
    "P-06": {"exponent": 1.5},
    "P-13": {"seconds_a_megabyte": None, "peak_bytes": None},
}
"""Bounds that small pages say nothing of: what is held, and done, once is more than what grows with them.

A fork of pytest holds what pytest does; tests/test_large_texts.py measures the whole command.
"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hostile_page_costs_no_more_than_it_may_and_loses_no_text(case: Case) -> None:
    bounded = replace(case, bounds=replace(case.bounds, **UNTOLD.get(case.id, {})))
    found = judged(OWN, bounded, scale=SCALES.get(case.id, 0.03))
    assert found is not None and found.pages
    assert not found.failures


@pytest.mark.parametrize("opening", ["<!-- ", "<SCRIPT>var a = 1;\n", "<style>p {}\n", "<svg><title>", "<a title='b>"])
def test_a_page_that_leaves_something_open_near_its_top_is_read_to_its_end(opening: str) -> None:
    found = scrub(f"{OPENING}{opening}{BODY}{TAIL}", kind="html")
    assert keeps_sentinel(found.text) is None
    assert PARAGRAPHS[0] in found.text
    assert "var a" not in found.text


@pytest.mark.parametrize("end", ["<script>show('<p>An advertisement.</p>'", "<!-- <p>An advertisement.</p>"])
def test_a_page_that_was_cut_off_within_its_last_script_or_comment_shows_nothing_of_it(end: str) -> None:
    page = read(f"{OPENING}{BODY}{end}", kind="html")
    assert not any("advertisement" in block.text for block in page.blocks)


def test_a_page_of_nothing_but_an_image_is_empty() -> None:
    page = "<html><body><header><img src='/logo.svg' alt='Herald' width=210 height=38></header></body></html>"
    assert scrub(page, kind="html").status is Status.EMPTY


def test_an_override_of_the_direction_of_reading_is_dropped_and_a_mark_of_it_stays() -> None:
    assert scrub("Pay 100 \u202e001 yaP\u202c to \u200fשלום.").text == "Pay 100 001 yaP to \u200fשלום."


def _quadratic(page: bytes) -> Reading:
    sum(1 for _ in range((len(page) // 32) ** 2))
    return Reading("Some text.", "partial")


def _dying(page: bytes) -> Reading:
    os.kill(os.getpid(), signal.SIGSEGV)
    return Reading("")


def _endless(page: bytes) -> Reading:
    while True:
        pass


def _greedy(page: bytes) -> Reading:
    return Reading(str(len(bytearray(b"x") * 50_000_000)))


def _curious(page: bytes) -> Reading:
    address, port = page.decode().split()
    Path(address).read_bytes()
    socket.create_connection(("127.0.0.1", int(port))).close()
    return Reading("")


def _failing(page: bytes) -> Reading:
    raise RecursionError("too deep")


PAGE = one_page("a page", partial(article, ""), keeps_sentinel)
GROWING = growing("growing", partial(bytes.ljust, b""), 100_000)
BAIT = one_page("bait", partial(bytes, f"{FILE} {PORT}".encode()))


@pytest.mark.parametrize(
    ("read_page", "trial", "bounds", "why"),
    [
        (_quadratic, GROWING, Bounds(exponent=1.15), "exponent"),
        (_quadratic, GROWING, Bounds(seconds_a_megabyte=0.1), "s/MB"),
        (_quadratic, PAGE, Bounds(), "sentinel lost"),
        (_dying, PAGE, Bounds(), "killed by SIGSEGV"),
        (_endless, PAGE, Bounds(), "over 4 s of CPU"),
        (_greedy, PAGE, Bounds(times_input=12.0), "× the input in memory"),
        (_greedy, PAGE, Bounds(peak_bytes=30_000_000), "MB of memory"),
        (_curious, BAIT, Bounds(touches=0), "files or addresses touched"),
        (_failing, PAGE, Bounds(), "raised RecursionError: too deep"),
    ],
)
def test_each_way_to_fail_is_told(read_page: Read, trial: Trial, bounds: Bounds, why: str) -> None:
    case = Case("P-00", "a case", bounds, lambda _: [trial])
    found = verdict(case, "invented", [run_apart(read_page, trial, cpu_seconds=4)])
    assert any(why in failure.why for failure in found.failures), found.failures


def test_a_text_of_a_fallback_passes_and_is_told() -> None:
    case = Case("P-00", "a case", Bounds(), lambda _: [GROWING], may_fall_back=True)
    found = verdict(case, "invented", [run_apart(_quadratic, GROWING, cpu_seconds=20)])
    assert found.has_passed and found.fallbacks == 3


def test_the_command_prints_a_table_and_writes_figures_and_a_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, document = tmp_path / "figures.json", tmp_path / "hostile.md"
    words = ["--systems", OWN, "--cases", "P-14", "--json", str(figures), "--doc", str(document)]
    assert main(["hostile", *words]) == 0
    assert "P-14  next to nothing, and bytes that happen to be compressed  pass" in capsys.readouterr().out
    assert json.loads(figures.read_text(encoding="utf-8"))[0]["system"] == OWN
    assert "| P-14 | next to nothing, and bytes that happen to be compressed | pass |" in document.read_text("utf-8")


def test_a_case_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hostile", "--systems", "scrubber", "--cases", "P-99"]) == USAGE_ERROR
    assert "no case is called P-99; there are P-01 to P-15" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["case", "cases", "checks", "isolation", "verdicts"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"benchmarks.hostile.{module}"))
    assert outcome.attempted and not outcome.failed
