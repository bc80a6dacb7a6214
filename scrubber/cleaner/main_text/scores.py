"""How sure it is that each block of an HTML page is content: the judge of main text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scrubber.cleaner.main_text.features import block_features
from scrubber.cleaner.main_text.model import BlockModel, shipped_model
from scrubber.cleaner.scoring import MIN_EXPECTED
from scrubber.cleaner.scoring.cut import best_cut
from scrubber.cleaner.scoring.network import probabilities
from scrubber.junk import is_junk

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from scrubber.cleaner.main_text import Favor
    from scrubber.cleaner.scoring.characters import Floats
    from scrubber.page import Block

BETAS = {"balanced": 1.0, "precision": 0.5, "recall": 2.0}
SECOND_OPINION = 1.0  # log-odds that the choice of another extractor adds to a block, or takes from it


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the model says of the n blocks of a page that have a text, and not only junk runs."""

    blocks: tuple[Block, ...]
    sure: Floats
    """How sure it is that each is content, 0 to 1."""
    words: Floats
    model: BlockModel

    def cut(self, favor: Favor) -> tuple[set[int], float]:
        """The indices of the best choice, and the F1 to be expected of it; none where that is next to nothing."""
        taken, _ = best_cut(self.sure, self.words, BETAS[favor])
        wanted = float(self.sure @ self.words)
        expected = 2 * float(self.sure[taken] @ self.words[taken]) / (float(self.words[taken].sum()) + wanted + 1e-9)
        if expected < MIN_EXPECTED:
            return set(), expected
        return {self.blocks[place].index for place in taken.nonzero()[0]}, expected

    def confidence(self, expected: float) -> float:
        """The F1 that pages have had, on average, of which as much was expected."""
        return float(np.interp(expected, *self.model.confidence))

    def with_opinion(self, chosen: Collection[int]) -> Scores:
        """The same after another extractor has chosen these blocks, by their indices."""
        is_chosen = np.array([block.index in chosen for block in self.blocks])
        odds = np.log(self.sure / (1 - self.sure)) + SECOND_OPINION * (2 * is_chosen - 1)
        return replace(self, sure=(1 / (1 + np.exp(-odds))).astype(np.float32))


def score(blocks: Sequence[Block], title: str | None = None, model: BlockModel | None = None) -> Scores:
    """The scores of the blocks of a page with this title, by the shipped model if none is given."""
    model = model or shipped_model()
    with_text = tuple(block for block in blocks if block.text and not is_junk(block.text))
    words = np.array([block.words for block in with_text], np.float32)
    if not with_text:
        return Scores(with_text, words, words, model)
    sure = probabilities(block_features(with_text, title or "", model.names, model.labels), model.network)
    return Scores(with_text, np.clip(sure, 1e-5, 1 - 1e-5), words, model)
