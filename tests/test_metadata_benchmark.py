"""The measure of metadata, on invented pages and invented readers whose figures can be counted by hand."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.corpus import PageSet, read_set
from benchmarks.domains import part_of
from benchmarks.errors import BenchmarkError
from benchmarks.metadata import memos
from benchmarks.metadata.answers import GivenPage, ImageAnswer, MetadataAnswer
from benchmarks.metadata.dates import read_date
from benchmarks.metadata.fields import DATES, FIELDS, FieldScore
from benchmarks.metadata.quality import FieldQuality, SetMetadata, judge_metadata
from benchmarks.metadata.readers import READERS, Reader
from benchmarks.metadata.scoring import score_answer, score_page
from benchmarks.metadata.tables import metadata_tables
from benchmarks.metadata.times import time_readers
from benchmarks.metadata.truth import TrueImage, TrueMetadata, true_metadata
from benchmarks.report import Run, to_html
from benchmarks.systems import System, attempt, require_package
from benchmarks.tables import aligned

PROSE = "The ferry left the harbour before dawn, and nobody on the quay saw that its lamps were out. "
PAGE = (
    '<!doctype html><html lang="en"><head><title>Ferry lost at dawn</title>'
    '<meta property="og:title" content="Ferry lost at dawn"><meta property="og:site_name" content="The Gazette">'
    '<meta property="article:published_time" content="2024-03-05T07:30:00+01:00">'
    '<meta property="article:modified_time" content="2024-03-09T10:00:00+01:00"></head><body><article>'
    "<h1>Ferry lost at dawn</h1>"
    '<figure><img src="/ferry_lost.jpg" width="800" height="600"><figcaption>The ferry at the quay on Monday. '
    "Photo: Ann Lee</figcaption></figure>"
    f"{''.join(f'<p>{PROSE * 3}It was day {day}.</p>' for day in range(8))}</article>"
    "</body></html>"
)
FERRY: dict[str, Any] = {
    "id": "ferry",
    "url": "https://gazette.example/ferry",
    "title": "Ferry lost",
    "authors": ["Jane Doe"],
    "date": "2024-03-05T07:30:00+01:00",
}
QUAY: dict[str, Any] = {"id": "quay", "url": "https://herald.example/quay", "title": "Quay closed", "authors": []}


def answer_truly(page: GivenPage) -> MetadataAnswer:
    """The pages of the invented sets hold their truth."""
    row = json.loads(page.source)
    return MetadataAnswer(title=row["title"], authors=tuple(row["authors"]), date=row.get("date"))


def answer_always(page: GivenPage) -> MetadataAnswer:
    return MetadataAnswer(title="Ferry found", authors=("John Roe",), date="2024-03-06")


def answer_address(page: GivenPage) -> MetadataAnswer:
    return MetadataAnswer(title=page.url)


def answer_nothing(page: GivenPage) -> MetadataAnswer:
    return MetadataAnswer()


def crash_on_quays(page: GivenPage) -> MetadataAnswer:
    if b"quay" in page.source:
        raise RecursionError("quays all the way down")
    return answer_truly(page)


TRUE, ALWAYS, ADDRESS = (
    Reader("true", answer_truly),
    Reader("always", answer_always),
    Reader("address", answer_address),
)
NOTHING, DAY = Reader("nothing", answer_nothing), Reader("day", answer_always, DATES)
CRASHING = Reader("crashing", crash_on_quays)
FAKES = (TRUE, ALWAYS, NOTHING, DAY, CRASHING)
SYSTEMS = (System("everything", bytes.decode),)


def write_set(folder: Path, *rows: Mapping[str, Any]) -> Path:
    (folder / "pages").mkdir(parents=True)
    for row in rows:
        (folder / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(json.dumps(row).encode()))
    (folder / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def harbour(tmp_path: Path) -> PageSet:
    return read_set(write_set(tmp_path / "harbour", FERRY, QUAY))


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., int]:
    """The command with invented readers and systems, on a set of metadata and one of snippets."""
    write_set(tmp_path / "sets" / "harbour", FERRY, QUAY)
    write_set(tmp_path / "sets" / "snips", {"id": "one", "with": ["one"]})
    environment = {"SCRUBBER_BENCH": str(tmp_path / "sets")}
    return lambda *words: main([*words, "--jobs", "1"], environment=environment, known=SYSTEMS, known_readers=FAKES)


def judged(page_set: PageSet, *readers: Reader, jobs: int = 1) -> SetMetadata:
    return judge_metadata(page_set, readers, jobs=jobs, seed=0)


def score_of(field: str, answer: MetadataAnswer, **truth: Any) -> FieldScore | None:
    return score_answer(answer, true_metadata(truth), FIELDS).get(field)


# the truth


def test_a_truth_has_the_fields_of_its_line_and_knows_nothing_of_others() -> None:
    image = {"urls": ["a.jpg", "b.jpg"], "caption": "The quay", "credit": ["Ann Lee"], "cover": True}
    truth = true_metadata({"title": "Ferry", "authors": [], "images": [image, {"urls": ["c.jpg"], "caption": None}]})
    assert (truth.title, truth.authors, truth.date, truth.tags) == ("Ferry", (), None, ())
    assert truth.images == (TrueImage(("a.jpg", "b.jpg"), "The quay", ("Ann Lee",)), TrueImage(("c.jpg",)))
    assert truth.lead_image == ("a.jpg", "b.jpg"), "a cover leads"
    assert true_metadata({"image": "d.jpg", "images": [image]}).lead_image == ("d.jpg",), "unless the lead is named"
    assert true_metadata({"text": "Main text"}) == TrueMetadata()


@pytest.mark.parametrize("fields", [{"authors": "Jane Doe"}, {"tags": [1]}, {"title": 7}, {"images": ["a.jpg"]}])
def test_a_truth_of_another_form_is_refused_with_its_line(tmp_path: Path, fields: dict[str, Any]) -> None:
    with pytest.raises(BenchmarkError, match=r"truth.jsonl:2"):
        read_set(write_set(tmp_path / "odd", FERRY, {"id": "odd"} | fields))


# the measures


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("Ferry lost at dawn", FieldScore(True, 1.0, True)),
        ("FERRY  lost at\u00a0dawn", FieldScore(True, 1.0, True)),
        ("Ferry lost", FieldScore(True, pytest.approx(2 / 3), False)),
        ("at dawn: Ferry lost", FieldScore(True, 1.0, False)),
        ("Quay closed", FieldScore(True, 0.0, False)),
        ("", FieldScore(False, 0.0, False)),
        (None, FieldScore(False, 0.0, False)),
    ],
)
def test_a_title_is_judged_by_its_words_and_is_exact_in_any_spelling(answer: str | None, score: FieldScore) -> None:
    assert score_of("title", MetadataAnswer(title=answer), title="Ferry lost at dawn") == score
    assert score_of("description", MetadataAnswer(description=answer), description="Ferry lost at dawn") == score


def test_quotes_and_dashes_of_all_kinds_are_the_same() -> None:
    answer = MetadataAnswer(title="“Ferry” – John’s")
    assert score_of("title", answer, title='"Ferry" - John\'s') == FieldScore(True, 1.0, True)


def test_the_words_of_a_script_without_spaces_are_its_characters() -> None:
    assert score_of("title", MetadataAnswer(title="渡口的早晨"), title="渡口的夜晚") == FieldScore(
        True, pytest.approx(0.6), False
    )


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        (("John Roe", "Jane Doe"), FieldScore(True, 1.0, True)),
        (("JANE DOE", "John  Roe", "John Roe"), FieldScore(True, 1.0, True)),
        (("Jane Doe",), FieldScore(True, pytest.approx(2 / 3), False)),
        (("Jane Doe", "John Roe", "The Gazette"), FieldScore(True, 0.8, False)),
        (("Jane Doe and John Roe",), FieldScore(True, 0.0, False)),
        (("…",), FieldScore(False, 0.0, False)),
        ((), FieldScore(False, 0.0, False)),
    ],
)
def test_authors_are_a_set_of_names_in_no_order(answer: tuple[str, ...], score: FieldScore) -> None:
    assert score_of("authors", MetadataAnswer(authors=answer), authors=["Jane Doe", "John Roe"]) == score


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ("2024-03-05", True),
        ("2024-03-04", True),
        ("2024-03-06", False),
        ("2024-03-05T00:30:00+01:00", True),
        ("2024-03-04T18:30:00-05:00", True),
        ("Tue, 5 Mar 2024 09:00:00 GMT", True),
        ("March 2024", False),
        ("9:30", False),
        ("2024", False),
        ("soon", False),
        ("0001-01-01T00:00:00+10:00", False),
        ("x" * 5000, False),
    ],
)
def test_a_date_is_right_on_the_day_of_its_zone_or_of_utc(answer: str, is_right: bool) -> None:
    score = score_of("date", MetadataAnswer(date=answer), date="2024-03-05 00:30:00+01:00")
    assert score == FieldScore(True, float(is_right), is_right)


def test_where_the_zone_is_unknown_the_day_may_be_that_of_any_zone() -> None:
    for day, is_right in (("2024-03-04", True), ("2024-03-05", True), ("2024-03-06", False)):
        score = score_of("date", MetadataAnswer(date=day), date="2024-03-05T08:00:00.000Z", any_zone=True)
        assert score and score.is_exact is is_right, day
    assert score_of("date", MetadataAnswer(date="2024-03-04"), date="2024-03-05T08:00:00.000Z") == FieldScore(
        True, 0.0, False
    )


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("2024-03-04T23:30:59Z", FieldScore(True, 1.0, True)),
        ("2024-03-05T00:29:01+01:00", FieldScore(True, 1.0, True)),
        ("2024-03-05T00:31:00+01:00", FieldScore(True, 0.0, False)),
        ("2024-03-05T00:30:00", FieldScore(False, 0.0, False)),
        ("2024-03-05", FieldScore(False, 0.0, False)),
        ("soon", FieldScore(False, 0.0, False)),
    ],
)
def test_an_instant_needs_a_zone_and_is_right_within_a_minute(answer: str, score: FieldScore) -> None:
    assert score_of("instant", MetadataAnswer(date=answer), date="2024-03-05T00:30:00+01:00") == score


def test_a_true_date_without_a_zone_asks_for_no_instant() -> None:
    assert score_of("instant", MetadataAnswer(date="2024-03-05"), date="2024-03-05T00:30:00") is None
    moment = read_date("2024-03-05T00:30:00")
    assert moment and not moment.is_at(moment)


@pytest.mark.parametrize("answer", [MetadataAnswer(), MetadataAnswer(authors=("Jane Doe",), date="2024-03-05")])
def test_silence_is_right_where_people_found_none_and_counts_nowhere_else(answer: MetadataAnswer) -> None:
    is_silent = answer == MetadataAnswer()
    scores = score_answer(answer, true_metadata({"authors": [], "date": ""}), FIELDS)
    score = FieldScore(not is_silent, float(is_silent), is_silent)
    assert scores == {"authors_none": score, "date_none": score}
    assert not score_answer(answer, true_metadata({"title": None, "tags": []}), FIELDS)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("The Daily Ferry", FieldScore(True, 1.0, True)),
        ("dailyferry.co.uk", FieldScore(True, 1.0, True)),
        ("Daily Ferry Online", FieldScore(True, 1.0, False)),
        ("Ferry", FieldScore(True, 1.0, False)),
        ("Gazette", FieldScore(True, 0.0, False)),
        ("–", FieldScore(False, 0.0, False)),
        (None, FieldScore(False, 0.0, False)),
    ],
)
def test_a_site_is_right_if_one_name_holds_the_other(answer: str | None, score: FieldScore) -> None:
    assert score_of("site", MetadataAnswer(site=answer), site="Daily Ferry") == score


@pytest.mark.parametrize(
    ("answer", "truth", "is_right"),
    [("de-AT", "de", True), ("nb", "no", True), ("nn_NO", "nb", True), ("EN", "en-GB", True), ("da", "de", False)],
)
def test_a_language_is_the_same_in_all_its_regions(answer: str, truth: str, is_right: bool) -> None:
    score = score_of("lang", MetadataAnswer(lang=answer), lang=truth)
    assert score == FieldScore(True, float(is_right), is_right)


def test_tags_are_a_set_in_any_case() -> None:
    assert score_of("tags", MetadataAnswer(tags=("ferry", "SEA", "")), tags=["Sea", "Ferry"]) == FieldScore(
        True, 1.0, True
    )
    assert score_of("tags", MetadataAnswer(tags=("sea", "quay", "dawn")), tags=["Sea"]) == FieldScore(True, 0.5, False)


TRUE_IMAGES = [
    {
        "urls": ["https://img.example/640/Ferry_lost.jpg", "https://img.example/1200/ferry_lost.webp"],
        "caption": "The ferry at the quay on Monday",
        "credit": ["Ann Lee", "AP"],
        "cover": True,
    },
    {"urls": ["https://img.example/640/1.jpg"], "caption": None, "credit": []},
]


@pytest.mark.parametrize(
    ("answer", "is_right"),
    [
        ("https://cdn.example/w=80/FERRY_lost.png?v=2", True),
        ("https://img.example/640/other_ferry.jpg", False),
        ("https://[half.example/ferry_lost.jpg", False),
    ],
)
def test_a_lead_image_is_told_by_its_file_name(answer: str, is_right: bool) -> None:
    score = score_of("lead_image", MetadataAnswer(image=answer), images=TRUE_IMAGES)
    assert score == FieldScore(True, float(is_right), is_right)


def test_images_are_found_by_file_name_and_a_short_name_by_its_whole_address() -> None:
    def scores(*urls: str | None) -> tuple[FieldScore | None, FieldScore | None]:
        answer = MetadataAnswer(images=tuple(map(ImageAnswer, urls)))
        return score_of("images", answer, images=TRUE_IMAGES), score_of("images_found", answer, images=TRUE_IMAGES)

    ferry, one = "https://cdn.example/ferry_lost.avif", "https://img.example/640/1.jpg?w=2"
    assert scores(ferry, one) == (FieldScore(True, 1.0, True), FieldScore(True, 1.0, True))
    assert scores(ferry, ferry, None) == (FieldScore(True, 0.5, False), FieldScore(True, 0.5, False))
    assert scores(ferry, "https://cdn.example/1.jpg") == (FieldScore(True, 0.5, False), FieldScore(True, 0.5, False))
    assert scores() == (FieldScore(False, 0.0, False), FieldScore(False, 0.0, False))


@pytest.mark.parametrize(
    ("url", "caption", "score"),
    [
        ("https://cdn.example/ferry_lost.avif", "The ferry at the quay on Monday", FieldScore(True, 1.0, True)),
        ("https://cdn.example/ferry_lost.avif", "The ferry at the quay on Monday.", FieldScore(True, 1.0, True)),
        ("https://cdn.example/ferry_lost.avif", "The ferry", FieldScore(True, pytest.approx(4 / 9), False)),
        ("https://cdn.example/ferry_lost.avif", None, FieldScore(False, 0.0, False)),
        ("https://cdn.example/other_ferry.avif", "The ferry at the quay on Monday", FieldScore(True, 0.0, False)),
    ],
)
def test_a_caption_is_judged_by_words_on_the_image_that_it_belongs_to(
    url: str, caption: str | None, score: FieldScore
) -> None:
    answer = MetadataAnswer(images=(ImageAnswer(url, caption),))
    assert score_of("captions", answer, images=TRUE_IMAGES) == score


@pytest.mark.parametrize(
    ("credit", "score"),
    [
        (("AP", "ANN LEE"), FieldScore(True, 1.0, True)),
        (("Ann Lee/AP",), FieldScore(True, 0.0, False)),
        (("Ann Lee",), FieldScore(True, 0.0, False)),
        ((), FieldScore(False, 0.0, False)),
    ],
)
def test_a_credit_is_right_if_its_names_are_the_same_set(credit: tuple[str, ...], score: FieldScore) -> None:
    answer = MetadataAnswer(images=(ImageAnswer("https://cdn.example/ferry_lost.avif", None, credit),))
    assert score_of("credits", answer, images=TRUE_IMAGES) == score


def test_of_two_images_with_one_file_name_the_first_counts() -> None:
    first, second = (ImageAnswer("https://cdn.example/ferry_lost.avif", caption) for caption in ("The ferry", "Menu"))
    score = score_of("captions", MetadataAnswer(images=(first, second)), images=TRUE_IMAGES)
    assert score and score.quality == pytest.approx(4 / 9)


def test_captions_and_credits_are_means_over_the_true_images_that_have_them() -> None:
    second = {"urls": ["https://img.example/harbour.jpg"], "caption": "The harbour", "credit": ["dpa"]}
    answer = MetadataAnswer(images=(ImageAnswer("https://img.example/harbour.jpg", "The harbour", ("dpa",)),))
    images = [*TRUE_IMAGES, second]
    assert score_of("captions", answer, images=images) == FieldScore(True, 0.5, False)
    assert score_of("credits", answer, images=images) == FieldScore(True, 0.5, False)


# the figures of a set


def test_figures_are_means_over_the_pages_that_have_truth_for_the_field(harbour: PageSet) -> None:
    true, always = judged(harbour, TRUE, ALWAYS).readers
    assert true.fields == (
        FieldQuality("title", 2, 1.0, 1.0, 1.0, 1.0),
        FieldQuality("authors", 1, 1.0, 1.0, 1.0, 1.0),
        FieldQuality("authors_none", 1, 0.0, 1.0, 1.0, None),
        FieldQuality("date", 1, 1.0, 1.0, 1.0, 1.0),
        FieldQuality("instant", 1, 1.0, 1.0, 1.0, 1.0),
    )
    assert always.of("title") == FieldQuality("title", 2, 1.0, 0.0, 0.25, 0.0)
    assert always.of("authors_none") == FieldQuality("authors_none", 1, 1.0, 0.0, 0.0, 0.0)
    assert always.of("instant") == FieldQuality("instant", 1, 0.0, 0.0, 0.0, None)


def test_an_answer_counts_as_right_only_among_the_answers(tmp_path: Path) -> None:
    lost = {"id": "lost", "title": "quay", "authors": ["John Roe"]}
    crashing = judged(read_set(write_set(tmp_path / "half", FERRY, lost)), CRASHING).readers[0]
    assert crashing.of("authors") == FieldQuality("authors", 2, 0.5, 0.5, 0.5, 1.0)


def test_a_reader_is_not_compared_in_fields_that_it_cannot_answer(harbour: PageSet) -> None:
    found = judged(harbour, DAY, TRUE)
    assert [one.field for one in found.readers[0].fields] == ["date", "instant"]
    overview, *_ = metadata_tables(found)
    assert overview.header == ("field", "pages", "day", "true")
    assert overview.rows[0] == ("title", "2", "–", "1.000")


def test_a_crashing_reader_is_counted_not_fatal(harbour: PageSet) -> None:
    true, crashing = judged(harbour, TRUE, CRASHING, jobs=2).readers
    assert (true.crashes, crashing.crashes) == (0, 1)
    assert crashing.first_crash == "RecursionError: quays all the way down"
    title, silence = crashing.of("title"), crashing.of("authors_none")
    assert title and silence and (title.answered, title.f1, silence.exact) == (0.5, 0.5, 1.0)


def test_scores_are_the_same_in_one_process_and_in_two(harbour: PageSet) -> None:
    once, twice = (judged(harbour, TRUE, ALWAYS, jobs=jobs).readers for jobs in (1, 2))
    assert once == twice


def test_readers_are_given_the_address_of_the_page(harbour: PageSet) -> None:
    page = replace(harbour.pages[0], metadata=TrueMetadata(title="https://gazette.example/ferry"))
    (score,) = score_page(page, [ADDRESS])
    assert score.fields["title"].is_exact


# the time


class FakeClock:
    """A clock that stands still unless a reader spends time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.calls: list[str] = []

    def __call__(self) -> float:
        return self.seconds

    def reader(self, name: str, milliseconds: float, *, without: float | None = None) -> Reader:
        def spend(called: str, spent: float) -> Callable[[GivenPage], str]:
            def call(page: GivenPage) -> str:
                self.calls.append(called)
                self.seconds += spent / 1000
                return ""

            return call

        bare = None if without is None else spend(f"{name}-", without)
        return Reader(name, answer_nothing, timed=spend(name, milliseconds), without=bare)


def test_what_metadata_add_is_the_time_with_them_less_the_time_without(harbour: PageSet) -> None:
    clock = FakeClock()
    readers = [clock.reader("ours", 12, without=10), clock.reader("trafilatura", 40, without=32), clock.reader("x", 3)]
    ours, reference, lone = time_readers(harbour, readers, clock=clock).readers
    assert (ours.mean_ms, ours.median_ms) == pytest.approx((12, 12))
    assert ours.adds and reference.adds and lone.adds is None
    assert (ours.adds.mean_ms, ours.adds.median_ms) == pytest.approx((2, 2))
    assert (ours.adds.of_reference_by_mean, ours.adds.of_reference_by_median) == pytest.approx((0.25, 0.25))
    assert reference.adds.of_reference_by_mean == pytest.approx(1)


def test_without_the_reference_there_is_time_and_no_ratio(harbour: PageSet) -> None:
    clock = FakeClock()
    (ours,) = time_readers(harbour, [clock.reader("ours", 12, without=10)], clock=clock).readers
    assert ours.adds and ours.adds.of_reference_by_mean is None


def test_the_order_turns_about_and_all_texts_are_forgotten_before_each_call(harbour: PageSet) -> None:
    clock = FakeClock()
    readers = [clock.reader("a", 2, without=1), clock.reader("b", 1)]
    time_readers(harbour, readers, clock=clock, forget=lambda: clock.calls.append("|"))
    order = "".join(clock.calls)
    assert order.endswith("|a|b|a-|a-|b|a"), "the second turn runs backwards"
    assert order.count("|") == 6


def test_what_extractors_remember_of_a_text_can_be_forgotten() -> None:
    from trafilatura.utils import trim

    from scrubber.cleaner import credits

    credits.split_credit("The quay. Photo: Ann Lee")
    trim("The  quay")
    memos.forget_texts()
    assert credits._split.cache_info().currsize == trim.cache_info().currsize == 0


# the command


def test_a_set_with_metadata_only_is_skipped_for_main_text_alone(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("quality", "metadata", "--systems", "everything", "--readers", "true,always") == 0
    printed = capsys.readouterr()
    assert "snips: 1 pages" in printed.out and "harbour: metadata, mean F1 by field over 2 pages" in printed.out
    assert "harbour: 2 pages" not in printed.out and "snips: metadata" not in printed.out
    assert "harbour: skipped, it has no main text to judge by" in printed.err
    assert "snips: skipped, it has no metadata to judge by" in printed.err


def test_a_run_of_metadata_alone_asks_for_no_system(run: Callable[..., int]) -> None:
    assert run("metadata", "--systems", "absent", "--readers", "true") == 0


def test_no_set_with_metadata_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_set(tmp_path / "snips", {"id": "one", "with": ["one"]})
    arguments = ["metadata", "--readers", "true", "--set", str(folder)]
    assert main(arguments, environment={}, known_readers=FAKES) == 2
    assert "snips: no page has title, authors, date or the like" in capsys.readouterr().err


@pytest.mark.parametrize(("readers", "told"), [("true,magic", "magic"), (",", "--readers names none")])
def test_readers_that_are_not_there_are_a_usage_error(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], readers: str, told: str
) -> None:
    assert run("metadata", "--readers", readers) == 2
    assert told in capsys.readouterr().err


def test_the_figures_are_in_the_json_and_in_the_report(run: Callable[..., int], tmp_path: Path) -> None:
    figures, html = tmp_path / "figures.json", tmp_path / "report.html"
    assert run("metadata", "--readers", "true,crashing", "--json", str(figures), "--html", str(html)) == 0
    (found,) = json.loads(figures.read_text(encoding="utf-8"))["metadata"]
    assert [(row["reader"], row["crashes"]) for row in found["readers"]] == [("true", 0), ("crashing", 1)]
    assert found["readers"][1]["fields"][0] == {
        "field": "title",
        "pages": 2,
        "answered": 0.5,
        "exact": 0.5,
        "f1": 0.5,
        "right": 1.0,
    }
    assert found["times"]["pages"] == 2
    page = html.read_text(encoding="utf-8")
    assert "harbour: metadata" in page and "quays all the way down" in page and "<rect" in page


def test_a_reader_that_cannot_answer_has_no_bar(harbour: PageSet) -> None:
    page = to_html(Run((), 0, metadata=(judged(harbour, DAY, TRUE),)))
    assert page.count("<rect") == len(("title", "authors")) + 2 * len(("date", "instant"))


def test_the_tables_say_each_figure_once_in_columns(harbour: PageSet) -> None:
    _, fields, silence, crashes, times = metadata_tables(judged(harbour, TRUE, CRASHING))
    assert aligned(fields).splitlines()[1:4] == [
        "  field    reader    pages  answered  exact     F1  right when answered",
        "  title    true          2     1.000  1.000  1.000                1.000",
        "  title    crashing      2     0.500  0.500  0.500                1.000",
    ]
    assert silence.rows == (("authors_none", "true", "1", "1.000"), ("authors_none", "crashing", "1", "1.000"))
    assert crashes.rows == (("crashing", "RecursionError: quays all the way down", "1"),)
    assert [row[0] for row in times.rows] == ["true", "crashing"] and times.rows[1][-1] == "1"


def test_the_halves_part_the_sites_and_never_one_of_them(tmp_path: Path) -> None:
    hosts = [f"{name}.paper{number}.co.uk" for number in range(40) for name in ("www", "sport")]
    page_set = read_set(
        write_set(tmp_path / "papers", *({"id": host, "title": "x", "url": f"https://{host}/a"} for host in hosts))
    )
    first, second = ({page.id for page in part_of([page_set], f"{name}-half")[0].pages} for name in ("first", "second"))
    assert first | second == set(hosts) and not first & second
    assert 20 <= len(first) <= 60
    assert all((f"www.paper{n}.co.uk" in first) == (f"sport.paper{n}.co.uk" in first) for n in range(40))


# the readers


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_each_installed_reader_tells_what_a_plain_page_declares(reader: Reader) -> None:
    try:
        require_package(reader)
    except BenchmarkError as missing:
        pytest.skip(str(missing))
    truth = {"title": "Ferry lost at dawn", "date": "2024-03-05T07:30:00+01:00", "site": "The Gazette"}
    answer, crash = attempt(reader.read, GivenPage(PAGE.encode(), "https://gazette.example/ferry"))
    assert answer and crash is None
    scores = score_answer(answer, true_metadata(truth), reader.fields)
    declared = {"title", "site"} & set(reader.fields) or set(DATES) & {"date", "instant"}
    assert all(scores[field].is_exact for field in declared)


def test_the_credit_of_scrubbers_image_is_one_name() -> None:
    reader = next(one for one in READERS if one.name == "scrubber")
    images = reader.read(GivenPage(PAGE.encode(), "https://gazette.example/ferry")).images
    assert [(image.caption, image.credit) for image in images] == [("The ferry at the quay on Monday.", ("Ann Lee",))]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_what_is_timed_of_a_reader_is_its_text(reader: Reader) -> None:
    calls = [call for call in (reader.timed, reader.without) if call]
    page = GivenPage(PAGE.encode(), "https://gazette.example/ferry")
    assert all("lamps were out. It was day 5." in call(page) for call in calls)


def test_a_page_of_which_trafilatura_finds_no_text_has_metadata_all_the_same() -> None:
    reader = next(one for one in READERS if one.name == "trafilatura")
    page = b"<html><head><title>Ferry lost at dawn</title></head><body></body></html>"
    assert reader.read(GivenPage(page)).title == "Ferry lost at dawn"


@pytest.mark.parametrize("module", ["agreement", "dates", "readers"])
def test_the_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"benchmarks.metadata.{module}"))
    assert outcome.attempted and not outcome.failed


def test_the_examples_of_the_truth_hold() -> None:
    truth = importlib.import_module("benchmarks.metadata.truth")
    outcome = doctest.testmod(truth, optionflags=doctest.ELLIPSIS)
    assert outcome.attempted and not outcome.failed


def test_the_examples_of_the_turns_hold() -> None:
    outcome = doctest.testmod(importlib.import_module("benchmarks.speed"))
    assert outcome.attempted and not outcome.failed
