"""The measure of rules, on invented pages and invented rules whose figures can be counted by hand."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.corpus import PageSet, read_set
from benchmarks.domains import part_of
from benchmarks.errors import BenchmarkError
from benchmarks.polishing import polish_page
from benchmarks.rule_tables import markdown_table, rule_tables
from benchmarks.rule_times import time_page
from benchmarks.rules import RuleFigures, SetRules, figures_of, polish_set, pooled_figures
from benchmarks.systems import System
from scrubber import read
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.verdict import Verdict
from scrubber.cleaner.wording.matching import words_of

COUNCIL = "The council met on Monday evening."
BRIDGE = "It voted for the bridge."
MORE = "Read more stories here"
JOKE = "A joke is told only once."
SENTENCE = "The ferry left the harbour before dawn with its lamps out."


def drop(name: str, *texts: str, copies: slice = slice(None), budget: float = 1.0) -> Rule:
    """A rule that drops the blocks with these texts, or only some of their copies on a page."""

    def judge(draft: Draft) -> Iterator[Verdict]:
        for text in texts:
            same = [block for block in draft.page.blocks if block.text == text]
            yield from (Verdict(block.index, False, name, "says so") for block in same[copies] if draft.is_kept(block))

    return Rule(name, judge, "", budget=budget)


def page_of(*texts: str) -> str:
    return f"<!doctype html><html><body>{''.join(f'<p>{text}</p>' for text in texts)}</body></html>"


def write_set(folder: Path, *rows: tuple[dict[str, Any], str]) -> Path:
    (folder / "pages").mkdir(parents=True)
    for row, page in rows:
        (folder / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(page.encode()))
    (folder / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row, _ in rows), encoding="utf-8")
    return folder


@pytest.fixture
def council(tmp_path: Path) -> PageSet:
    """A page of which a rule may drop one line rightly and one wrongly, and a page of which it drops nothing."""
    voted = {"id": "voted", "text": f"{COUNCIL}\n{BRIDGE}"}, page_of("Home", COUNCIL, MORE, BRIDGE)
    quiet = {"id": "quiet", "text": COUNCIL}, page_of("Home", COUNCIL)
    return read_set(write_set(tmp_path / "council", voted, quiet))


RULES = (drop("main-text", "Home"), drop("related", MORE, BRIDGE), drop("share", MORE))


def measured(page_set: PageSet, *rules: Rule) -> SetRules:
    return figures_of(polish_set(page_set, rules=rules), rules=rules)


def blocks(row: RuleFigures) -> tuple[int, int, int]:
    return row.boilerplate, row.content, row.unknown


def test_a_rule_with_a_right_and_a_wrong_drop_is_counted_by_blocks_and_by_words(council: PageSet) -> None:
    related, share = measured(council, *RULES).rules
    assert (related.rule, blocks(related), related.precision) == ("related", (1, 1, 0), 0.5)
    assert (related.word_precision, related.words) == (pytest.approx(4 / 9), 9)
    assert (related.pages, related.overruled) == (1, 0)
    assert (share.rule, blocks(share), share.precision, share.pages) == ("share", (0, 0, 0), None, 0)


def test_the_rules_that_choose_the_main_text_are_not_measured(council: PageSet) -> None:
    chosen = [drop(name, "Home") for name in ("headline", "main-text", "restored")]
    found = measured(council, *chosen, drop("related", "Home"))
    assert [row.rule for row in (*found.rules, found.together)] == ["related", "all polishing rules"]
    assert blocks(found.together) == (0, 0, 0)


def test_the_text_is_scored_without_the_polishing_rules_and_with_them(council: PageSet) -> None:
    effect = measured(council, *RULES).effect
    assert effect and effect.without.words and effect.polished.words
    both = (effect.without.words, effect.polished.words)
    assert [score.precision for score in both] == pytest.approx([(11 / 15 + 1) / 2, 1.0])
    assert [score.recall for score in both] == pytest.approx([1.0, (6 / 11 + 1) / 2])
    assert (effect.without.strangers, effect.polished.strangers, effect.removed_strangers) == (4, 0, 1.0)


def test_a_page_that_loses_more_than_a_tenth_of_its_words_is_listed_with_the_rule_to_blame(council: PageSet) -> None:
    effect = measured(council, RULES[0], drop("share", MORE), drop("related", BRIDGE)).effect
    assert effect and effect.losing_pages == 1
    assert [(page.id, page.rule, page.lost) for page in effect.losing] == [("voted", "related", pytest.approx(5 / 11))]


def test_the_page_that_loses_most_is_listed_first(tmp_path: Path) -> None:
    rows = [
        ({"id": name, "text": f"{kept} {BRIDGE}"}, page_of(kept, BRIDGE))
        for name, kept in (("some", f"{COUNCIL} {MORE}"), ("most", MORE), ("half", COUNCIL))
    ]
    effect = measured(read_set(write_set(tmp_path / "losers", *rows)), drop("related", BRIDGE)).effect
    assert effect and [page.id for page in effect.losing] == ["most", "half", "some"]


def test_an_image_without_words_is_no_block_that_was_dropped(tmp_path: Path) -> None:
    page = page_of(COUNCIL).replace("</body>", '<img src="https://paper.example/bridge.jpg" width="900"></body>')
    assert any(not block.text for block in read(page).blocks)
    page_set = read_set(write_set(tmp_path / "images", ({"id": "i", "text": COUNCIL}, page)))
    found = measured(page_set, drop("caption", "")).together
    assert (blocks(found), found.pages) == ((0, 0, 0), 0)


def test_a_page_that_loses_a_tenth_is_not_listed(tmp_path: Path) -> None:
    truth = f"{' '.join(f'w{number}' for number in range(27))} one two three"
    page = page_of(truth.removesuffix(" one two three"), "one two three")
    page_set = read_set(write_set(tmp_path / "tenth", ({"id": "tenth", "text": truth}, page)))
    effect = measured(page_set, drop("share", "one two three")).effect
    assert effect and effect.losing == ()


@pytest.mark.parametrize(
    ("in_truth", "dropped", "right"),
    [(1, slice(1, 2), True), (1, slice(0, 1), False), (2, slice(1, 2), False), (2, slice(2, 3), True)],
)
def test_of_the_copies_of_a_text_as_many_are_content_as_the_truth_prints_and_the_first_ones(
    tmp_path: Path, in_truth: int, dropped: slice, right: bool
) -> None:
    truth = "\n".join([COUNCIL, *[JOKE] * in_truth])
    page_set = read_set(
        write_set(tmp_path / "jokes", ({"id": "j", "text": truth}, page_of(JOKE, COUNCIL, JOKE, BRIDGE, JOKE)))
    )
    found = measured(page_set, drop("repeated-paragraph", JOKE, copies=dropped)).together
    assert blocks(found) == ((1, 0, 0) if right else (0, 1, 0))


def test_where_only_snippets_are_known_other_blocks_are_unknown(tmp_path: Path) -> None:
    row = {"id": "snips", "with": ["voted for the bridge", "met on Monday"], "without": ["more stories"]}
    page_set = read_set(write_set(tmp_path / "snips", (row, page_of(COUNCIL, MORE, BRIDGE, SENTENCE))))
    found = measured(page_set, drop("related", MORE, BRIDGE, SENTENCE))
    assert blocks(found.together) == (1, 1, 1)
    assert (found.together.precision, found.together.words) == (0.5, 4 + 5 + 11)
    assert found.effect and found.effect.without.snippets and found.effect.polished.snippets
    snippets = (found.effect.without.snippets, found.effect.polished.snippets)
    assert [(one.found_rate, one.leak_rate) for one in snippets] == [(1.0, 1.0), (0.5, 0.0)]
    assert [(page.rule, page.lost) for page in found.effect.losing] == [("related", 0.5)]


def test_every_drop_on_a_page_without_main_text_is_right(tmp_path: Path) -> None:
    page_set = read_set(write_set(tmp_path / "login", ({"id": "login", "text": ""}, page_of(MORE, "***"))))
    assert blocks(measured(page_set, drop("related", MORE, "***")).together) == (1, 0, 1)


def test_a_rule_that_goes_over_its_budget_drops_nothing_and_is_counted_as_overruled(tmp_path: Path) -> None:
    prose = " ".join([SENTENCE] * 50)
    page_set = read_set(write_set(tmp_path / "ferry", ({"id": "f", "text": prose}, page_of(prose))))
    found = measured(page_set, drop("caption", prose, budget=0.5)).together
    assert (blocks(found), found.pages, found.overruled) == ((0, 0, 0), 0, 1)


def test_pooled_sets_are_their_pages_in_one_pot(council: PageSet) -> None:
    polished = polish_set(council, rules=RULES)
    pooled = pooled_figures([polished, polished], rules=RULES)
    assert (pooled.pages, blocks(pooled.together), pooled.effect) == (4, (2, 2, 0), None)


def site_held(site: str) -> bool:
    return int(sha256(site.encode()).hexdigest(), 16) % 5 == 0


def test_the_held_part_is_a_fifth_of_the_domains_and_never_half_of_one(tmp_path: Path) -> None:
    sites = [f"paper{number}.co.uk" for number in range(40)]
    rows = [
        ({"id": f"{host}.{site}", "text": "x", "url": f"https://{host}.{site}/a"}, page_of("x"))
        for site in sites
        for host in ("www", "sport")
    ]
    page_set = read_set(write_set(tmp_path / "papers", *rows))
    held, rest = ({page.id for page in part_of([page_set], part)[0].pages} for part in ("held", "rest"))
    assert held == {f"{host}.{site}" for site in sites if site_held(site) for host in ("www", "sport")}
    assert held and rest and held | rest == {page.id for page in page_set.pages} and not held & rest


def test_a_part_without_any_page_is_an_error_that_names_the_sets(council: PageSet) -> None:
    pages = tuple(page for page in council.pages if not site_held(page.id))
    assert pages, "pages without an address are split by their ids"
    with pytest.raises(BenchmarkError, match="no page of council"):
        part_of([PageSet("council", pages)], "held")


class FakeClock:
    """A clock that only rules set forward."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def rule(self, name: str, milliseconds: Callable[[], float], *drops: str) -> Rule:
        inner = drop(name, *drops)

        def judge(draft: Draft) -> list[Any]:
            self.seconds += milliseconds() / 1000
            return list(inner.judge(draft))

        return Rule(name, judge, "", budget=1.0)


def test_rules_are_timed_on_html_once_and_on_text_for_every_round(council: PageSet) -> None:
    clock = FakeClock()
    main_text = clock.rule("main-text", lambda: 100.0, "Home")
    polishing = (clock.rule("related", lambda: 2.0, MORE), clock.rule("share", lambda: 1.0))
    page = polish_page(council.pages[0], (main_text, *polishing), clock)
    assert (page.html_times.together, page.html_times.each) == (pytest.approx(3), pytest.approx((2, 1)))
    assert (page.text_times.together, page.text_times.each) == (pytest.approx(6), pytest.approx((4, 2)))


def test_html_is_timed_on_what_the_choice_of_the_main_text_has_left(council: PageSet) -> None:
    clock = FakeClock()

    def judge(draft: Draft) -> tuple[Verdict, ...]:
        clock.seconds += len(draft.kept()) / 1000
        return ()

    page = polish_page(council.pages[0], (drop("main-text", "Home"), Rule("related", judge, "")), clock)
    assert (page.html_times.together, page.text_times.together) == (pytest.approx(3), pytest.approx(4))


def test_the_least_of_the_repetitions_counts_and_each_has_a_fresh_draft() -> None:
    clock, durations = FakeClock(), iter([5.0, 2.0, 3.0])
    drafts: list[Draft] = []

    def judge(draft: Draft) -> tuple[Verdict, ...]:
        drafts.append(draft)
        return ()

    slow, look = clock.rule("related", lambda: next(durations)), Rule("look", judge, "")
    assert time_page(read(page_of(COUNCIL)), (slow, look), clock=clock).each == (pytest.approx(2), 0)
    assert len(drafts) == len(set(map(id, drafts))) == 3


def test_no_repetition_finds_the_words_of_a_text_remembered_from_the_one_before() -> None:
    remembered: list[int] = []

    def judge(_: Draft) -> tuple[Verdict, ...]:
        before = words_of.cache_info().hits
        words_of(COUNCIL)
        remembered.append(words_of.cache_info().hits - before)
        return ()

    time_page(read(page_of(COUNCIL)), (Rule("words", judge, ""),))
    assert remembered == [0, 0, 0]


def test_the_tables_have_a_row_for_every_rule_in_their_order_and_one_for_all(council: PageSet) -> None:
    precision, effect, losing, cost = rule_tables(measured(council, *RULES))
    for table in (precision, cost):
        assert [row[0] for row in table.rows] == ["related", "share", "all polishing rules"]
    assert precision.rows[0] == ("related", "1", "1", "0", "0.500", "0.444", "9", "1", "0")
    assert effect.rows[-1][-1] == "−100.0 %"
    assert losing.title.endswith("to polishing rules: 1") and losing.rows == (("voted", "related", "45.5 %"),)


def test_a_document_gets_no_row_of_a_rule_that_took_nothing(council: PageSet) -> None:
    written = markdown_table(measured(council, *RULES)).splitlines()
    assert [line.split(" | ")[0] for line in written] == ["| rule", "| ---", "| related", "| all polishing rules"]


def ask(*words: str) -> int:
    return main([*words, "--systems", "none", "--jobs", "1"], environment={}, known=[System("none", lambda _: "")])


def test_the_command_prints_each_set_then_all_pooled_and_writes_every_figure(
    council: PageSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"id": "snips", "with": ["council"], "without": ["stories"]}
    snips = write_set(tmp_path / "snips", (row, page_of(COUNCIL, MORE)))
    html, figures = tmp_path / "report.html", tmp_path / "figures.json"
    folders = ["--set", str(tmp_path / "council"), "--set", str(snips)]
    assert ask("rules", *folders, "--html", str(html), "--json", str(figures)) == 0
    printed = capsys.readouterr().out
    titles = [line.split(":")[0] for line in printed.splitlines() if "CPU ms" in line]
    assert titles == ["council", "snips", "all sets"]
    found = json.loads(figures.read_text(encoding="utf-8"))["rules"]
    assert [(one["name"], one["pages"]) for one in found] == [("council", 2), ("snips", 1), ("all sets", 3)]
    assert "all polishing rules" in html.read_text(encoding="utf-8")


def test_the_table_goes_between_the_markers_of_a_document(council: PageSet, tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("Above\n<!-- rules:all -->\nold\n<!-- /rules:all -->\nBelow\n", encoding="utf-8")
    assert ask("rules", "--set", str(tmp_path / "council"), "--doc", str(document)) == 0
    written = document.read_text(encoding="utf-8")
    assert written.startswith("Above\n<!-- rules:all -->\n") and written.endswith("<!-- /rules:all -->\nBelow\n")
    assert "| all polishing rules |" in written and "old" not in written


@pytest.mark.parametrize(("measure", "told"), [("rules", "rules:all"), ("blocks", "takes the tables of `rules`")])
def test_a_document_without_a_place_for_the_table_is_told_before_the_run(
    council: PageSet, tmp_path: Path, capsys: pytest.CaptureFixture[str], measure: str, told: str
) -> None:
    document = tmp_path / "page.md"
    document.write_text("No markers here.\n", encoding="utf-8")
    assert ask(measure, "--set", str(tmp_path / "council"), "--doc", str(document)) == 2
    printed = capsys.readouterr()
    assert told in printed.err and not printed.out


@pytest.mark.parametrize("module", ["document", "domains", "labels"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"benchmarks.{module}"))
    assert outcome.attempted and not outcome.failed
