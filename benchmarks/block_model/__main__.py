"""Train the block model: `python -m benchmarks.block_model --set DIR … --out FILE --folds DIR`."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.block_model.confidence_fit import fit_confidence
from benchmarks.block_model.pages import LabelledPage, labelled_page
from benchmarks.block_model.word_tally import WordTally, in_labels, in_names
from benchmarks.domains import FOLDS
from benchmarks.measures import word_f1
from benchmarks.progress import counted
from benchmarks.training.command import EVERYTHING, train
from benchmarks.training.learning import LabelledText, averaged, learn, scale_of
from benchmarks.training.pages import each_labelled
from scrubber.cleaner.main_text.features import block_features
from scrubber.cleaner.main_text.model import BlockModel, write_model
from scrubber.cleaner.main_text.scores import score
from scrubber.cleaner.scoring.network import Weights

KEPT = 0.8  # of each layer, by dropout
TEMPERATURE = 1.2  # networks are surer of pages that they have not seen than they should be; 1 and 1.5 are worse
NOT_FITTED = np.array([[0.0, 1.0], [0.0, 1.0]], np.float32)

Fitted = tuple[BlockModel, list[tuple[float, float]]]
"""A model, and for each page that it has not seen the F1 that it expected and the F1 that came of it."""

_pages: tuple[LabelledPage, ...] = ()  # of the process: handing them over would take longer than learning from them


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the shipped model, and one for each part of the sites that has not seen it; 0, or 2 with a message."""
    return train("benchmarks.block_model", (__doc__ or "").split(":")[0], _run, arguments)


def _run(options: argparse.Namespace) -> None:
    global _pages
    _pages = tuple(page for page in each_labelled(options, labelled_page, label="pages") if page is not None)
    parts = (*range(FOLDS), EVERYTHING)
    fit = partial(_fit, seeds=options.seeds, epochs=options.epochs)
    with ProcessPoolExecutor(options.jobs) as pool:
        found = list(counted(pool.map(fit, parts), total=len(parts), label="models"))
    for held, (model, _) in zip(parts, found, strict=True):
        pairs = [pair for fold, (_, of_fold) in zip(parts, found, strict=True) if fold != held for pair in of_fold]
        path = options.out if held == EVERYTHING else options.folds / f"{held}.npz"
        with path.open("wb") as file:
            write_model(replace(model, confidence=fit_confidence(pairs)), file)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def _fit(held: int, *, seeds: int, epochs: int) -> Fitted:
    """A model that has not seen the sites of the held part."""
    seen = [page for page in _pages if page.fold != held]
    names, labels = WordTally(seen, in_names), WordTally(seen, in_labels)
    texts = [_as_text(page, names, labels) for page in seen]
    scale = scale_of(texts)
    network = averaged([learn(texts, scale, seed=seed, epochs=epochs, kept=KEPT) for seed in range(seeds)])
    model = BlockModel(_softened(network), names.scores(), labels.scores(), NOT_FITTED)
    unseen = (page for page in _pages if page.fold == held and page.truth is not None)
    return model, [_expected_and_measured(page, model) for page in unseen]


def _as_text(page: LabelledPage, names: WordTally, labels: WordTally) -> LabelledText:
    """The features of a page are those of one on a new site: its own has no say in what words tell."""
    features = block_features(
        page.blocks, page.title or "", *(tally.scores(without=page.site) for tally in (names, labels))
    )
    return LabelledText(features.astype(np.float16), page.is_content, page.words, page.weight)


def _softened(network: Weights) -> Weights:
    return replace(network, out=network.out / TEMPERATURE, out_bias=network.out_bias / TEMPERATURE)


def _expected_and_measured(page: LabelledPage, model: BlockModel) -> tuple[float, float]:
    chosen, expected = score(page.blocks, page.title, model).cut("balanced")
    text = "\n".join(block.text for block in page.blocks if block.index in chosen)
    return expected, word_f1(text, page.truth or "").f1


if __name__ == "__main__":
    sys.exit(main())
