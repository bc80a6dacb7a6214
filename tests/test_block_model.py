"""The block model of HTML: what it is told of a block, its training, its file, and what it chooses."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.block_model.__main__ import main
from benchmarks.block_model.confidence_fit import fit_confidence
from benchmarks.block_model.pages import LabelledPage
from benchmarks.block_model.word_tally import MIN_SITES, WordTally, in_labels, in_names
from scrubber import Block, read, rules, scrub
from scrubber.cleaner.main_text.elements import PAGE, elements_around, largest_parts, wider
from scrubber.cleaner.main_text.features import block_features
from scrubber.cleaner.main_text.model import BlockModel, read_model, shipped_model, write_model
from scrubber.cleaner.main_text.names import told_by_names
from scrubber.cleaner.main_text.scores import score
from scrubber.cleaner.main_text.told import WordScores
from scrubber.page import Container

PROSE = [
    "The council met on Monday evening and voted for the repair of the old bridge over the river.",
    "The vote ends a quarrel of eleven years, said the mayor, who had first proposed it as a young clerk.",
    "Work will begin in spring, and the ferry will run on Sundays until the last stone has been laid.",
    "Nobody knows what it will cost, but the county has promised to pay for two of the seven arches.",
]
NAMES = WordScores({"footer": -3.0, "entry": 1.5})
TAGS = st.sampled_from(["div", "p", "section", "ul", "li", "nav", "h2", "td", "b"])


def page(body: str) -> tuple[Block, ...]:
    return tuple(block for block in read(f"<!doctype html><html><body>{body}</body></html>").blocks if block.text)


def nested(draw_tags: list[str]) -> str:
    """Elements one inside the other, with a text before and after each."""
    markup = "Innermost words"
    for number, tag in enumerate(draw_tags):
        markup = (
            f"<{tag} class='c{number % 3} entry'>Above {number}<{tag}>{markup}</{tag}></{tag}><p>Below {number}.</p>"
        )
    return markup


def test_each_element_holds_blocks_that_stand_together() -> None:
    blocks = page("<div id=a><p>One</p><p>Two</p></div><p>Three</p><div id=b>Four<section>Five</section></div>")
    around = elements_around(blocks)
    held = {
        element.identifier or element.tag: [block.text for block in blocks[first:end]]
        for element, first, end in zip(around.elements, around.first, around.end, strict=True)
    }
    assert held["a"] == ["One", "Two"]
    assert held["b"] == ["Four", "Five"]
    assert held["section"] == ["Five"]
    assert held["body"] == ["One", "Two", "Three", "Four", "Five"]


@given(st.lists(TAGS, max_size=12))
def test_an_element_holds_all_that_the_elements_inside_it_hold(tags: list[str]) -> None:
    blocks = page(nested(tags))
    around = elements_around(blocks)
    for place, parent in enumerate(around.parents):
        assert around.first[parent] <= around.first[place]
        assert around.end[parent] >= around.end[place]
    size = around.end - around.first
    outer = wider(around)
    assert all(size[outer[place]] > size[place] or outer[place] == PAGE for place in range(len(size)))
    assert largest_parts(around).shape == outer.shape


@given(st.lists(TAGS, max_size=12))
def test_features_are_finite_and_the_same_in_number_for_any_page(tags: list[str]) -> None:
    blocks = page(nested(tags))
    features = block_features(blocks, "Above", NAMES, WordScores({"below": -1.0}))
    assert features.shape == (len(blocks), shipped_model().network.mean.shape[-1])
    assert np.isfinite(features).all()


def test_names_tell_by_their_words_and_no_part_of_a_word_tells_anything() -> None:
    told = told_by_names(Container("div", "", "site-footer entryBody"), Block(0, "x"), NAMES)
    assert told is not None
    assert (told.least, told.most, told.mean) == (-3.0, 1.5, -0.75)
    assert told_by_names(Container("div", "", "footerless sentry"), Block(0, "x"), NAMES) is None


def labelled(site: str, name: str, *, is_content: bool) -> LabelledPage:
    blocks = page(f"<div class='{name}'><p>{PROSE[0]}</p></div>")
    one = np.full(len(blocks), 1.0, np.float32)
    return LabelledPage(blocks, one * is_content, one * 18, None, None, 1.0, 0, site)


def test_a_word_tells_by_the_sites_on_which_it_is_around_content_each_counted_once() -> None:
    sites = [labelled(f"s{number}.example", "post", is_content=True) for number in range(MIN_SITES)]
    menus = [labelled(f"s{number}.example", "menu", is_content=False) for number in range(MIN_SITES)]
    again = [labelled("s0.example", "menu", is_content=True)] * 50
    tally = WordTally([*sites, *menus, *again], in_names)
    told = tally.scores().by_word
    assert told["post"] > 1 > -1 > told["menu"]
    assert tally.scores(without="s0.example").by_word["menu"] < told["menu"]
    assert tally.scores(without="elsewhere.example").by_word == told


def test_a_word_of_few_sites_tells_nothing() -> None:
    assert not WordTally([labelled("s.example", "post", is_content=True)] * MIN_SITES, in_names).scores().by_word


def test_labels_are_told_by_their_words_and_sentences_are_not() -> None:
    blocks = page(f"<p>Sign in</p><p>{PROSE[0]}</p>")
    none, words = np.zeros(2, np.float32), np.array([2, 17], np.float32)
    pages = [LabelledPage(blocks, none, words, None, None, 1.0, 0, f"s{number}.example") for number in range(MIN_SITES)]
    assert sorted(WordTally(pages, in_labels).scores().by_word) == ["in", "sign"]


def test_confidence_never_falls_where_more_is_expected() -> None:
    random = np.random.default_rng(0)
    fitted = fit_confidence([(float(value), float(value**2)) for value in random.random(200)])
    assert (np.diff(fitted, axis=1) >= 0).all()
    assert abs(np.interp(0.5, *fitted) - 0.25) < 0.05


def test_a_model_is_read_as_it_was_written_but_for_its_last_digits() -> None:
    model = shipped_model()
    file = BytesIO()
    write_model(model, file)
    file.seek(0)
    again = read_model(file)
    assert again.names.by_word == model.names.by_word
    assert again.labels.by_word == model.labels.by_word
    assert np.allclose(again.network.line, model.network.line, atol=0.01)
    assert np.array_equal(again.confidence, model.confidence)


def test_the_shipped_model_is_small() -> None:
    file = BytesIO()
    write_model(shipped_model(), file)
    assert len(file.getvalue()) <= 100_000


def test_prose_is_surer_to_be_content_than_the_menu_around_it() -> None:
    menu = "".join(f"<li><a href=/{number}>Section {number}</a></li>" for number in range(12))
    prose = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    blocks = page(f"<nav><ul>{menu}</ul></nav><article><h1>A bridge</h1>{prose}</article><footer>Imprint</footer>")
    scores = score(blocks)
    chosen, expected = scores.cut("balanced")
    assert [block.text for block in blocks if block.index in chosen and len(block.text) > 20] == PROSE
    assert 0 < expected <= 1
    assert 0 <= scores.confidence(expected) <= 1


def test_precision_takes_no_more_than_recall() -> None:
    prose = "".join(f"<div><h3>Part {number}</h3><p>{sentence}</p></div>" for number, sentence in enumerate(PROSE * 3))
    scores = score(page(f"<ul><li><a href=/>Home</a></li></ul>{prose}<div>Share this</div>"))
    precise, balanced, complete = (scores.cut(favor)[0] for favor in ("precision", "balanced", "recall"))
    assert precise <= balanced <= complete


def test_every_reason_can_be_checked_on_the_page() -> None:
    menu = "".join(f"<li><a href=/{number}>Section {number}</a></li>" for number in range(8))
    prose = "".join(f"<p>{sentence}</p>" for sentence in PROSE)
    source = (
        f"<!doctype html><html><body><nav><ul>{menu}</ul></nav><article>{prose}</article>"
        "<div style='display:none'><p>A text that nobody sees</p></div><footer><p>Imprint</p></footer></body></html>"
    )
    reasons = {removal.text: removal.reason for removal in scrub(source, rules=rules(main_text="fast")).removals}
    assert reasons["Section 0"] == "100% of its text is links"
    assert reasons["A text that nobody sees"] == "stands in an element that the page does not show"
    assert reasons["Imprint"] == "stands in a footer"


def write_set(folder: Path, sites: int) -> Path:
    """Pages of some sites with a menu, an article and a footer each."""
    (folder / "pages").mkdir(parents=True)
    rows = []
    for number in range(sites):
        prose = "".join(f"<p>{sentence} Part {number}.</p>" for sentence in PROSE)
        menu = "".join(f"<li><a href=/{one}>Item {one}</a></li>" for one in range(9))
        source = f"<!doctype html><html><body><ul class=menu>{menu}</ul><div class=post>{prose}</div></body></html>"
        (folder / "pages" / f"p{number}.html.gz").write_bytes(gzip.compress(source.encode()))
        text = "\n".join(f"{sentence} Part {number}." for sentence in PROSE)
        rows.append(json.dumps({"id": f"p{number}", "url": f"https://s{number}.example/", "text": text}))
    (folder / "truth.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_the_same_pages_give_the_same_model_and_one_for_each_part(tmp_path: Path) -> None:
    pages = write_set(tmp_path / "set", 30)
    for run in ("one", "two"):
        code = main(
            ["--set", str(pages), "--out", str(tmp_path / run / "m.npz"), "--folds", str(tmp_path / run), "--seeds=1"]
        )
        assert code == 0
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [
        *(f"{fold}.npz" for fold in range(5)),
        "m.npz",
    ]
    assert (tmp_path / "one" / "m.npz").read_bytes() == (tmp_path / "two" / "m.npz").read_bytes()
    with (tmp_path / "one" / "m.npz").open("rb") as file:
        model = read_model(file)
    assert isinstance(model, BlockModel)
    assert model.names.by_word["post"] > model.names.by_word["menu"]


def test_training_without_pages_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--set", str(tmp_path), "--out", str(tmp_path / "m.npz"), "--folds", str(tmp_path / "f")]) == 2
    assert "truth.jsonl" in capsys.readouterr().err
