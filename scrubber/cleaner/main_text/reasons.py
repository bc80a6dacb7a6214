"""Why a block is no main text, in words that a reader can check on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrubber.cleaner.main_text.names import told_by_names, words_of_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrubber.cleaner.main_text.scores import Scores
    from scrubber.cleaner.main_text.told import WordScores
    from scrubber.page import Block, Container

LINK_DENSITY = 0.5  # above it, that is the reason that a person would give
RARELY_CONTENT = -2.5  # log-odds that a name tells: content in one of thirteen such elements

_PARTS = {
    "nav": "navigation", "footer": "a footer", "aside": "an aside", "header": "a header", "form": "a form",
    "button": "a button", "select": "a list to choose from", "dialog": "a dialog",
}  # fmt: skip


def no_main_text(block: Block) -> str:
    """Nothing was chosen."""
    return _links(block) or "no part of the page reads like main text"


def not_in_run(block: Block) -> str:
    """The densest run of paragraphs was chosen."""
    return _links(block) or "outside the densest run of paragraphs"


def not_trafilaturas(block: Block) -> str:
    """Trafilatura chose."""
    return _links(block) or "outside the main text that trafilatura chose"


def links_only(block: Block) -> str:
    """What was chosen is nothing but links."""
    return _links(block) or "the page lists links, and has no text of its own"


def of_scores(scores: Scores) -> Callable[[Block], str]:
    """What tells most of a block: its links, the elements around it, else its looks."""
    sure = {block.index: float(one) for block, one in zip(scores.blocks, scores.sure, strict=True)}
    by_element: dict[Container, str] = {}

    def reason(block: Block) -> str:
        if said := _links(block):
            return said
        for element in reversed(block.inside):
            if (known := by_element.get(element)) is None:
                known = by_element[element] = _told_by(element, block, scores.model.names)
            if known:
                return known
        return f"{_look(block)} that stands where main text rarely does (content at {sure.get(block.index, 0):.0%})"

    return reason


def _links(block: Block) -> str:
    is_link = block.link_density is not None and block.link_density > LINK_DENSITY
    return f"{block.link_density:.0%} of its text is links" if is_link else ""


def _told_by(element: Container, block: Block, names: WordScores) -> str:
    """What an element says against the blocks inside it; empty if it says nothing of the kind."""
    if element.is_hidden:
        return "stands in an element that the page does not show"
    if part := _PARTS.get(element.tag):
        return f"stands in {part}"
    told = told_by_names(element, block, names)
    if told is None or told.least > RARELY_CONTENT:
        return ""
    by_word = names.by_word
    known = (word for word in words_of_names(element, block) if word in by_word)
    word = min(known, key=lambda word: (by_word[word], word))
    return f"stands in an element named “{word.partition('=')[2] or word}”, which is rarely around main text"


def _look(block: Block) -> str:
    return f"{block.kind.replace('-', ' ')} of {block.words} word{'s' * (block.words != 1)}"
