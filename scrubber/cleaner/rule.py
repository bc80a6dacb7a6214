"""What a rule is: a name, a judgement, a budget, and the examples that are its tests."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, SupportsIndex

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.judged import is_judged
from scrubber.cleaner.verdict import Said, Verdict
from scrubber.errors import RuleError
from scrubber.page import Block

__all__ = ["DEFAULT_BUDGET", "Example", "Rule", "block_rule", "is_judged", "page_rule", "restoring_rule"]

DEFAULT_BUDGET = 0.1  # of the page's prose words; a rule for boilerplate that wants more is mistaken about the page

Judge = Callable[[Draft], Iterable[Said]]
BlockJudge = Callable[[Block, Draft], str | None]
PageJudge = Callable[[Draft], Iterable[tuple[Block, str]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A small page (HTML or plain text) and the texts of its blocks that the rule must drop; all others it must not."""

    page: str
    """HTML if it begins with `<`, else plain text."""
    falls: tuple[str, ...] = ()
    """Whole texts of blocks, in the order of the page."""


Examples = Sequence[str | Example]


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason for which lines leave an article. `block_rule` and `page_rule` make one of a function."""

    name: str
    """Small letters, digits and hyphens: `credit`. Removals name it, and `rules(without=…)` takes it."""
    judge: Judge
    """From the draft, as the rules before it left it, to verdicts on its blocks."""
    summary: str
    """Its docstring: its page in docs/rules.md."""
    budget: float = DEFAULT_BUDGET
    """The largest share of the page's prose words that it may take; over it, none of its verdicts stands."""
    drops: tuple[Example, ...] = field(default=(), repr=False)
    """Pages of which it must drop something; `check_examples` tries them."""
    keeps: tuple[Example, ...] = field(default=(), repr=False)
    """Traps: pages of which it must drop nothing."""
    is_local: bool = False
    """Whether it says the same of a block whatever else is kept: then it need not be asked again in a later round."""
    origin: tuple[str, str] | None = field(default=None, repr=False)
    """Module and name of a rule that a decorator made: a worker process finds it there."""

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if self.origin is None:
            return object.__reduce_ex__(self, protocol)
        if "<locals>" in self.origin[1]:
            raise RuleError(
                f"the rule {self.name} is made inside a function; workers need it at the top level of a module"
            )
        return _rule_at, self.origin


def block_rule(
    *, drops: Examples, keeps: Examples, budget: float = DEFAULT_BUDGET, is_local: bool = False, wording: str = ""
) -> Callable[[BlockJudge], Rule]:
    """Make a rule of `(block, draft) -> reason | None`, asked of every kept block but code, images and rows of data.

    `is_local`: the judgement looks at nothing but the block, so that asking once is enough. `wording`: a category; the
    rule is asked only of blocks that one of its phrases may begin, or that stand in an element named for it.
    An example that is a string is a page of that one line, which the rule must drop (or keep). The rule has the name of
    the function, with hyphens. `budget`: the largest share of the page's prose words that it may take.

    >>> @block_rule(drops=["Weather: rain"], keeps=["The weather was fine on all three days of the fair."])
    ... def weather_line(block, draft):
    ...     '''Drop the line with the weather of the day.'''
    ...     return "gives the weather" if block.text.startswith("Weather:") else None
    >>> weather_line.name, weather_line.budget
    ('weather-line', 0.1)
    """

    def make(judge: BlockJudge) -> Rule:
        return replace(_made(judge, partial(_judge_blocks, wording), budget, drops, keeps), is_local=is_local)

    return make


def page_rule(*, drops: Examples, keeps: Examples, budget: float = DEFAULT_BUDGET) -> Callable[[PageJudge], Rule]:
    """Make a rule of `(draft) -> (block, reason), …`, for what shows only beside other blocks.

    >>> @page_rule(drops=[Example("It rained.\\n\\nTop", falls=("Top",))], keeps=["Top of the league at last."])
    ... def top_link(draft):
    ...     '''Drop the link to the top, where it is the last line.'''
    ...     *_, last = draft.kept()
    ...     if last.text == "Top":
    ...         yield last, "leads to the top, and nothing is below it"
    >>> top_link.name, top_link.drops[0].falls
    ('top-link', ('Top',))
    """

    def make(judge: PageJudge) -> Rule:
        return _made(judge, _judge_page, budget, drops, keeps)

    return make


def restoring_rule(*, keeps: Examples) -> Callable[[PageJudge], Rule]:
    """Make a rule of `(draft) -> (block, reason), …` that brings blocks back which a rule before it dropped."""

    def make(judge: PageJudge) -> Rule:
        return _made(judge, _restore, DEFAULT_BUDGET, (), keeps)

    return make


def _judge_blocks(wording: str, judge: BlockJudge, name: str, draft: Draft) -> Iterator[Verdict]:
    for block in draft.candidates(wording) if wording else draft.kept_and_judged():
        if (reason := judge(block, draft)) is not None:
            yield Verdict(block.index, False, name, reason)


def _judge_page(judge: PageJudge, name: str, draft: Draft) -> Iterator[Verdict]:
    return (Verdict(block.index, False, name, reason) for block, reason in judge(draft))


def _restore(judge: PageJudge, name: str, draft: Draft) -> Iterator[Verdict]:
    return (Verdict(block.index, True, name, reason) for block, reason in judge(draft))


def _made(
    judge: Callable[..., object],
    ask: Callable[..., Iterable[Said]],
    budget: float,
    drops: Examples,
    keeps: Examples,
) -> Rule:
    name = judge.__name__.strip("_").replace("_", "-")
    return Rule(
        name=name,
        judge=partial(ask, judge, name),
        summary=" ".join((judge.__doc__ or "").split()),
        budget=budget,
        drops=tuple(example if isinstance(example, Example) else Example(example, (example,)) for example in drops),
        keeps=tuple(example if isinstance(example, Example) else Example(example) for example in keeps),
        origin=(judge.__module__, judge.__qualname__),
    )


def _rule_at(module: str, name: str) -> Rule:
    rule = getattr(importlib.import_module(module), name)
    if not isinstance(rule, Rule):
        raise RuleError(
            f"{module}.{name} is not a rule; give the function that makes one a decorator and the rule its name"
        )
    return rule
