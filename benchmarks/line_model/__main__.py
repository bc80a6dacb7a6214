"""Train the line model: `python -m benchmarks.line_model --set DIR … --out FILE --folds DIR`."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray

from benchmarks.domains import FOLDS
from benchmarks.line_model.regime_fit import fit_logistic
from benchmarks.line_model.texts import Example, examples_of
from benchmarks.progress import counted
from benchmarks.training.command import EVERYTHING, train
from benchmarks.training.learning import averaged, learn, scale_of
from benchmarks.training.pages import each_labelled
from scrubber.cleaner.plain_text.model import LineModel, write_model
from scrubber.cleaner.plain_text.regime import evidence
from scrubber.cleaner.scoring.cut import best_cut
from scrubber.cleaner.scoring.network import Weights, probabilities

_examples: tuple[Example, ...] = ()  # of the process: handing them over would take longer than learning from them


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the shipped model, and one for each part of the sites that has not seen it; 0, or 2 with a message."""
    return train("benchmarks.line_model", (__doc__ or "").split(":")[0], _run, arguments)


def _run(options: argparse.Namespace) -> None:
    global _examples
    _examples = tuple(one for page in each_labelled(options, examples_of, label="texts") for one in page)
    tasks = [(held, seed, options.epochs) for held in (*range(FOLDS), EVERYTHING) for seed in range(options.seeds)]
    with ProcessPoolExecutor(options.jobs) as pool:
        networks = list(counted(pool.map(_learn, tasks), total=len(tasks), label="networks"))
        found = {
            held: averaged([one for task, one in zip(tasks, networks, strict=True) if task[0] == held])
            for held in (*range(FOLDS), EVERYTHING)
        }
        seen = [pool.submit(_evidence_out_of_fold, fold, found[fold]) for fold in range(FOLDS)]
        by_fold = [one.result() for one in seen]
    for held, network in found.items():
        learned = [row for fold, rows in enumerate(by_fold) if fold != held for row in rows]
        regime = fit_logistic([row[0] for row in learned], [row[1] for row in learned])
        path = options.out if held == EVERYTHING else options.folds / f"{held}.npz"
        with path.open("wb") as file:
            write_model(LineModel(network, regime), file)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


def _learn(task: tuple[int, int, int]) -> Weights:
    """A network that has not seen the held part; all of one part share their scale."""
    held, seed, epochs = task
    texts = [example.text for example in _examples if example.fold != held]
    return learn(texts, scale_of(texts), seed=seed, epochs=epochs)


def _evidence_out_of_fold(fold: int, network: Weights) -> list[tuple[NDArray[np.float32], bool]]:
    """The evidence for a whole page in each text of a part, and whether it is one."""
    rows = []
    for example in _examples:
        if example.fold == fold and example.text.is_content.any():
            sure = probabilities(example.text.features.astype(np.float32), network)
            rows.append((evidence(sure, best_cut(sure, example.line_words)[0]), example.is_page))
    return rows


if __name__ == "__main__":
    sys.exit(main())
