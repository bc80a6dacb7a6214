"""Texts that are clean already: the truths themselves, of which a cleaner should take nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial

from benchmarks.corpus import PageSet, TruePage
from benchmarks.measures import WORD
from benchmarks.plain_text.cleaners import Cleaner
from benchmarks.plain_text.scoring import flat_page, is_told_right
from benchmarks.processes import each_page
from benchmarks.systems import ask
from scrubber import clean, read

ARTICLE = "article"  # other types have truths of rows and cells that nobody would call clean text
MAX_TEXTS = 500  # of a set


@dataclass(frozen=True, slots=True)
class CleanCounts:
    """What is left of one clean text, or of many added up."""

    texts: int = 0
    words: int = 0
    kept_words: int = 0
    same_lines: int = 0
    """Texts of which every line is there, blank ones aside."""
    same_bytes: int = 0
    """Texts that are as Scrubber reads them without any rule, to the byte."""

    def __add__(self, other: "CleanCounts") -> "CleanCounts":
        """Both in one pot."""
        return CleanCounts(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class CleanText:
    """What became of one clean text under each cleaner, and whether Scrubber takes it for a body."""

    counts: tuple[CleanCounts, ...]
    regime_is_right: bool | None


def score_clean_texts(page_set: PageSet, cleaners: Sequence[Cleaner], *, jobs: int, seed: int) -> list[CleanText]:
    """The true texts of articles as plain text; none where the set does not know them."""
    articles = tuple(page for page in page_set.pages if page.text and page.type in (None, ARTICLE))
    drawn = replace(page_set, pages=articles).sample(MAX_TEXTS, seed=seed)
    return list(each_page(partial(score_clean_text, cleaners=cleaners), drawn, jobs=jobs, label="clean text"))


def score_clean_text(page: TruePage, cleaners: Sequence[Cleaner]) -> CleanText:
    """The text of one page given to all cleaners."""
    flat = flat_page(page, page.read(), page.text or "")
    counts = tuple(count_clean(flat.text, ask(cleaner.clean, flat).text) for cleaner in cleaners)
    return CleanText(counts, is_told_right(cleaners, flat, "body"))


def count_clean(text: str, answer: str) -> CleanCounts:
    r"""How much of a clean text an answer has kept.

    >>> count_clean("It left.\n\nAt  dawn.", "It left.\nAt dawn.")
    CleanCounts(texts=1, words=4, kept_words=4, same_lines=1, same_bytes=0)
    >>> count_clean("It left.\n\nAt  dawn.", "It left.").kept_words
    2
    """
    wanted, kept = (Counter(WORD.findall(one.lower())) for one in (text, answer))
    expected = as_read(text)
    return CleanCounts(
        texts=1,
        words=wanted.total(),
        kept_words=(wanted & kept).total(),
        same_lines=int(_lines(expected) == _lines(as_read(answer))),
        same_bytes=int(expected == answer),
    )


def as_read(text: str) -> str:
    r"""The text as Scrubber gives it back when no rule is asked.

    >>> as_read("It  left.\n\n\nAt dawn.\n")
    'It left.\n\nAt dawn.'
    """
    return clean(read(text, kind="text"), rules=()).text


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]
