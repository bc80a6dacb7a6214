"""Who chooses the main text of an HTML page: our scorer, trafilatura, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scrubber.cleaner.main_text import reasons
from scrubber.cleaner.main_text.density import densest_run
from scrubber.cleaner.main_text.shape import too_much_for_trafilatura
from scrubber.cleaner.prose import is_prose
from scrubber.page import Block

if TYPE_CHECKING:
    from scrubber.cleaner.draft import Draft
    from scrubber.cleaner.main_text.scores import Scores

MainText = Literal["auto", "fast", "trafilatura"]
Favor = Literal["balanced", "precision", "recall"]
Reason = Callable[[Block], str]

MAX_SCORED = 20_000  # blocks; 7,500 is the most in 2,612 pages, and the network needs 3 kB for each
LINKS_ONLY = 0.9  # of the characters
# Trafilatura was made for articles: on 12 % of pages, it is asked. Each page more costs five times its scoring, and
# where most of the likely content is no prose, asking it costs F1.
UNSURE = 0.9  # expected F1
PROSE_OF_ARTICLE = 0.7  # of the words that are likely content


@dataclass(frozen=True, slots=True)
class Choice:
    """The main text of a page."""

    chosen: set[int]
    """The indices of its blocks."""
    reason: Reason
    """Why a block that was not chosen was not."""
    confidence: float | None = None
    """The word F1 to be expected; None where nobody can tell."""
    warning: str | None = None
    """Why text may be missing."""


def by_scores(draft: Draft, favor: Favor, *, ask_trafilatura: bool) -> Choice:
    """The scorer's choice; where it is unsure of an article, after a look at that of trafilatura."""
    if len(draft.page.blocks) > MAX_SCORED:
        warning = f"the page has {len(draft.page.blocks):,} blocks, more than are scored"
        return by_density(draft, warning)
    scores = draft.block_scores
    chosen, expected = scores.cut(favor)
    if ask_trafilatura and expected < UNSURE and _is_article(scores):
        theirs, _ = _trafilaturas(draft, favor, comments=False)
        if theirs:
            scores = scores.with_opinion(theirs)
            chosen, expected = scores.cut(favor)
    if is_links_only(draft.page.blocks, chosen):
        return Choice(set(), reasons.links_only, scores.confidence(expected))
    reason = reasons.of_scores(scores) if chosen else reasons.no_main_text
    return Choice(chosen, reason, scores.confidence(expected))


def by_trafilatura(draft: Draft, favor: Favor, *, comments: bool = False) -> Choice:
    """The choice of trafilatura; the densest run of paragraphs where it fails."""
    chosen, failure = _trafilaturas(draft, favor, comments=comments)
    if not chosen:
        return by_density(draft, failure)
    if is_links_only(draft.page.blocks, chosen):
        return Choice(set(), reasons.links_only)
    return Choice(chosen, reasons.not_trafilaturas)


def _trafilaturas(draft: Draft, favor: Favor, *, comments: bool) -> tuple[set[int], str]:
    """The indices of the blocks that trafilatura chose; and what to say if there are none."""
    from scrubber.cleaner.main_text.trafilatura_choice import choose  # half a second, which most pages do not need

    if (why_not := too_much_for_trafilatura(draft.tree, draft.page.blocks)) is not None:
        return set(), why_not
    chosen, failure = choose(draft.page.blocks, draft.tree, favor=favor, comments=comments)
    return chosen, failure or "trafilatura found no main text"


def by_density(draft: Draft, failure: str) -> Choice:
    """The densest run of paragraphs, for want of something better."""
    chosen = densest_run(draft.page.blocks)
    warning = f"{failure}; the densest run of paragraphs was taken instead" if chosen else None
    return Choice(chosen, reasons.not_in_run, warning=warning)


def is_links_only(blocks: Sequence[Block], chosen: set[int]) -> bool:
    """Whether what was chosen is a listing: nearly all of it links, and no paragraph among them."""
    length = sum(len(blocks[index].text) for index in chosen)
    linked = sum(len(blocks[index].text) * (blocks[index].link_density or 0.0) for index in chosen)
    return linked > LINKS_ONLY * length and not any(is_prose(blocks[index]) for index in chosen)


def _is_article(scores: Scores) -> bool:
    """Whether most of what is likely content is prose, as trafilatura looks for."""
    likely = scores.sure * scores.words
    prose = sum(float(likely[place]) for place, block in enumerate(scores.blocks) if is_prose(block))
    return prose > PROSE_OF_ARTICLE * float(likely.sum())
