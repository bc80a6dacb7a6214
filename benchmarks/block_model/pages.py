"""Pages to learn from: their blocks, and which of them are content."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.corpus import TruePage
from benchmarks.domains import fold_of, site_of
from benchmarks.labels import Label, label_by_snippets, label_by_text
from benchmarks.measures import WORD
from benchmarks.training.gradient import Floats
from benchmarks.training.pages import labelling_rules
from scrubber import Block, Page, read
from scrubber.cleaner import judge
from scrubber.cleaner.metadata import gather_evidence


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPage:
    """The n blocks of a page that have a text."""

    blocks: tuple[Block, ...]
    is_content: Floats
    words: Floats
    """Of each block; 0 for those of which nothing is known."""
    title: str | None
    truth: str | None
    weight: float
    fold: int
    site: str


def labelled_page(page: TruePage, weight: float) -> LabelledPage | None:
    """The page with its labels; None for one without any text."""
    found = read(page.read(), kind="html")
    blocks = tuple(block for block in found.blocks if block.text)
    if not blocks:
        return None
    texts = [block.text for block in blocks]
    labels = _labels(page, found, blocks) if page.text is None else label_by_text(texts, page.text)
    words = [len(WORD.findall(text)) * (label is not None) for text, label in zip(texts, labels, strict=True)]
    return LabelledPage(
        blocks=blocks,
        is_content=np.array([label is True for label in labels], np.float32),
        words=np.array(words, np.float32),
        title=gather_evidence(found, found.tree).title,
        truth=page.text,
        weight=weight,
        fold=fold_of(page),
        site=site_of(page),
    )


def _labels(page: TruePage, read_page: Page, blocks: Sequence[Block]) -> Sequence[Label]:
    """What the snippets say; where they say nothing, what trafilatura chose and the rules left of it."""
    by_snippets = label_by_snippets([block.text for block in blocks], page.required, page.forbidden)
    draft = judge(read_page, rules=labelling_rules())
    return [draft.is_kept(block) if label is None else label for block, label in zip(blocks, by_snippets, strict=True)]
