"""The benchmarks measure what they say, on invented pages and invented extractors."""

import doctest
import gzip
import importlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.bootstrap import mean_interval, pooled_interval, resample_pages
from benchmarks.corpus import PageSet, TruePage, read_set
from benchmarks.errors import BenchmarkError
from benchmarks.measures import SnippetCounts, count_snippets, count_snippets_in_any_case, pool_snippets, word_f1
from benchmarks.processes import each_page
from benchmarks.quality import judge_set
from benchmarks.scoring import score_set
from benchmarks.speed import REFERENCE, time_set
from benchmarks.systems import SYSTEMS, System, ask, choose_systems, require_package

PROSE = "The ferry left the harbour before dawn, and nobody on the quay saw that its lamps were out. "
PAGE = (
    '<!doctype html><html lang="en"><head><title>Ferry</title></head><body><nav><a href="/">Home</a></nav>'
    f"<article><h1>Ferry</h1>{''.join(f'<p>{PROSE * 3}It was day {day}.</p>' for day in range(8))}</article>"
    "</body></html>"
)


def answer_everything(page: bytes) -> str:
    return page.decode()


def answer_nothing(page: bytes) -> str:
    return ""


def crash_on_dogs(page: bytes) -> str:
    if b"dog" in page:
        raise RecursionError("dogs all the way down")
    return page.decode()


EVERYTHING = System("everything", answer_everything)
NOTHING = System("nothing", answer_nothing)
CRASHING = System("crashing", crash_on_dogs)
FAKES = (EVERYTHING, NOTHING, CRASHING, System(REFERENCE, answer_everything))

CATS: dict[str, Any] = {"id": "cats", "text": "the cat sat", "with": ["cat"], "without": ["Menu"], "type": "article"}
DOGS: dict[str, Any] = {"id": "dogs", "text": "the dog ran", "with": ["dog"], "without": ["Menu"], "type": "forum"}


def write_set(folder: Path, *rows: Mapping[str, Any]) -> Path:
    """A set whose pages are their own truth, with a menu in front."""
    (folder / "pages").mkdir(parents=True)
    for row in rows:
        page = f"Menu {row.get('text', 'a page')}".encode()
        (folder / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(page))
    (folder / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def animals(tmp_path: Path) -> PageSet:
    return read_set(write_set(tmp_path / "animals", CATS, DOGS))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., int]:
    """The command with invented extractors and no environment, on a set of two pages."""
    folder = write_set(tmp_path / "animals", CATS, DOGS)
    return lambda *words: main([*words, "--set", str(folder), "--jobs", "1"], environment={}, known=FAKES)


@pytest.mark.parametrize(
    ("answer", "truth", "f1"),
    [
        ("the cat sat", "the cat sat", 1.0),
        ("The CAT, sat!", "the cat sat", 1.0),
        ("sat cat the", "the cat sat", 1.0),
        ("the cat", "the cat sat on", 2 / 3),
        ("the the the", "the cat sat", 1 / 3),
        ("a dog", "the cat sat", 0.0),
        ("", "the cat sat", 0.0),
        ("a dog", "", 0.0),
        ("", "", 1.0),
        (" … ", "", 1.0),
    ],
)
def test_word_f1_compares_bags_of_lower_cased_words(answer: str, truth: str, f1: float) -> None:
    assert word_f1(answer, truth).f1 == pytest.approx(f1)


def test_snippets_are_pooled_so_a_page_counts_by_its_number_of_snippets() -> None:
    many = count_snippets("one two three", ["one", "two", "three"], [])
    few = count_snippets("menu", ["four"], ["menu"])
    assert pool_snippets([many, few]) == SnippetCounts(found=3, missed=1, leaked=1, avoided=0)
    assert pool_snippets([many, few]).f1 == pytest.approx(6 / 8)


def test_snippets_are_looked_for_as_they_stand_unless_any_case_is_asked_for() -> None:
    assert count_snippets("MENU", ["Menu"], ["menu"]) == SnippetCounts(missed=1, avoided=1)
    assert count_snippets_in_any_case("MENU", ["Menu"], ["menu"]) == SnippetCounts(found=1, leaked=1)


def test_the_interval_of_equal_systems_contains_zero() -> None:
    draws = resample_pages(60, seed=1)
    interval = mean_interval([0.4, 0.6] * 30, [0.6, 0.4] * 30, draws)
    assert interval.low < 0 < interval.high
    same = [SnippetCounts(found=3, missed=1)] * 60
    assert pooled_interval(same, same, draws).low == pooled_interval(same, same, draws).high == 0


def test_the_interval_of_clearly_different_systems_excludes_zero() -> None:
    draws = resample_pages(60, seed=1)
    interval = mean_interval([0.9, 0.8] * 30, [0.5, 0.3] * 30, draws)
    assert 0 < interval.low < interval.difference < interval.high
    better, worse = SnippetCounts(found=3, missed=1), SnippetCounts(found=1, missed=3, leaked=2)
    pooled = pooled_interval([worse, better] * 30, [better] * 60, draws)
    assert pooled.low < pooled.difference < pooled.high < 0


def test_the_same_seed_gives_the_same_interval() -> None:
    scores, first = [0.11, 0.92, 0.43, 0.78] * 9, [0.35, 0.26, 0.87, 0.74] * 9
    once, again, other = (mean_interval(scores, first, resample_pages(36, seed=seed)) for seed in (5, 5, 6))
    assert once == again != other


def test_no_set_at_all_is_a_usage_error_that_names_both_ways_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quality", "--systems", "nothing"], environment={}, known=FAKES) == 2
    told = capsys.readouterr().err
    assert "--set DIR" in told and "SCRUBBER_BENCH" in told


def test_a_folder_that_is_no_set_is_a_usage_error_that_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["quality", "--systems", "nothing", "--set", str(tmp_path / "gone")]
    assert main(arguments, environment={}, known=FAKES) == 2
    assert str(tmp_path / "gone") in capsys.readouterr().err


def test_a_truth_without_its_page_is_refused(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "animals", CATS, DOGS)
    (folder / "pages" / "dogs.html.gz").unlink()
    with pytest.raises(BenchmarkError, match=r"1 pages of truth.jsonl are missing, first dogs.html.gz"):
        read_set(folder)


def test_a_set_with_text_on_some_pages_only_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="make two sets"):
        read_set(write_set(tmp_path / "mixed", CATS, {"id": "lone", "with": ["page"]}))


def test_a_damaged_line_of_truth_is_named_with_its_number(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "animals", CATS)
    with (folder / "truth.jsonl").open("a") as truth:
        truth.write("{oops\n")
    with pytest.raises(BenchmarkError, match=r"truth.jsonl:2"):
        read_set(folder)


def test_sets_come_from_the_environment_and_one_with_metadata_only_is_skipped_aloud(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path / "animals", CATS)
    write_set(tmp_path / "titles", {"id": "lone", "title": "Lone"})
    arguments = ["quality", "--systems", "everything", "--jobs", "1"]
    assert main(arguments, environment={"SCRUBBER_BENCH": str(tmp_path)}, known=FAKES) == 0
    printed = capsys.readouterr()
    assert "animals: 1 pages" in printed.out and "titles" not in printed.out
    assert "titles: skipped" in printed.err


def test_a_crashing_extractor_is_counted_not_fatal(animals: PageSet) -> None:
    quality = judge_set(animals, [EVERYTHING, CRASHING], jobs=2, seed=0)
    everything, crashing = quality.systems
    assert (everything.crashes, everything.empty) == (0, 0)
    assert (crashing.crashes, crashing.empty) == (1, 1)
    assert crashing.first_crash == "RecursionError: dogs all the way down"
    assert everything.words and crashing.words
    assert crashing.words.f1 == pytest.approx(everything.words.f1 / 2)


def test_scores_are_the_same_in_one_process_and_in_two(animals: PageSet) -> None:
    systems = [EVERYTHING, NOTHING, CRASHING]
    assert score_set(animals, systems, jobs=1) == score_set(animals, systems, jobs=2)


def end_the_process(page: TruePage) -> None:
    os._exit(1)


def test_a_page_that_kills_its_process_ends_the_run_with_the_name_of_its_set(animals: PageSet) -> None:
    with pytest.raises(BenchmarkError, match=r"animals: a page killed its process; --jobs 1 shows which"):
        list(each_page(end_the_process, animals, jobs=2, label="end"))


def test_quality_tells_page_types_and_the_pages_where_a_system_falls_behind(animals: PageSet) -> None:
    crashing = judge_set(animals, [EVERYTHING, CRASHING], jobs=1, seed=0).systems[1]
    assert [(one.type, one.pages, round(one.f1, 3)) for one in crashing.types] == [
        ("article", 1, 0.857),
        ("forum", 1, 0),
    ]
    assert crashing.against_first
    assert [(page.id, page.f1) for page in crashing.against_first.worst] == [("dogs", 0.0)]


def test_a_set_of_snippets_alone_is_judged_by_snippets_alone(tmp_path: Path) -> None:
    page_set = read_set(write_set(tmp_path / "snips", {"id": "one", "with": ["a page"], "without": ["Menu"]}))
    quality = judge_set(page_set, [EVERYTHING], jobs=1, seed=0).systems[0]
    assert quality.words is None and quality.types == () and quality.snippets_in_any_case is None
    assert quality.snippets
    assert (quality.snippets.found_rate, quality.snippets.leak_rate) == (1.0, 1.0)
    assert quality.snippets.f1 == pytest.approx(2 / 3)


class FakeClock:
    """A clock that stands still unless an extractor spends time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls: list[str] = []

    def __call__(self) -> float:
        return self.seconds

    def system(self, name: str, milliseconds: float) -> System:
        def spend(page: bytes) -> str:
            self.calls.append(name)
            self.seconds += milliseconds / 1000
            return ""

        return System(name, spend)


def test_speed_is_a_ratio_to_the_reference_of_the_same_run(animals: PageSet) -> None:
    clock = FakeClock()
    speed = time_set(animals, [clock.system("quick", 2), clock.system("slow", 5)], reference="slow", clock=clock)
    quick, slow = speed.systems
    assert (quick.mean_ms, quick.median_ms, quick.p99_ms) == pytest.approx((2, 2, 2))
    assert (quick.times_faster_by_mean, slow.times_faster_by_mean) == pytest.approx((2.5, 1))
    assert quick.times_faster_by_median == pytest.approx(2.5)


def test_the_order_of_systems_rotates_from_page_to_page_after_a_warm_up(animals: PageSet) -> None:
    clock = FakeClock()
    time_set(animals, [clock.system("a", 1), clock.system("b", 1)], reference="a", clock=clock)
    assert clock.calls == ["a", "b", "a", "b", "b", "a"]


def test_the_speed_table_has_a_ratio_even_when_the_reference_was_not_asked_for(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("speed", "--systems", "crashing") == 0
    printed = capsys.readouterr().out
    assert f"as fast as {REFERENCE}" in printed and "1.00×" in printed
    crashing = printed.splitlines()[2].split()
    assert (crashing[0], crashing[-1]) == ("crashing", "1")


def test_an_unknown_system_is_a_usage_error_that_lists_the_known(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("quality", "--systems", "everything,magic") == 2
    told = capsys.readouterr().err
    assert "magic" in told and "crashing" in told


def test_a_system_whose_package_is_missing_is_refused_with_the_extra_that_brings_it() -> None:
    absent = System("absent", answer_nothing, module="no_such_module_anywhere", package="no-such-package")
    with pytest.raises(BenchmarkError, match=r"no-such-package .*pip install -e '\.\[bench\]'"):
        choose_systems(["absent"], [absent])


def test_the_report_is_one_page_that_loads_nothing(run: Callable[..., int], tmp_path: Path) -> None:
    html, figures = tmp_path / "report.html", tmp_path / "figures.json"
    arguments = ["--systems", "everything,crashing", "--html", str(html), "--json", str(figures)]
    assert run("quality", "speed", *arguments) == 0
    page = html.read_text(encoding="utf-8")
    assert "<circle" in page and "<rect" in page and "dogs all the way down" in page
    assert not any(mark in page for mark in ("http:", "https:", "src=", "@import", "<link", "url("))
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert [row["crashes"] for row in found["quality"][0]["systems"]] == [0, 1]
    assert found["speed"][0]["reference"] == REFERENCE


def test_a_report_that_cannot_be_written_is_told_before_the_run(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("quality", "--systems", "everything", "--html", str(tmp_path / "gone" / "report.html")) == 2
    printed = capsys.readouterr()
    assert "gone" in printed.err and not printed.out


def test_a_limit_draws_the_same_sample_for_the_same_seed(tmp_path: Path) -> None:
    page_set = read_set(write_set(tmp_path / "many", *({"id": f"p{n:02}", "text": "x"} for n in range(40))))
    drawn = [[page.id for page in page_set.sample(10, seed=seed).pages] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0] == sorted(drawn[0]) and len(drawn[0]) == 10


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_each_installed_system_finds_the_prose_of_a_plain_page(system: System) -> None:
    try:
        require_package(system)
    except BenchmarkError as missing:
        pytest.skip(str(missing))
    answer = ask(system.extract, PAGE.encode())
    assert answer.crash is None
    assert "nobody on the quay saw that its lamps were out. It was day 5." in answer.text


@pytest.mark.parametrize("module", ["charts", "measures", "stoplists", "tables", "visible"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"benchmarks.{module}"))
    assert outcome.attempted and not outcome.failed
