"""A page → its article: every rule is asked in turn, and every block that falls has a name and a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scrubber.article import Article
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.models import SHIPPED, Models
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rounds import judge_in_rounds
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.verdict import Confidence, Note, Verdict
from scrubber.garbage import uncollected
from scrubber.page import Page

__all__ = ["clean", "judge"]


@uncollected()
def clean(page: Page, *, rules: tuple[Rule, ...] | None = None) -> Article:
    """The article of a page. The same page and rules give the same article, whatever ran before.

    With `read` it is what `scrub` does in one call: a page that was read once can be cleaned by many sets of rules.

    >>> from scrubber import read, rules
    >>> page = read("The council met on Monday.\\n\\nPhoto: Ann Lee / Reuters")
    >>> clean(page).word_count, clean(page, rules=rules(without=["credit"])).word_count
    (5, 10)
    """
    return judge(page, rules=rules).to_article()


def judge(page: Page, *, rules: tuple[Rule, ...] | None = None, models: Models = SHIPPED) -> Draft:
    """The draft behind `clean`, with every verdict of every rule; `models` take the place of the shipped ones."""
    if rules is None:
        from scrubber.cleaner.rules import RULES

        rules = RULES
    if page.parts is None:
        return _judge_together(page, rules, models)
    draft = Draft(page, models)
    for part in page.parts:
        blocks = tuple(
            block.moved(index, gap_before=block.gap_before)
            for index, block in enumerate(page.blocks[part.start : part.stop])
        )
        judged = _judge_together(replace(page, blocks=blocks, parts=None), rules, models)
        draft.adopt(judged, [(index,) for index in part])
    return draft


def _judge_together(page: Page, rules: tuple[Rule, ...], models: Models) -> Draft:
    draft = Draft(page, models)
    if page.html is None:
        judge_in_rounds(draft, rules, _hear)
    else:
        for rule in rules:
            _hear(rule, draft)
    return draft


def _hear(rule: Rule, draft: Draft) -> None:
    said = list(rule.judge(draft))
    verdicts = [one for one in said if isinstance(one, Verdict)]
    words = _prose_taken(verdicts, draft) if rule.budget < 1 else 0  # who may take all is never over it
    if words and words > rule.budget * draft.prose_words:
        draft.overrule(rule.name, verdicts, words / draft.prose_words, rule.budget)
        return
    draft.notes += (one.warning for one in said if isinstance(one, Note))
    draft.confidence = next((one.f1 for one in said if isinstance(one, Confidence)), draft.confidence)
    draft.record(*verdicts)


def _prose_taken(verdicts: Iterable[Verdict], draft: Draft) -> int:
    """Words of the prose that is still in and would fall."""
    blocks = draft.page.blocks
    taken = {verdict.block for verdict in verdicts if not verdict.keep and draft.is_kept(blocks[verdict.block])}
    return sum(blocks[index].words for index in taken if is_prose(blocks[index]))
