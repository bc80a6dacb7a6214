"""The half-clean text: the body of a page with a few lines around it, and what a cleaner did to them."""

import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from rapidfuzz.distance import LCSseq

from benchmarks.labels import Label, align_by_text, first_copies
from benchmarks.measures import WORD

MAX_BEFORE, MAX_AFTER = 4, 20  # lines around the body: a headline and its furniture, and a screenful of what follows


@dataclass(frozen=True, slots=True)
class Crop:
    """Some lines of a page, the body among them."""

    lines: tuple[str, ...]
    labels: tuple[Label, ...]
    body: range
    """From the first content line to the last one."""


@dataclass(frozen=True, slots=True)
class CropCounts:
    """What is left of a crop, or of many added up: words of content lines, and lines of boilerplate."""

    content_words: int = 0
    kept_words: int = 0
    inside: int = 0
    """Lines of boilerplate between the first content line and the last one."""
    inside_removed: int = 0
    after: int = 0
    """Lines of boilerplate after the last content line."""
    after_removed: int = 0

    def __add__(self, other: "CropCounts") -> "CropCounts":
        """Both crops in one pot."""
        return CropCounts(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


def crop(lines: Sequence[str], truth: str, page_id: str) -> Crop | None:
    """The body with 0–4 lines before it and 0–20 after it, drawn from the page's id; None for a page without content.

    >>> cut = crop(["Menu", "The ferry left at dawn.", "Share"], "The ferry left at dawn.", "p1")
    >>> cut.lines[cut.body[0]], crop(["Menu"], "The ferry left at dawn.", "p1")
    ('The ferry left at dawn.', None)
    """
    labels = align_by_text(lines, truth)
    content = [index for index, label in enumerate(labels) if label]
    if not content:
        return None
    draw = random.Random(page_id)
    before, after = draw.randint(0, MAX_BEFORE), draw.randint(0, MAX_AFTER)
    start, end = max(0, content[0] - before), content[-1] + 1 + after
    cut = tuple(lines[start:end])
    return Crop(cut, first_copies(cut, labels[start:end]), range(content[0] - start, content[-1] + 1 - start))


def count_crop(cut: Crop, answer: str) -> CropCounts:
    r"""What an answer has kept of the crop and what it has removed.

    >>> cut = Crop(("The ferry left.", "Share", "At dawn.", "Menu"), (True, False, True, False), range(3))
    >>> count_crop(cut, "The ferry left.\nAt dawn.\nMenu")
    CropCounts(content_words=5, kept_words=5, inside=1, inside_removed=1, after=1, after_removed=0)
    """
    kept = kept_lines(cut.lines, answer)
    words = {index: len(WORD.findall(line)) for index, line in enumerate(cut.lines) if cut.labels[index]}
    junk = [index for index, label in enumerate(cut.labels) if label is False]
    inside = [index for index in junk if index in cut.body]
    after = [index for index in junk if index >= cut.body.stop]
    return CropCounts(
        content_words=sum(words.values()),
        kept_words=sum(count for index, count in words.items() if index in kept),
        inside=len(inside),
        inside_removed=len(set(inside) - kept),
        after=len(after),
        after_removed=len(set(after) - kept),
    )


def kept_lines(lines: Sequence[str], answer: str) -> set[int]:
    r"""The places of the lines that the answer still has, in the same order, white space aside.

    >>> kept_lines(["Menu", "The ferry left.", "Menu"], "The  ferry left.\n\nMenu\n")
    {1, 2}
    """
    given = [_key(line) for line in lines]
    answered = [key for key in map(_key, answer.splitlines()) if key]
    runs = (run for run in LCSseq.opcodes(given, answered) if run.tag == "equal")
    return {index for run in runs for index in range(run.src_start, run.src_end)}


def _key(line: str) -> str:
    return "".join(character for character in line if character.isprintable() and not character.isspace())
