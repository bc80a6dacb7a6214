"""The measure of plain text, on invented pages and invented cleaners whose figures can be counted by hand."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.corpus import PageSet, TruePage, read_set
from benchmarks.domains import fold_of, is_held
from benchmarks.errors import BenchmarkError
from benchmarks.plain_text.clean_texts import score_clean_texts
from benchmarks.plain_text.cleaners import CLEANERS, Cleaner, FlatPage
from benchmarks.plain_text.cropping import Crop, CropCounts, count_crop, crop
from benchmarks.plain_text.flattening import FLATTENERS
from benchmarks.plain_text.line_rules import c4, c4_pages, fineweb, fineweb_pages
from benchmarks.plain_text.quality import RegimeQuality, SetText, flattened_anew, judge_text
from benchmarks.plain_text.scoring import cropped, score_page, text_of
from benchmarks.plain_text.tables import text_tables
from benchmarks.report import Run, to_html
from benchmarks.systems import System, ask, require_package
from scrubber.cleaner.wording.matching import words_of

COUNCIL = "The council met on Monday evening."
BRIDGE = "It voted for the bridge."
JOKE = "A joke is told only once."
MORE = "Read more stories here"
PROSE = "The ferry left the harbour before dawn, and nobody on the quay saw that its lamps were out."


def keep_everything(page: FlatPage) -> str:
    return page.text


def drop_first_line(page: FlatPage) -> str:
    return page.text.partition("\n")[2]


def drop_more(page: FlatPage) -> str:
    return "\n".join(line for line in page.text.splitlines() if line != MORE)


def crash_on_bridges(page: FlatPage) -> str:
    if "bridge" in page.text:
        raise RecursionError("bridges all the way down")
    return page.text


EVERYTHING = Cleaner("everything", keep_everything)
HEADLESS = Cleaner("headless", drop_first_line)
QUIET = Cleaner("quiet", drop_more)
CRASHING = Cleaner("crashing", crash_on_bridges)
FAKES = (EVERYTHING, HEADLESS, QUIET, CRASHING)


def page_of(*texts: str, title: str = "Council") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f'<!doctype html><html lang="de"><head><title>{title}</title></head><body>{paragraphs}</body></html>'


def write_set(folder: Path, *rows: tuple[dict[str, Any], str | bytes]) -> Path:
    (folder / "pages").mkdir(parents=True)
    for row, page in rows:
        source = page.encode() if isinstance(page, str) else page
        (folder / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(source))
    (folder / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row, _ in rows), encoding="utf-8")
    return folder


@pytest.fixture
def council(tmp_path: Path) -> PageSet:
    """Two pages of two countries: their titles are not in the truth, nor is a line inside the body of the first."""
    voted = {"id": "at_Voted_1", "text": f"{COUNCIL}\n{BRIDGE}"}, page_of(COUNCIL, MORE, BRIDGE)
    quiet = {"id": "be_Quiet_1", "text": COUNCIL}, page_of(COUNCIL)
    return read_set(write_set(tmp_path / "council", voted, quiet))


def judged(page_set: PageSet, *cleaners: Cleaner, views: tuple[str, ...] = ("wet", "crop")) -> SetText:
    return judge_text(page_set, cleaners, views, jobs=1, seed=0)


def one_page(source: str | bytes, tmp_path: Path, **fields: Any) -> TruePage:
    return read_set(write_set(tmp_path / "one", ({"id": "one", "text": "x"} | fields, source))).pages[0]


@pytest.mark.parametrize(
    ("view", "text"),
    [
        ("wet", "Council\nThe council met.\nThen it left.\nNo script."),
        ("bs4", "Council\nThe council\nmet\n.\nThen it left.\nNo script."),
        ("para", "The council met.Then it left."),
    ],
)
def test_each_view_breaks_its_lines_in_its_own_way(view: str, text: str) -> None:
    page = page_of(
        "The council <a>met</a>.<br>Then it left.<!-- note --><script>x</script><noscript>No script.</noscript>"
    )
    assert text_of(view, page.encode()) == text


def test_paragraphs_are_set_apart_by_blank_lines_and_block_elements_without_text_leave_no_line() -> None:
    assert text_of("para", page_of(COUNCIL, " ", f"<div>{BRIDGE}</div>").encode()) == f"{COUNCIL}\n\n{BRIDGE}"


def test_what_is_nested_deeply_and_what_follows_it_is_flattened_too() -> None:
    deep = f"<body>{'<div>' * 1500}{COUNCIL}{'</div>' * 1500}{BRIDGE}</body>"
    assert FLATTENERS["wet"].lines(deep) == [COUNCIL, BRIDGE]


@pytest.mark.parametrize("view", FLATTENERS)
@pytest.mark.parametrize("source", [b"", b"<!doctype html>"])
def test_a_page_that_is_empty_has_no_text(view: str, source: bytes) -> None:
    assert text_of(view, source) == ""


def test_a_crop_is_the_body_with_a_few_lines_around_it_drawn_from_the_id() -> None:
    before, after = [f"before {n}" for n in range(30)], [f"after {n}" for n in range(30)]
    cuts = [crop([*before, COUNCIL, MORE, BRIDGE, *after], f"{COUNCIL}\n{BRIDGE}", f"p{n}") for n in range(300)]
    assert all(cut and [cut.lines[index] for index in cut.body] == [COUNCIL, MORE, BRIDGE] for cut in cuts)
    assert {cut.body.start for cut in cuts if cut} == set(range(5))
    assert {len(cut.lines) - cut.body.stop for cut in cuts if cut} == set(range(21))
    again = crop([*before, COUNCIL, MORE, BRIDGE, *after], f"{COUNCIL}\n{BRIDGE}", "p7")
    assert again == cuts[7]


def test_a_crop_begins_at_the_body_even_where_its_headline_stands_in_the_menu_too() -> None:
    lines = ["Bridge", *(f"Item {n}" for n in range(9)), "Bridge", COUNCIL]
    cut = crop(lines, f"So it was. Bridge {COUNCIL}", "p1")
    assert cut and len(cut.body) == 2


def test_a_page_without_any_of_its_truth_has_no_crop(tmp_path: Path) -> None:
    page = one_page(page_of(MORE), tmp_path, text=COUNCIL)
    assert cropped(page, page.read()) is None
    assert cropped(replace(page, text=None), page.read()) is cropped(replace(page, text=""), page.read()) is None


CUT = Crop(
    (MORE, COUNCIL, MORE, JOKE, BRIDGE, MORE, "***"), (False, True, False, False, True, False, None), range(1, 5)
)


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        ("\n\n".join(CUT.lines), CropCounts(11, 11, 2, 0, 1, 0)),
        (f"{COUNCIL}\n{BRIDGE}", CropCounts(11, 11, 2, 2, 1, 1)),
        (f"{COUNCIL}\n{MORE}\n{JOKE}\n{BRIDGE}", CropCounts(11, 11, 2, 0, 1, 1)),
        (f"{MORE}\n{COUNCIL.replace(' ', '  ')}\n\n{MORE}", CropCounts(11, 6, 2, 1, 1, 1)),
        (f"{COUNCIL}\n{BRIDGE}\n{MORE}", CropCounts(11, 11, 2, 2, 1, 0)),
        ("", CropCounts(11, 0, 2, 2, 1, 1)),
    ],
    ids=["everything", "content", "body", "a-line-lost", "tail", "nothing"],
)
def test_a_crop_is_counted_by_the_lines_that_an_answer_still_has_in_their_order(
    answer: str, counts: CropCounts
) -> None:
    assert count_crop(CUT, answer) == counts


@pytest.mark.parametrize(
    ("line", "by_c4", "by_fineweb"),
    [
        ("The ferry left before dawn.", True, True),
        ("The ferry left.", False, True),
        ("Left it.", False, False),
        ("“Nobody saw its lamps at all”", True, False),
        ("The ferry left before dawn and nobody saw it", False, True),
        ("The ferry left before dawn...", False, True),
        ("Home and away", False, False),
        ("Please turn on JavaScript to see this page.", False, False),
        ("This site makes use of cookies, as all do.", False, False),
        ("Then it says { and nothing more than that.", False, False),
        ("Lorem ipsum dolor sit amet, as they say.", False, False),
        (f"It is {'x' * 1001} that was meant by it.", False, False),
    ],
)
def test_the_line_rules_are_those_that_were_published(line: str, by_c4: bool, by_fineweb: bool) -> None:
    assert (c4(line) == line, fineweb(line) == line) == (by_c4, by_fineweb)


def test_the_rules_for_pages_leave_nothing_of_a_page_that_fails_them() -> None:
    page = "\n".join(f"{PROSE} That was on day {day}." for day in range(4))
    assert c4_pages(page) == fineweb_pages(page) == page
    for code in ("And then it says { and nothing more than that.", "Lorem ipsum dolor sit amet, as they always say."):
        assert c4_pages(f"{page}\n{code}") == fineweb_pages(f"{page}\n{code}") == ""
    assert c4_pages(f"{PROSE}\nIt was day one of many.") == ""
    unended = "\n".join(f"{PROSE.rstrip('.')}, and it was only day {day}" for day in range(9))
    assert fineweb_pages(f"{unended}\n{PROSE}") == "" != fineweb(unended)


def test_of_two_equal_lines_fineweb_keeps_the_first_and_blank_lines_stay() -> None:
    assert fineweb(f"{PROSE}\n\n{COUNCIL}\n{PROSE}") == f"{PROSE}\n\n{COUNCIL}"


def test_word_f1_is_the_mean_over_the_pages_of_each_view(council: PageSet) -> None:
    wet, cut = judged(council, EVERYTHING, HEADLESS).views
    assert (wet.name, cut.name) == ("council, wet", "council, crop")
    everything, headless = (row.words for row in wet.systems)
    assert everything and headless
    assert everything.precision == pytest.approx((11 / 16 + 6 / 7) / 2)
    assert headless.precision == pytest.approx((11 / 15 + 1) / 2)
    assert (everything.recall, headless.recall) == (1.0, 1.0)
    cut_words = cut.systems[0].words
    assert cut_words and cut_words.precision == pytest.approx((11 / 15 + 1) / 2)


def test_the_crop_is_pooled_over_pages_and_its_boilerplate_inside_told_apart(council: PageSet) -> None:
    (pooled,) = judged(council, EVERYTHING, QUIET, HEADLESS).crops
    everything, quiet, headless = (row.counts for row in pooled.cleaners)
    assert (pooled.name, pooled.pages) == ("council, crop", 2)
    assert everything == CropCounts(17, 17, 1, 0, 0, 0)
    assert quiet == CropCounts(17, 17, 1, 1, 0, 0)
    assert headless.kept_words == 5


def test_the_articles_of_a_typed_set_have_a_crop_of_their_own(tmp_path: Path) -> None:
    rows = [
        ({"id": kind, "text": f"{COUNCIL}\n{BRIDGE}", "type": kind}, page_of(COUNCIL, MORE, BRIDGE))
        for kind in ("article", "forum")
    ]
    found = judged(read_set(write_set(tmp_path / "typed", *rows)), EVERYTHING)
    assert [(one.name, one.pages) for one in found.crops] == [("typed, crop", 2), ("typed, crop, articles only", 1)]
    assert [row.counts.texts for row in found.clean] == [1], "only articles are clean text"
    assert [one.type for one in found.views[0].systems[0].types] == ["article", "forum"]


def test_countries_are_compared_where_ids_open_with_them_and_a_tie_is_not_better(council: PageSet) -> None:
    ours, rival = Cleaner("scrubber", drop_more), Cleaner("c4", keep_everything)
    (wet,) = judged(council, ours, rival, views=("wet",)).countries
    assert [(one.country, one.pages) for one in wet.countries] == [("at", 1), ("be", 1)]
    assert wet.countries[0].f1 > wet.countries[0].rival_f1 and wet.countries[1].f1 == wet.countries[1].rival_f1
    assert wet.not_better == 1
    typed = replace(council, pages=tuple(replace(page, type="article") for page in council.pages))
    plain = replace(council, pages=tuple(replace(page, id=page.id.upper()) for page in council.pages))
    assert not judged(typed, ours, rival).countries and not judged(plain, ours, rival).countries
    assert not judged(council, ours, QUIET).countries


def test_a_set_of_snippets_alone_is_judged_by_them_on_the_wet_view_alone(tmp_path: Path) -> None:
    row = {"id": "snips", "with": ["voted for the bridge"], "without": ["more stories"]}
    found = judged(read_set(write_set(tmp_path / "snips", (row, page_of(BRIDGE, MORE)))), EVERYTHING, QUIET)
    assert [view.name for view in found.views] == ["snips, wet"]
    assert [row.snippets and row.snippets.f1 for row in found.views[0].systems] == [pytest.approx(2 / 3), 1.0]
    assert (found.crops, found.clean, found.countries) == ((), (), ())


def test_snippets_are_not_looked_for_where_the_text_is_known(tmp_path: Path) -> None:
    row = {"id": "both", "text": BRIDGE, "with": ["no such"], "without": []}
    assert (
        judged(read_set(write_set(tmp_path / "both", (row, page_of(BRIDGE)))), EVERYTHING).views[0].systems[0].snippets
        is None
    )


def test_a_page_without_a_crop_is_left_out_of_that_view_alone(tmp_path: Path) -> None:
    rows = ({"id": "login", "text": ""}, page_of(MORE)), ({"id": "voted", "text": BRIDGE}, page_of(BRIDGE))
    found = judged(read_set(write_set(tmp_path / "login", *rows)), EVERYTHING)
    assert [(view.name, view.pages) for view in found.views] == [("login, wet", 2), ("login, crop", 1)]


def test_a_crashing_cleaner_is_counted_not_fatal(council: PageSet) -> None:
    wet = judged(council, EVERYTHING, CRASHING).views[0]
    assert [(row.crashes, row.empty) for row in wet.systems] == [(0, 0), (1, 1)]
    assert wet.systems[1].first_crash == "RecursionError: bridges all the way down"


def test_of_clean_text_lines_and_bytes_are_told_apart(tmp_path: Path) -> None:
    text = f"{COUNCIL}\n\n{BRIDGE}  It did."
    rows = [({"id": f"p{n}", "text": text}, page_of(COUNCIL)) for n in range(2)]

    def give_back(separator: str) -> Callable[[FlatPage], str]:
        return lambda page: separator.join([COUNCIL, f"{BRIDGE} It did."])

    cleaners = [
        Cleaner("folded", give_back("\n\n")),
        Cleaner("joined", give_back("\n")),
        Cleaner("raw", keep_everything),
        Cleaner("headless", drop_first_line),
    ]
    clean = judged(read_set(write_set(tmp_path / "clean", *rows)), *cleaners).clean
    assert [(one.counts.same_lines, one.counts.same_bytes) for one in clean] == [(2, 2), (2, 0), (2, 0), (0, 0)]
    assert [(one.counts.words, one.counts.kept_words) for one in clean] == [(26, 26), (26, 26), (26, 26), (26, 14)]


def test_clean_texts_are_drawn_by_seed_and_an_empty_truth_is_none(tmp_path: Path) -> None:
    rows = [({"id": f"p{n}", "text": "" if n else COUNCIL}, page_of(COUNCIL)) for n in range(3)]
    page_set = read_set(write_set(tmp_path / "some", *rows))
    assert len(score_clean_texts(page_set, [EVERYTHING], jobs=1, seed=0)) == 1


def test_a_cleaner_is_told_the_fold_of_the_site_and_the_declared_language(tmp_path: Path) -> None:
    seen: list[FlatPage] = []

    def look(page: FlatPage) -> str:
        seen.append(page)
        return page.text

    page = one_page(page_of(COUNCIL), tmp_path, text=COUNCIL, url="https://news.paper.co.uk/1")
    score_page(page, ("wet", "crop"), [Cleaner("look", look)])
    judge_text(PageSet("one", (page,)), [Cleaner("look", look)], ["wet"], jobs=1, seed=0)
    fold = int(sha256(b"paper.co.uk").hexdigest(), 16) % 5
    assert {(one.fold, one.stoplist) for one in seen} == {(fold, "German")}
    assert {one.text for one in seen} == {f"Council\n{COUNCIL}", COUNCIL}


def test_the_held_part_is_the_first_fold() -> None:
    pages = [TruePage(f"p{n}", Path()) for n in range(60)]
    assert {fold_of(page) for page in pages} == set(range(5))
    assert all(is_held(page) == (fold_of(page) == 0) for page in pages)


def test_a_timed_cleaner_finds_nothing_of_the_page_remembered(council: PageSet) -> None:
    words_of(COUNCIL)
    flattened_anew(council.pages[0])
    assert words_of.cache_info().currsize == 0


def test_cleaners_are_timed_on_the_wet_view_of_each_page_against_the_first(council: PageSet) -> None:
    seen: list[str] = []

    def look(page: FlatPage) -> str:
        seen.append(page.text)
        return page.text

    judged(council, Cleaner("look", look), views=("para",))
    assert seen[-2:] == [f"Council\n{COUNCIL}\n{MORE}\n{BRIDGE}", f"Council\n{COUNCIL}"]
    speed = judged(council, QUIET, EVERYTHING, views=("bs4",)).speed
    assert (speed.name, speed.pages, speed.reference) == ("council, wet", 2, "quiet")
    assert [row.system for row in speed.systems] == ["quiet", "everything"]


def test_the_tables_say_what_the_set_can_say(council: PageSet) -> None:
    ours, rival = Cleaner("scrubber", drop_more), Cleaner("c4", keep_everything)
    found = replace(judged(council, ours, rival), regimes=(RegimeQuality("wet", 4, 3),))
    tables = {table.title: table for table in text_tables(found)}
    assert next(iter(tables)) == "council: word F1 by view"
    assert tables["council: word F1 by view"].header == ("cleaner", "wet (2)", "crop (2)")
    countries = tables["council, wet: word F1 by country; scrubber is not better than c4 in 1 of 2"]
    assert countries.rows[1] == ("be", "1", "0.923", "0.923", "+0.000")
    kept = tables["council, crop: kept of the content, and removed of the boilerplate, over 2 pages"]
    assert kept.rows == (("scrubber", "1.000", "1", "1.000", "0", "–"), ("c4", "1.000", "1", "0.000", "0", "–"))
    assert tables["council: how often scrubber tells a page from a body"].rows == (("wet", "4", "0.750"),)


def test_there_is_no_table_of_regimes_for_a_scrubber_that_tells_none(council: PageSet) -> None:
    found = replace(judged(council, EVERYTHING), regimes=())
    assert not any("tells a page" in table.title for table in text_tables(found))


def run(*words: str) -> int:
    nothing = System("none", lambda _: "")
    return main(["text", *words, "--systems", "none"], environment={}, known=[nothing], known_cleaners=FAKES)


def test_the_command_prints_every_set_and_writes_every_figure(
    council: PageSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"id": "snips", "with": ["council"], "without": ["stories"]}
    snips = write_set(tmp_path / "snips", (row, page_of(COUNCIL, MORE)))
    html, figures = tmp_path / "report.html", tmp_path / "figures.json"
    folders = ["--set", str(tmp_path / "council"), "--set", str(snips)]
    written = ["--html", str(html), "--json", str(figures)]
    assert run("--cleaners", "quiet,everything", "--views", "para,crop", *folders, *written) == 0
    printed = capsys.readouterr().out
    assert "council, para: 2 pages" in printed and "snips, wet: 1 pages" in printed and "headless" not in printed
    found = json.loads(figures.read_text(encoding="utf-8"))["text"]
    assert [[view["name"] for view in one["views"]] for one in found] == [
        ["council, para", "council, crop"],
        ["snips, wet"],
    ]
    page = html.read_text(encoding="utf-8")
    assert page.count('class="legend"') == 3 and "snips: plain text" in page and "<circle" in page


def test_figures_are_the_same_in_one_process_and_in_two(council: PageSet) -> None:
    once, twice = (judge_text(council, FAKES, ["wet", "crop"], jobs=jobs, seed=0) for jobs in (1, 2))
    assert replace(once, speed=twice.speed) == twice


@pytest.mark.parametrize(
    ("cleaners", "told"), [("everything,magic", "magic"), (",", "--cleaners names none")], ids=["unknown", "none"]
)
def test_cleaners_that_cannot_be_chosen_are_a_usage_error(
    council: PageSet, tmp_path: Path, capsys: pytest.CaptureFixture[str], cleaners: str, told: str
) -> None:
    assert run("--cleaners", cleaners, "--set", str(tmp_path / "council")) == 2
    printed = capsys.readouterr()
    assert told in printed.err and not printed.out


def test_an_unknown_view_is_a_usage_error_that_lists_the_known(
    council: PageSet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--views", "wet,pdf", "--set", str(tmp_path / "council"))
    assert ended.value.code == 2 and "there are wet, bs4, para, crop" in capsys.readouterr().err


def test_a_set_of_which_no_page_has_the_view_is_reported_without_it(tmp_path: Path) -> None:
    found = judged(
        read_set(write_set(tmp_path / "bare", ({"id": "p", "text": ""}, page_of(MORE)))), QUIET, views=("crop",)
    )
    assert found.views == () and found.crops == ()
    assert "bare: plain text" in to_html(Run((), 0, text=(found,)))


@pytest.mark.parametrize("cleaner", CLEANERS, ids=lambda cleaner: cleaner.name)
def test_each_installed_cleaner_keeps_the_prose_of_a_text_and_bears_one_without_words(cleaner: Cleaner) -> None:
    try:
        require_package(cleaner)
    except BenchmarkError as missing:
        pytest.skip(str(missing))
    text = "\n".join(["Home", *(f"{PROSE} {PROSE} That was on day {day}." for day in range(8))])
    answer = ask(cleaner.clean, FlatPage(text))
    assert answer.crash is None and "nobody on the quay saw that its lamps were out. That was on day 5." in answer.text
    nothing = ask(cleaner.clean, FlatPage("\n \n"))
    assert nothing.crash is None and not nothing.text.strip()


@pytest.mark.parametrize(
    "module",
    [
        *(f"plain_text.{name}" for name in ("cleaners", "clean_texts", "cropping", "flattening", "line_rules")),
        *(f"plain_text.{name}" for name in ("quality", "scoring", "tables")),
        *(f"line_model.{name}" for name in ("regime_fit", "scripts")),
        "options",
    ],
)
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"benchmarks.{module}"))
    assert outcome.attempted and not outcome.failed
