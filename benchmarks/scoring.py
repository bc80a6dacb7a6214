"""Pages in, scores out: each system asked about each page, in several processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.corpus import PageSet, TruePage
from benchmarks.measures import SnippetCounts, WordScore, count_snippets, count_snippets_in_any_case, word_f1
from benchmarks.out_of_fold import models_unseen_by
from benchmarks.processes import each_page
from benchmarks.systems import Answer, Extract, System, ask


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


def score_page(page: TruePage, systems: Sequence[System], block_models: Path | None = None) -> tuple[PageScore, ...]:
    """The scores of all systems on one page; those that learn, by the model in `block_models` that has not seen it."""
    source = page.read()
    return tuple(score_answer(ask(_extract(system, page, block_models), source), page) for system in systems)


def _extract(system: System, page: TruePage, block_models: Path | None) -> Extract:
    by_model = system.by_model
    if block_models is None or by_model is None:
        return system.extract
    models = models_unseen_by(page, block_models)
    return lambda source: by_model(source, models)


def score_set(
    page_set: PageSet, systems: Sequence[System], *, jobs: int, block_models: Path | None = None
) -> tuple[tuple[PageScore, ...], ...]:
    """One tuple of page scores a system, pages in the order of the set."""
    measure = partial(score_page, systems=systems, block_models=block_models)
    return tuple(zip(*each_page(measure, page_set, jobs=jobs, label="quality"), strict=True))
