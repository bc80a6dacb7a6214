"""Quality by language: each language's pages are judged alone, and the table stands where a document wants it."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest
from test_benchmarks import CRASHING, EVERYTHING, FAKES, NOTHING, write_set

from benchmarks import document, languages, tables
from benchmarks.__main__ import main
from benchmarks.corpus import read_set
from benchmarks.languages import judge_languages, languages_table

GERMAN = "Der Rat hat am Montag für die Brücke gestimmt, und die Arbeit soll im Frühjahr beginnen, sagte sie. " * 3
RUSSIAN = "Городской совет в понедельник одобрил ремонт моста, и работы начнутся весной, сказала она. " * 3
ENGLISH = "The council voted for the bridge on Monday, and the work will begin in spring, she said to them. " * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [("a", GERMAN), ("b", RUSSIAN), ("c", GERMAN), ("d", "8:15"), ("e", ENGLISH + " dog")]
    return write_set(tmp_path / "set", *({"id": name, "text": text} for name, text in rows))


def test_languages_are_told_and_the_most_frequent_stands_first(folder: Path) -> None:
    found = judge_languages(read_set(folder), (EVERYTHING, CRASHING), jobs=1, seed=0)
    assert [(one.name, one.pages) for one in found.languages] == [("de", 2), ("?", 1), ("en", 1), ("ru", 1)]
    assert {one.name: one.systems[1].crashes for one in found.languages} == {"de": 0, "ru": 0, "?": 0, "en": 1}


def test_the_table_compares_the_others_with_the_first_and_gives_no_interval_for_few_pages(folder: Path) -> None:
    table = languages_table(judge_languages(read_set(folder), (EVERYTHING, NOTHING), jobs=1, seed=0))
    assert table.header == ("language", "pages", "everything", "nothing", "difference", "interval")
    german = dict(zip(table.header, table.rows[0], strict=True))
    assert (german["pages"], german["nothing"], german["interval"]) == ("2", "0.000", "")
    assert float(german["difference"]) == pytest.approx(-float(german["everything"]))


def test_ten_pages_have_an_interval(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "ten", *({"id": str(number), "text": GERMAN} for number in range(10)))
    table = languages_table(judge_languages(read_set(folder), (EVERYTHING, NOTHING), jobs=1, seed=0))
    assert "…" in table.rows[0][-1]


def test_the_tables_of_all_sets_go_into_the_document_the_figures_and_the_report(folder: Path, tmp_path: Path) -> None:
    page, figures, report = (tmp_path / name for name in ("page.md", "figures.json", "report.html"))
    page.write_text("Above\n<!-- languages:all -->\nold\n<!-- /languages:all -->\nBelow\n", encoding="utf-8")
    asked = ["languages", "--systems", "everything,nothing", "--set", str(folder), "--jobs", "1"]
    assert main([*asked, "--doc", str(page), "--json", str(figures), "--html", str(report)], known=FAKES) == 0
    written = page.read_text(encoding="utf-8")
    assert "set: word F1 by language:\n\n| language | pages |" in written
    assert "| de | 2 |" in written
    assert "old" not in written
    assert json.loads(figures.read_text(encoding="utf-8"))["languages"][0]["languages"][0]["name"] == "de"
    assert "word F1 by language" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [languages, document, tables])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    outcome = doctest.testmod(module)  # type: ignore[arg-type]
    assert outcome.attempted and not outcome.failed
