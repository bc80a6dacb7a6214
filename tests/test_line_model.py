"""The line model of plain text: its training, its file, and what it is told of a line."""

from __future__ import annotations

import gzip
import json
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.line_model.__main__ import main
from benchmarks.training.gradient import Batch, loss_and_gradient
from benchmarks.training.learning import LabelledText, averaged, learn, scale_of
from scrubber.cleaner.plain_text.features import line_features
from scrubber.cleaner.plain_text.model import LineModel, read_model, shipped_model, write_model
from scrubber.cleaner.scoring.cut import best_cut
from scrubber.cleaner.scoring.network import Weights, probabilities, spans

COLUMNS = 5
LINES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60).filter(str.strip),
    min_size=1,
    max_size=30,
)


def texts(count: int, seed: int = 1) -> list[LabelledText]:
    """Texts whose lines are content where their second feature is high, or that of the line above is."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        features = random.normal(size=(30, COLUMNS)).astype(np.float32)
        is_high = features[:, 1] > 0.5
        is_content = is_high | np.concatenate([[False], is_high[:-1]])
        found.append(LabelledText(features, is_content.astype(np.float32), np.full(30, 9.0, np.float32)))
    return found


def small_network() -> Weights:
    few = texts(3)
    return learn(few, scale_of(few), seed=0, epochs=1)


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    random = np.random.default_rng(0)
    start = small_network()
    arrays = {name: getattr(start, name).astype(np.float64) for name in Weights.__slots__}
    batch = Batch(
        random.normal(size=(54, COLUMNS)),
        (random.random(54) < 0.4).astype(float),
        random.integers(0, 9, 54).astype(float),
        (13, 1, 40),
        np.array([1.0, 0.5, 2.0]),
    )

    def loss() -> float:
        return loss_and_gradient(batch, Weights(**arrays), spans(batch.lengths), 1.0, random)[0]

    gradient = loss_and_gradient(batch, Weights(**arrays), spans(batch.lengths), 1.0, random)[1]
    for name, slopes in gradient.items():
        place = np.unravel_index(int(np.abs(slopes).argmax()), slopes.shape)
        step = 1e-4
        arrays[name][place] += step
        above = loss()
        arrays[name][place] -= 2 * step
        below = loss()
        arrays[name][place] += step
        assert (above - below) / (2 * step) == pytest.approx(slopes[place], rel=0.05), name


def test_a_network_learns_what_a_line_is_and_what_stands_above_it() -> None:
    seen, unseen = texts(200), texts(20, seed=2)
    network = learn(seen, scale_of(seen), seed=0, epochs=100)
    right = [((probabilities(text.features, network) > 0.5) == text.is_content).mean() for text in unseen]
    assert np.mean(right) > 0.95


def test_the_same_seed_gives_the_same_weights_and_another_one_others() -> None:
    few = texts(6)
    one, same, other = (learn(few, scale_of(few), seed=seed, epochs=1) for seed in (3, 3, 4))
    assert all(np.array_equal(getattr(one, name), getattr(same, name)) for name in Weights.__slots__)
    assert not np.array_equal(one.line, other.line)


def test_the_answers_of_networks_side_by_side_are_averaged() -> None:
    few = texts(6)
    one, other = (learn(few, scale_of(few), seed=seed, epochs=1) for seed in (3, 4))
    both = probabilities(few[0].features, averaged([one, other]))
    apart = (probabilities(few[0].features, one) + probabilities(few[0].features, other)) / 2
    assert both == pytest.approx(apart, abs=1e-6)


def test_a_model_that_was_written_says_nearly_the_same() -> None:
    model = LineModel(small_network(), np.arange(9, dtype=np.float32))
    file = BytesIO()
    write_model(model, file)
    file.seek(0)
    again = read_model(file)
    lines = texts(1)[0].features
    assert probabilities(lines, again.network) == pytest.approx(probabilities(lines, model.network), abs=0.02)
    assert again.regime.tolist() == model.regime.tolist()


def test_the_shipped_model_fits_the_features_and_is_no_larger_than_100_kb() -> None:
    shipped = shipped_model()
    assert line_features(["A line."], np.array([True])).shape[1] == len(shipped.network.mean)
    import scrubber.cleaner.plain_text as package

    assert Path(package.__file__ or "").with_name("line_model.npz").stat().st_size <= 100_000


@given(LINES)
def test_every_feature_of_any_line_is_a_number(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    found = line_features([line for line in lines if line] or ["a"], np.ones(max(1, sum(map(bool, lines))), bool))
    assert np.isfinite(found).all()


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=12), st.integers(0, 99))
def test_no_other_set_of_lines_is_expected_to_be_better_than_the_best_cut(sure: list[float], seed: int) -> None:
    p, words = np.array(sure), np.random.default_rng(seed).integers(1, 30, len(sure)).astype(float)
    taken, expected = best_cut(p, words)

    def f1(chosen: np.ndarray) -> float:
        return float(2 * (p * words)[chosen].sum() / (words[chosen].sum() + (p * words).sum()))

    assert f1(taken) == pytest.approx(expected)
    assert all(f1(p >= limit) <= expected + 1e-9 for limit in sure)


def test_the_command_trains_a_model_of_all_sites_and_one_without_each_part(tmp_path: Path) -> None:
    pages = tmp_path / "set" / "pages"
    pages.mkdir(parents=True)
    rows = []
    for number in range(12):
        prose = [f"On day {day} of year {number} the ferry left the quay with all its lamps lit." for day in range(6)]
        body = "".join(f"<p>{line}</p>" for line in prose)
        html = f"<title>Ferry {number}</title><nav><a>Home</a><a>News</a></nav>{body}<footer>Imprint</footer>"
        (pages / f"p{number}.html.gz").write_bytes(gzip.compress(html.encode()))
        rows.append({"id": f"p{number}", "url": f"https://site{number}.example/", "text": "\n".join(prose)})
    (tmp_path / "set" / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)))
    options = ["--set", str(tmp_path / "set"), "--out", str(tmp_path / "model.npz"), "--folds", str(tmp_path / "folds")]
    assert main([*options, "--seeds", "1", "--epochs", "1", "--jobs", "1"]) == 0
    assert sorted(path.name for path in (tmp_path / "folds").iterdir()) == [f"{fold}.npz" for fold in range(5)]
    with (tmp_path / "model.npz").open("rb") as file:
        assert len(read_model(file).regime) == 9


def test_a_set_that_is_not_there_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--set", str(tmp_path / "none"), "--out", str(tmp_path / "m.npz"), "--folds", str(tmp_path / "folds")]
    assert main(options) == 2
    assert capsys.readouterr().err.startswith("benchmarks: ")
