"""What the polishing rules cost: CPU time of each of them on one page, on fresh drafts."""

import gc
import inspect
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper

from scrubber import Page, read
from scrubber.cleaner import judge
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.verdict import Said, Verdict

REPETITIONS = 3  # the least of them is the page's time: what is over it was the machine's

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class PageTimes:
    """CPU milliseconds on one page: all polishing rules together, and each of them in their order."""

    together: float
    each: tuple[float, ...]


def time_page(
    page: Page, polishing: Sequence[Rule], *, so_far: Iterable[Verdict] = (), clock: Clock = time.process_time
) -> PageTimes:
    """The least times of a few repetitions, each on a draft on which the rules before have said `so_far`."""
    gc.collect()  # the garbage of what ran before is not theirs
    rounds = [_time_once(page, polishing, tuple(so_far), clock) for _ in range(REPETITIONS)]
    together, *each = (min(times) for times in zip(*rounds, strict=True))
    return PageTimes(together, tuple(each))


def as_text(page: Page) -> Page:
    """The same page as plain text, a line for each visible block."""
    return read("\n\n".join(block.text for block in page.blocks if block.text), kind="text")


def _time_once(page: Page, polishing: Sequence[Rule], so_far: tuple[Verdict, ...], clock: Clock) -> list[float]:
    spent = [0.0] * (1 + len(polishing))

    def begin(draft: Draft) -> Iterator[Verdict]:
        _ = draft.evidence  # the headline has asked for it by now
        spent[0] -= clock() * 1000
        return iter(())

    def end(_: Draft) -> Iterator[Verdict]:
        spent[0] += clock() * 1000
        return iter(())

    def timed(rule: Rule, place: int) -> Rule:
        def judge_timed(draft: Draft) -> list[Said]:
            start = clock()
            said = list(rule.judge(draft))
            spent[place] += (clock() - start) * 1000
            return said

        return replace(rule, judge=judge_timed)

    for memo in text_memos():
        memo.cache_clear()
    chain = (replayed(so_far), Rule("begin", begin, ""), *map(timed, polishing, range(1, len(spent))))
    judge(page, rules=(*chain, Rule("end", end, "")))
    return spent


def replayed(verdicts: Iterable[Verdict]) -> Rule:
    """A rule that says what others have said, without the time that it took them."""
    said = tuple(verdicts)
    return Rule("replayed", lambda _: said, "", budget=float("inf"))


def text_memos() -> Iterator["_lru_cache_wrapper[object]"]:
    """What Scrubber remembers of texts: a page that is cleaned once finds nothing of its own text there."""
    modules = [module for name, module in sorted(sys.modules.items()) if name.split(".")[0] == "scrubber"]
    memos = {
        id(value): value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, _lru_cache_wrapper) and "text" in inspect.signature(value).parameters
    }
    yield from memos.values()
