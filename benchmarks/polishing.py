"""One page under the polishing rules: what each of them dropped, whether it was right, and what the text became."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpus import TruePage
from benchmarks.labels import Label, label_by_snippets, label_by_text
from benchmarks.measures import WORD
from benchmarks.rule_times import Clock, PageTimes, as_text, replayed, time_page
from benchmarks.scoring import PageScore, score_answer
from benchmarks.systems import Answer
from scrubber import Page, read
from scrubber.cleaner import judge
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.rules import POLISH, RULES
from scrubber.cleaner.verdict import Verdict
from scrubber.page import Block

# The rules that choose the main text, or bring back what the choice lost; all others polish it.
CHOOSING = frozenset(rule.name for rule in RULES) - {rule.name for rule in POLISH}

Bag = Counter[str]


@dataclass(frozen=True, slots=True)
class Drop:
    """A block with text that a polishing rule dropped and no later one brought back."""

    rule: str
    is_content: Label
    words: int


@dataclass(frozen=True, slots=True)
class PolishedPage:
    """What the polishing rules did to one page."""

    id: str
    drops: tuple[Drop, ...]
    overruled: frozenset[str]
    """The rules that went over their budgets."""
    before: PageScore
    """The score of the text that was kept when the polishing began."""
    after: PageScore
    strangers_before: int
    """Words of the text that are not in the truth, before the polishing and after it; 0 where no text is known."""
    strangers_after: int
    lost: float
    """Share of the truth's words (of the required snippets where no text is known) that fell to polishing rules."""
    blamed: str
    """The rule whose drops hold most of what was lost; empty where nothing was."""
    html_times: PageTimes
    text_times: PageTimes


def polishing_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Those of the rules that polish what the others have chosen, in their order."""
    return tuple(rule for rule in rules if rule.name not in CHOOSING)


def polish_page(true_page: TruePage, rules: Sequence[Rule], clock: Clock = time.process_time) -> PolishedPage:
    """Judge the page with the rules, and time the polishing ones on it and on its text."""
    page = read(true_page.read())
    polishing = polishing_rules(rules)
    so_far, draft = _judged(page, rules)
    html_times = time_page(page, polishing, so_far=so_far, clock=clock)
    text_times = time_page(as_text(page), polishing, clock=clock)
    fallen = {rule.name: tuple(_fallen(draft, rule.name)) for rule in polishing}
    before = judge(page, rules=(replayed(so_far),)).to_article().text
    after = draft.to_article().text
    lost = _lost(true_page, before, after)
    return PolishedPage(
        id=true_page.id,
        drops=_drops(true_page, page, fallen),
        overruled=frozenset(one.rule for one in draft.overruled),
        before=score_answer(Answer(before), true_page),
        after=score_answer(Answer(after), true_page),
        strangers_before=_strangers(true_page, before),
        strangers_after=_strangers(true_page, after),
        lost=lost.total() / max(1, _wanted(true_page).total()),
        blamed=_blamed(fallen, lost),
        html_times=html_times,
        text_times=text_times,
    )


def _judged(page: Page, rules: Sequence[Rule]) -> tuple[tuple[Verdict, ...], Draft]:
    """The verdicts of the choosing rules, and the draft that all rules have judged."""
    seen: list[tuple[Verdict, ...]] = []

    def look(draft: Draft) -> Iterator[Verdict]:
        seen.append(tuple(draft.verdicts))
        return iter(())

    choosing = tuple(rule for rule in rules if rule.name in CHOOSING)
    draft = judge(page, rules=(*choosing, Rule("look", look, ""), *polishing_rules(rules)))
    return seen[0], draft  # plain text has several rounds; the polishing begins in the first


def _fallen(draft: Draft, rule: str) -> Iterator[Block]:
    for block in draft.page.blocks:
        if block.text and draft.fell_under(block, rule):
            yield block


def _drops(true_page: TruePage, page: Page, fallen: Mapping[str, Sequence[Block]]) -> tuple[Drop, ...]:
    if not any(fallen.values()):
        return ()
    texts = [block.text for block in page.blocks]
    if true_page.text is None:
        labels = label_by_snippets(texts, true_page.required, true_page.forbidden)
    else:
        labels = label_by_text(texts, true_page.text)
    return tuple(Drop(rule, labels[block.index], block.words) for rule, blocks in fallen.items() for block in blocks)


def _wanted(page: TruePage) -> Bag:
    """What the page must keep: its words, or its required snippets."""
    return Counter(page.required) if page.text is None else _bag(page.text)


def _lost(page: TruePage, before: str, after: str) -> Bag:
    if page.text is None:
        return Counter(snippet for snippet in page.required if snippet in before and snippet not in after)
    wanted = _bag(page.text)
    return (wanted & _bag(before)) - (wanted & _bag(after))


def _blamed(fallen: Mapping[str, Sequence[Block]], lost: Bag) -> str:
    if not lost:
        return ""
    words = _bag("\n".join(lost.elements()))
    return max(fallen, key=lambda rule: (words & _bag("\n".join(block.text for block in fallen[rule]))).total())


def _strangers(page: TruePage, answer: str) -> int:
    return 0 if page.text is None else (_bag(answer) - _bag(page.text)).total()


def _bag(text: str) -> Bag:
    return Counter(WORD.findall(text.lower()))
