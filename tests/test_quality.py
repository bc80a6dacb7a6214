"""On real pages: no worse than trafilatura in the same run, and no worse than it was. Needs SCRUBBER_BENCH."""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.blocks import measure
from benchmarks.corpus import PageSet, read_set, set_folders
from benchmarks.measures import word_f1
from benchmarks.plain_text.line_rules import c4
from benchmarks.plain_text.scoring import text_of
from benchmarks.quality import SystemQuality, judge_set
from benchmarks.systems import SYSTEMS, choose_systems
from scrubber import Status, scrub

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))
FOLDER = os.environ.get("SCRUBBER_BENCH")
NAMES = ("wcxb-dev", "traf", "fundus-a")
SAMPLED_PAGES = 60  # for what is slow to measure

pytestmark = pytest.mark.skipif(not FOLDER, reason="SCRUBBER_BENCH names no folder of real pages (docs/benchmarks.md)")


def page_set(name: str) -> PageSet:
    folder = Path(str(FOLDER)) / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return read_set(folder)


def truth_digest(name: str) -> str:
    return hashlib.sha256((Path(str(FOLDER)) / name / "truth.jsonl").read_bytes()).hexdigest()[:16]


def f1_of(quality: SystemQuality) -> float:
    if quality.words is not None:
        return quality.words.f1
    assert quality.snippets is not None
    return quality.snippets.f1


@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_cleaned_no_worse_than_by_trafilatura_or_before(name: str) -> None:
    pages = page_set(name)
    judged = judge_set(pages, choose_systems(["trafilatura-nocomments", "scrubber"], SYSTEMS), jobs=1, seed=0)
    theirs, ours = judged.systems
    print(f"{name}: scrubber {f1_of(ours):.4f}, trafilatura {f1_of(theirs):.4f}")
    assert ours.crashes == 0, ours.first_crash
    assert f1_of(ours) >= f1_of(theirs)
    floor = FLOORS[name]
    if floor["digest"] == truth_digest(name):
        assert f1_of(ours) >= floor.get("word_f1", floor.get("snippet_f1"))


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_of_real_pages_hold_what_they_should(name: str) -> None:
    pages = [measure(page) for page in page_set(name).sample(SAMPLED_PAGES, seed=0).pages]
    mapped = sum(page.mapped_tokens for page in pages) / sum(page.chosen_tokens for page in pages)
    assert mapped >= 0.995
    best = [page.best_f1 for page in pages if page.best_f1 is not None]
    assert not best or sum(best) / len(best) >= 0.97


@pytest.mark.parametrize("name", NAMES)
def test_real_pages_have_a_status_of_the_list_and_a_ledger_that_balances(name: str) -> None:
    for page in page_set(name).sample(SAMPLED_PAGES, seed=1).pages:
        article = scrub(page.read(), kind="html")
        assert article.status in Status
        assert article.status.has_text == bool(article.text)
        assert all(removal.rule and removal.reason for removal in article.removals)


def test_the_folder_is_one_that_the_benchmarks_can_read() -> None:
    assert set_folders([], os.environ)


def test_flattened_news_is_cleaned_no_worse_than_by_line_rules_or_before() -> None:
    pages = page_set("fundus-a").pages
    texts = [(text_of("wet", page.read()), page.text or "") for page in pages]
    ours = fmean(word_f1(scrub(text, kind="text").text, truth).f1 for text, truth in texts)
    theirs = fmean(word_f1(c4(text), truth).f1 for text, truth in texts)
    print(f"fundus-a, flattened: scrubber {ours:.4f}, C4's rules {theirs:.4f}")
    assert ours > theirs
    if FLOORS["fundus-a"]["digest"] == truth_digest("fundus-a"):
        assert ours >= FLOORS["fundus-a"]["flattened_word_f1"]  # of pages that the model was trained on
