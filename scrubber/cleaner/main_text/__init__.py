"""Which blocks of a page are its main text: of HTML by its tree, of plain text by its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.main_text.density import densest_run
from scrubber.cleaner.main_text.plain_text_choice import outside_article
from scrubber.cleaner.main_text.shape import too_much_for_trafilatura
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, Rule
from scrubber.cleaner.verdict import Note, Verdict
from scrubber.page import Block, BlockKind

MainText = Literal["auto", "fast", "trafilatura"]
Favor = Literal["balanced", "precision", "recall"]

NAME = "main-text"
LINKS_ONLY = 0.9  # of the characters
LINK_DENSITY = 0.5  # above it, that is the reason that a person would give
LEAD_BLOCKS = 12  # a lead image stands below the headline, byline and share bar at most

_NOT_CHOSEN = "outside the main text that trafilatura chose"
_NOT_IN_RUN = "outside the densest run of paragraphs"
_LISTING = "the page lists links, and has no text of its own"


def main_text_rule(main_text: MainText, favor: Favor, *, comments: bool) -> Rule:
    """The rule that keeps the main text and drops the page around it."""
    return Rule(
        NAME, partial(_judge, main_text, favor, comments), __doc__ or "", budget=1.0, drops=_DROPS, keeps=_KEEPS
    )


def _judge(main_text: MainText, favor: Favor, comments: bool, draft: Draft) -> Iterator[Verdict | Note]:
    blocks = draft.page.blocks
    if draft.page.html is None:
        yield from (Verdict(index, False, NAME, reason) for index, reason in outside_article(draft))
        return
    if draft.tree is None or not blocks:
        return
    if main_text == "fast":
        chosen, reason = densest_run(blocks), _NOT_IN_RUN
    else:
        chosen, failure = _trafilatura_choice(draft, favor, comments=comments)
        reason = _NOT_CHOSEN
        if not chosen:
            chosen, reason = densest_run(blocks), _NOT_IN_RUN
            if chosen:
                yield Note(f"{failure}; the densest run of paragraphs was taken instead")
    if _is_links_only(blocks, chosen):
        chosen, reason = set(), _LISTING
    yield from _verdicts(blocks, chosen, reason)


def _trafilatura_choice(draft: Draft, favor: Favor, *, comments: bool) -> tuple[set[int], str]:
    """The blocks that trafilatura chose; and what to say if there are none."""
    from scrubber.cleaner.main_text.trafilatura_choice import choose  # lxml, which plain text does not need

    if (why_not := too_much_for_trafilatura(draft.tree)) is not None:
        return set(), why_not
    chosen, failure = choose(draft.page.blocks, draft.tree, favor=favor, comments=comments)
    return chosen, failure or "trafilatura found no main text"


def _is_links_only(blocks: Sequence[Block], chosen: set[int]) -> bool:
    """Whether what was chosen is a listing: nearly all of it links, and no paragraph among them."""
    length = sum(len(blocks[index].text) for index in chosen)
    linked = sum(len(blocks[index].text) * (blocks[index].link_density or 0.0) for index in chosen)
    return linked > LINKS_ONLY * length and not any(is_prose(blocks[index]) for index in chosen)


def _verdicts(blocks: Sequence[Block], chosen: set[int], reason: str) -> Iterator[Verdict]:
    first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
    for block in blocks:
        if block.index in chosen:
            continue
        if block.kind in {BlockKind.CAPTION, BlockKind.IMAGE} and first - LEAD_BLOCKS <= block.index <= last:
            continue  # a figure of the article: the caption rule's to judge
        is_link = block.link_density is not None and block.link_density > LINK_DENSITY
        yield Verdict(block.index, False, NAME, f"{block.link_density:.0%} of its text is links" if is_link else reason)


_DROPS = (
    Example(
        "<html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>A bridge reopens</h1>"
        "<p>The old bridge over the river reopened on Monday after two years of repairs, the town council said.</p>"
        "<p>It had been closed since a flood in the spring of last year damaged two of its seven arches.</p>"
        "<p>Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.</p>"
        "</article><footer><p>Imprint</p></footer></body></html>",
        ("Home News", "Imprint"),
    ),
)
_KEEPS = (Example("Too few lines to tell.\n\nImprint"),)
