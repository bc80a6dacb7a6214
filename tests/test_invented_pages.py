"""Pages of seven types, written for this, their truths first: the main text is found as well as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.measures import word_f1
from scrubber import rules, scrub
from scrubber.cleaner.main_text import MainText

PAGES = sorted((Path(__file__).parent / "invented").glob("*.html"))
FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))["invented"]


def f1_of(page: Path, main_text: MainText) -> float:
    article = scrub(page.read_bytes(), kind="html", rules=rules(main_text=main_text))
    return word_f1(article.text, page.with_suffix(".txt").read_text(encoding="utf-8")).f1


@pytest.mark.parametrize("main_text", ["auto", "fast"])
def test_invented_pages_are_cleaned_no_worse_than_before_and_better_than_by_trafilatura(main_text: MainText) -> None:
    found = {page.stem: f1_of(page, main_text) for page in PAGES}
    theirs = fmean(f1_of(page, "trafilatura") for page in PAGES)
    print(main_text, f"{fmean(found.values()):.4f}, trafilatura's choice {theirs:.4f}", found)
    assert fmean(found.values()) > theirs
    for page_type, floor in FLOORS[main_text].items():
        assert fmean(f1 for name, f1 in found.items() if name.startswith(page_type)) >= floor, page_type


def test_no_page_loses_most_of_its_text() -> None:
    for page in PAGES:
        truth = page.with_suffix(".txt").read_text(encoding="utf-8")
        assert word_f1(scrub(page.read_bytes(), kind="html").text, truth).recall >= FLOORS["recall"], page.stem
