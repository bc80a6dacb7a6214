"""Pages in, scores out: each system asked about each page, in several processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.corpus import PageSet, TruePage
from benchmarks.measures import SnippetCounts, WordScore, count_snippets, count_snippets_in_any_case, word_f1
from benchmarks.processes import each_page
from benchmarks.systems import Answer, System, ask


@dataclass(frozen=True, slots=True)
class PageScore:
    """How one answer compares with the truth of its page."""

    snippets: SnippetCounts
    snippets_in_any_case: SnippetCounts
    is_empty: bool
    words: WordScore | None = None
    """None where the set does not know the page's text."""
    crash: str | None = None

    @property
    def f1(self) -> float:
        """Word F1 where the text is known, else the F1 of the page's own snippets."""
        return self.words.f1 if self.words else self.snippets.f1


def score_answer(answer: Answer, page: TruePage) -> PageScore:
    """The score of an answer about this page."""
    return PageScore(
        words=None if page.text is None else word_f1(answer.text, page.text),
        snippets=count_snippets(answer.text, page.required, page.forbidden),
        snippets_in_any_case=count_snippets_in_any_case(answer.text, page.required, page.forbidden),
        is_empty=not answer.text.strip(),
        crash=answer.crash,
    )


def score_page(page: TruePage, systems: Sequence[System]) -> tuple[PageScore, ...]:
    """The scores of all systems on one page."""
    source = page.read()
    return tuple(score_answer(ask(system.extract, source), page) for system in systems)


def score_set(page_set: PageSet, systems: Sequence[System], *, jobs: int) -> tuple[tuple[PageScore, ...], ...]:
    """One tuple of page scores a system, pages in the order of the set."""
    rows = each_page(partial(score_page, systems=systems), page_set, jobs=jobs, label="quality")
    return tuple(zip(*rows, strict=True))
