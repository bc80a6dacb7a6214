"""A page → its article: every rule is asked in turn, and every block that falls has a name and a reason."""

from __future__ import annotations

from dataclasses import replace

from scrubber.article import Article
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.verdict import Note, Verdict
from scrubber.page import Page

__all__ = ["clean", "judge"]


def clean(page: Page, *, rules: tuple[Rule, ...] | None = None) -> Article:
    """The article of a page. The same page and rules give the same article, whatever ran before."""
    return judge(page, rules=rules).to_article()


def judge(page: Page, *, rules: tuple[Rule, ...] | None = None) -> Draft:
    """The draft behind `clean`, with every verdict of every rule."""
    if rules is None:
        from scrubber.cleaner.rules import RULES

        rules = RULES
    if page.parts is None:
        return _judge_together(page, rules)
    draft = Draft(page)
    for part in page.parts:
        blocks = tuple(replace(block, index=index) for index, block in enumerate(page.blocks[part.start : part.stop]))
        draft.adopt(_judge_together(replace(page, blocks=blocks, parts=None), rules), part.start)
    return draft


def _judge_together(page: Page, rules: tuple[Rule, ...]) -> Draft:
    draft = Draft(page)
    asked = rules
    while True:
        for rule in asked:
            _hear(rule, draft)
        # What has fallen leaves new neighbours. Plain text must come out the same when it is cleaned again.
        if page.html is not None or not draft.next_round():
            return draft
        # A local rule would say the same again; but what was brought back after it must fall before the others look.
        if not any(verdict.keep for verdict in draft.verdicts):
            asked = tuple(rule for rule in rules if not rule.is_local)


def _hear(rule: Rule, draft: Draft) -> None:
    said = list(rule.judge(draft))
    blocks = draft.page.blocks
    verdicts = [one for one in said if isinstance(one, Verdict)]
    taken = {verdict.block for verdict in verdicts if not verdict.keep and draft.is_kept(blocks[verdict.block])}
    words = sum(blocks[index].words for index in taken if is_prose(blocks[index]))
    if words > rule.budget * draft.prose_words:
        draft.overrule(rule.name, verdicts, words / draft.prose_words, rule.budget)
        return
    for one in said:
        if isinstance(one, Note):
            draft.notes.append(one.warning)
        else:
            draft.record(one)
