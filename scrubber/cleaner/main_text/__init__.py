"""Which blocks of a page are its main text: of HTML by its tree, of plain text by its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from scrubber.cleaner.containers import categories_of
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.main_text.choice import Choice, Favor, MainText, by_scores, by_trafilatura
from scrubber.cleaner.main_text.plain_text_choice import outside_article
from scrubber.cleaner.rule import Example, Rule
from scrubber.cleaner.verdict import Confidence, Note, Said, Verdict
from scrubber.page import Block, BlockKind

__all__ = ["NAME", "Favor", "MainText", "main_text_rule", "without_trafilatura"]

NAME = "main-text"
LEAD_BLOCKS = 12  # a lead image stands below the headline, byline and share bar at most

_FIGURE = frozenset({BlockKind.CAPTION, BlockKind.IMAGE})


def main_text_rule(main_text: MainText, favor: Favor, *, comments: bool) -> Rule:
    """The rule that keeps the main text and drops the page around it."""
    return Rule(
        NAME, partial(_judge, main_text, favor, comments), __doc__ or "", budget=1.0, drops=_DROPS, keeps=_KEEPS
    )


def without_trafilatura(rule: Rule) -> Rule:
    """The rule; one that chooses the main text does it by our own scorer alone."""
    if isinstance(rule.judge, partial) and rule.judge.func is _judge:
        _, favor, comments = rule.judge.args
        return main_text_rule("fast", favor, comments=comments)
    return rule


def _judge(main_text: MainText, favor: Favor, comments: bool, draft: Draft) -> Iterator[Said]:
    blocks = draft.page.blocks
    if draft.page.html is None:
        yield from (Verdict(index, False, NAME, reason) for index, reason in outside_article(draft))
        return
    if draft.tree is None or not any(block.text for block in blocks):
        return
    if main_text == "trafilatura":
        choice = by_trafilatura(draft, favor, comments=comments)
    else:
        choice = by_scores(draft, favor, ask_trafilatura=main_text == "auto")
        if comments:
            choice.chosen.update(_comments(blocks))
    if choice.warning is not None:
        yield Note(choice.warning)
    if choice.confidence is not None:
        yield Confidence(choice.confidence)
    yield from _verdicts(blocks, choice)


def _comments(blocks: Sequence[Block]) -> Iterator[int]:
    """Blocks in elements that are named for comments."""
    for block in blocks:
        if block.text and any("comments" in categories_of(element) for element in block.inside):
            yield block.index


def _verdicts(blocks: Sequence[Block], choice: Choice) -> Iterator[Verdict]:
    chosen, reason = choice.chosen, choice.reason
    first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
    for block in blocks:
        if block.index in chosen:
            continue
        if block.kind in _FIGURE and first - LEAD_BLOCKS <= block.index <= last:
            continue  # a figure of the article: the caption rule's to judge
        yield Verdict(block.index, False, NAME, reason(block))


_DROPS = (
    Example(
        "<html><body><nav><a href=/>Home</a> <a href=/n>News</a></nav><article><h1>A bridge reopens</h1>"
        "<p>The old bridge over the river reopened on Monday after two years of repairs, the town council said.</p>"
        "<p>It had been closed since a flood in the spring of last year damaged two of its seven arches.</p>"
        "<p>Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.</p>"
        "</article><footer><p>Imprint</p></footer></body></html>",
        ("Home News", "A bridge reopens", "Imprint"),
    ),
)
_KEEPS = (Example("Too few lines to tell.\n\nImprint"),)
