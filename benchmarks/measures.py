"""The measures of main text: word F1 against the whole truth, and snippets found or leaked."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordScore:
    """How far two bags of words agree; each value 0–1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class SnippetCounts:
    """What became of the snippets of one page, or of many pages added up."""

    found: int = 0
    missed: int = 0
    leaked: int = 0
    avoided: int = 0

    def __add__(self, other: "SnippetCounts") -> "SnippetCounts":
        """Both counts in one pot."""
        return SnippetCounts(
            self.found + other.found,
            self.missed + other.missed,
            self.leaked + other.leaked,
            self.avoided + other.avoided,
        )

    @property
    def f1(self) -> float:
        """F1 of the snippets; 1 where nothing was to be found and nothing leaked.

        >>> SnippetCounts(found=3, missed=1, leaked=2, avoided=9).f1
        0.6666666666666666
        >>> SnippetCounts(avoided=2).f1, SnippetCounts(leaked=2).f1
        (1.0, 0.0)
        """
        wrong = self.missed + self.leaked
        return 2 * self.found / (2 * self.found + wrong) if self.found or wrong else 1.0

    @property
    def found_rate(self) -> float:
        """Share of the required snippets that were found; 1 where none was required."""
        required = self.found + self.missed
        return self.found / required if required else 1.0

    @property
    def leak_rate(self) -> float:
        """Share of the forbidden snippets that leaked; 0 where none was forbidden."""
        forbidden = self.leaked + self.avoided
        return self.leaked / forbidden if forbidden else 0.0


def word_f1(answer: str, truth: str) -> WordScore:
    r"""Agreement of the bags of lower-cased `\w+`; an empty truth asks for an empty answer.

    >>> word_f1("The cat sat", "the cat")
    WordScore(precision=0.6666666666666666, recall=1.0, f1=0.8)
    >>> word_f1("", "").f1, word_f1("menu", "").f1, word_f1("", "the cat").f1
    (1.0, 0.0, 0.0)
    """
    answered, wanted = (Counter(WORD.findall(text.lower())) for text in (answer, truth))
    if not wanted:
        return WordScore(0.0, 0.0, 0.0) if answered else WordScore(1.0, 1.0, 1.0)
    shared = (answered & wanted).total()
    if not shared:
        return WordScore(0.0, 0.0, 0.0)
    precision, recall = shared / answered.total(), shared / wanted.total()
    return WordScore(precision, recall, 2 * precision * recall / (precision + recall))


def mean_words(scores: Sequence[WordScore]) -> WordScore:
    """The mean of each value over pages, so a long page counts no more than a short one."""
    return WordScore(
        fmean(score.precision for score in scores),
        fmean(score.recall for score in scores),
        fmean(score.f1 for score in scores),
    )


def count_snippets(answer: str, required: Iterable[str], forbidden: Iterable[str]) -> SnippetCounts:
    """Snippets looked for as they stand, white space and case included.

    >>> count_snippets("The cat sat.", ["cat sat", "Dog"], ["Menu"])
    SnippetCounts(found=1, missed=1, leaked=0, avoided=1)
    """
    hits = [snippet in answer for snippet in required]
    leaks = [snippet in answer for snippet in forbidden]
    return SnippetCounts(sum(hits), len(hits) - sum(hits), sum(leaks), len(leaks) - sum(leaks))


def count_snippets_in_any_case(answer: str, required: Iterable[str], forbidden: Iterable[str]) -> SnippetCounts:
    """The same with both sides in lower case, for sets whose snippets were noted without regard to it.

    >>> count_snippets_in_any_case("THE CAT SAT.", ["cat sat"], [])
    SnippetCounts(found=1, missed=0, leaked=0, avoided=0)
    """
    return count_snippets(answer.lower(), map(str.lower, required), map(str.lower, forbidden))


def pool_snippets(counts: Iterable[SnippetCounts]) -> SnippetCounts:
    """All snippets in one pot, so a page counts by its number of snippets."""
    return sum(counts, SnippetCounts())
