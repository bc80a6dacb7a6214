"""Pages as labelled texts to learn from: flattened in every way, cut, and their truths as texts without junk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from benchmarks.corpus import TruePage
from benchmarks.domains import fold_of
from benchmarks.labels import align_by_text
from benchmarks.line_model.scripts import SCRIPTS
from benchmarks.measures import WORD
from benchmarks.plain_text.cropping import crop
from benchmarks.plain_text.flattening import FLATTENERS
from benchmarks.training.learning import LabelledText
from benchmarks.training.pages import labelling_rules
from scrubber import read, scrub
from scrubber.cleaner.plain_text.features import line_features
from scrubber.cleaner.plain_text.passages import passages_of
from scrubber.reader.decode import decode

CROP, TRUTH = "crop", "truth"
VIEW_WEIGHTS = {"wet": 1.0, "bs4": 1.0, "para": 0.5, CROP: 1.0, TRUTH: 0.3}  # `para` is `wet` once more
IN_SCRIPT = 0.3  # weight of a view in another script, beside the view itself
SCRIPT_VIEWS, PAGES_A_SCRIPT = ("wet", CROP), 6  # every sixth page is in each of three scripts, too
WHOLE_PAGES = frozenset(FLATTENERS)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One view of one page."""

    text: LabelledText
    line_words: np.ndarray
    """Words of each line as the cleaner counts them."""
    is_page: bool
    """A whole page; else the body of one."""
    fold: int


def examples_of(page: TruePage, weight: float) -> list[Example]:
    """The views of a page that have lines; none of a page that cannot be decoded."""
    source = page.read()
    decoded = decode(source)
    if decoded is None:
        return []
    truth = scrub(source, kind="html", rules=labelling_rules()).text if page.text is None else page.text
    texts = {view: one.separator.join(one.lines(decoded.text)) for view, one in FLATTENERS.items()}
    paragraphs = FLATTENERS["para"]
    if truth and (cut := crop(paragraphs.lines(decoded.text), truth, page.id)):
        texts[CROP] = paragraphs.separator.join(cut.lines)
    if page.text:
        texts[TRUTH] = paragraphs.separator.join(page.text.splitlines())
    fold = fold_of(page)
    examples = [_example(text, truth, view, (weight * VIEW_WEIGHTS[view], fold)) for view, text in texts.items()]
    if (script := _script_of(page)) is not None:
        for view in SCRIPT_VIEWS:
            text = script(texts.get(view, ""))
            examples.append(_example(text, script(truth), view, (weight * IN_SCRIPT, fold)))
    return [example for example in examples if example is not None]


def _script_of(page: TruePage) -> Callable[[str], str] | None:
    """The script that a page is written in, too; None for half of the pages."""
    place = crc32(page.id.encode()) % PAGES_A_SCRIPT
    return tuple(SCRIPTS.values())[place] if place < len(SCRIPTS) else None


def _example(text: str, truth: str, view: str, weight_and_fold: tuple[float, int]) -> Example | None:
    passages = passages_of(read(text, kind="text").blocks).blocks
    if not passages:
        return None
    lines = [passage.text for passage in passages]
    labels: Sequence[bool | None] = [True] * len(lines) if view == TRUTH else align_by_text(lines, truth)
    words = [len(WORD.findall(line)) * (label is not None) for line, label in zip(lines, labels, strict=True)]
    features = line_features(lines, np.array([passage.gap_before for passage in passages]))
    weight, fold = weight_and_fold
    return Example(
        LabelledText(
            features=features.astype(np.float16),
            is_content=np.array([label is True for label in labels], np.float32),
            words=np.array(words, np.float32),
            weight=weight,
        ),
        line_words=np.array([passage.words for passage in passages], np.float32),
        is_page=view in WHOLE_PAGES,
        fold=fold,
    )
