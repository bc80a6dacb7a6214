"""The polishing rules on a set: how often each is right, what they do to the text, and what they cost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean, median

from benchmarks.corpus import PageSet
from benchmarks.measures import WordScore, mean_words, pool_snippets
from benchmarks.polishing import PolishedPage, polish_page, polishing_rules
from benchmarks.processes import each_page
from benchmarks.quality import SnippetQuality
from benchmarks.rule_times import PageTimes
from benchmarks.scoring import PageScore
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.rules import RULES

TOGETHER = "all polishing rules"
POOLED = "all sets"
MAX_LOST = 0.1  # share of a page's true words that may fall to polishing rules before the page is listed
LISTED_PAGES = 20  # a screenful


@dataclass(frozen=True, slots=True)
class PolishedSet:
    """The pages of a set after polishing."""

    name: str
    has_text: bool
    pages: tuple[PolishedPage, ...]


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """CPU time a page, over all pages."""

    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What one rule dropped, or all of them together."""

    rule: str
    boilerplate: int
    """Blocks that it was right to drop; `content` those that it was wrong to drop, `unknown` those nobody can tell."""
    content: int
    unknown: int
    precision: float | None
    """Share of boilerplate in the blocks that are known; None where none is."""
    word_precision: float | None
    """The same by words."""
    words: int
    """Words of all blocks that it dropped."""
    pages: int
    """Pages where it dropped something."""
    overruled: int
    """Pages where it went over its budget, so that none of its drops stood."""
    html_ms: Milliseconds
    text_ms: Milliseconds
    """The same pages as plain text, all rounds."""


@dataclass(frozen=True, slots=True)
class TextFigures:
    """How good the text of the set's pages is; None where the set cannot say."""

    words: WordScore | None
    snippets: SnippetQuality | None
    strangers: int | None
    """Words, all pages pooled, that are not in the truth."""


@dataclass(frozen=True, slots=True)
class LosingPage:
    """A page that lost too much of its truth to polishing rules."""

    id: str
    rule: str
    """The rule whose drops hold most of what was lost."""
    lost: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The text of a set without the polishing rules and with them."""

    without: TextFigures
    polished: TextFigures
    removed_strangers: float | None
    """Share of the words that are not in the truth which the polishing removed."""
    losing_pages: int
    losing: tuple[LosingPage, ...]
    """The worst of them first."""


@dataclass(frozen=True, slots=True)
class SetRules:
    """The polishing rules on one set, or on several pooled."""

    name: str
    pages: int
    rules: tuple[RuleFigures, ...]
    """In the order in which they are asked."""
    together: RuleFigures
    effect: Effect | None
    """None for pooled sets, whose truths are of two kinds."""


def polish_set(page_set: PageSet, *, rules: Sequence[Rule] = RULES, jobs: int = 1) -> PolishedSet:
    """Judge and time every page with the rules."""
    pages = each_page(partial(polish_page, rules=rules), page_set, jobs=jobs, label="rules")
    return PolishedSet(page_set.name, page_set.has_text, tuple(pages))


def figures_of(polished: PolishedSet, *, rules: Sequence[Rule] = RULES) -> SetRules:
    """The figures of one set; the rules must be those that it was polished with."""
    return _figures(polished.name, polished.pages, _effect(polished), rules)


def pooled_figures(sets: Sequence[PolishedSet], *, rules: Sequence[Rule] = RULES) -> SetRules:
    """The figures of all pages of the sets in one pot."""
    return _figures(POOLED, [page for one in sets for page in one.pages], None, rules)


def _figures(name: str, pages: Sequence[PolishedPage], effect: Effect | None, rules: Sequence[Rule]) -> SetRules:
    names = [rule.name for rule in polishing_rules(rules)]
    each = tuple(_of_rule(rule, {rule}, pages, partial(_time_of, place=place)) for place, rule in enumerate(names))
    together = _of_rule(TOGETHER, set(names), pages, lambda times: times.together)
    return SetRules(name, len(pages), each, together, effect)


def _time_of(times: PageTimes, place: int) -> float:
    return times.each[place]


def _of_rule(
    title: str, names: set[str], pages: Sequence[PolishedPage], time_of: Callable[[PageTimes], float]
) -> RuleFigures:
    """The figures of the rules with these names, under one title."""
    per_page = [[drop for drop in page.drops if drop.rule in names] for page in pages]
    right, wrong, unknown = (
        [drop.words for drops in per_page for drop in drops if drop.is_content is label]
        for label in (False, True, None)
    )
    return RuleFigures(
        rule=title,
        boilerplate=len(right),
        content=len(wrong),
        unknown=len(unknown),
        precision=_share(len(right), len(wrong)),
        word_precision=_share(sum(right), sum(wrong)),
        words=sum(right) + sum(wrong) + sum(unknown),
        pages=sum(map(bool, per_page)),
        overruled=sum(not names.isdisjoint(page.overruled) for page in pages),
        html_ms=_milliseconds([time_of(page.html_times) for page in pages]),
        text_ms=_milliseconds([time_of(page.text_times) for page in pages]),
    )


def _share(right: int, wrong: int) -> float | None:
    return right / (right + wrong) if right or wrong else None


def _milliseconds(times: Sequence[float]) -> Milliseconds:
    return Milliseconds(fmean(times), median(times))


def _effect(polished: PolishedSet) -> Effect:
    pages = polished.pages
    before, after = (sum(page.strangers_before for page in pages), sum(page.strangers_after for page in pages))
    losing = sorted((page for page in pages if page.lost > MAX_LOST), key=lambda page: -page.lost)
    return Effect(
        without=_text_figures([page.before for page in pages], before if polished.has_text else None),
        polished=_text_figures([page.after for page in pages], after if polished.has_text else None),
        removed_strangers=1 - after / before if before else None,
        losing_pages=len(losing),
        losing=tuple(LosingPage(page.id, page.blamed, page.lost) for page in losing[:LISTED_PAGES]),
    )


def _text_figures(scores: Sequence[PageScore], strangers: int | None) -> TextFigures:
    words = [score.words for score in scores if score.words]
    if words:
        return TextFigures(mean_words(words), None, strangers)
    counts = pool_snippets(score.snippets for score in scores)
    return TextFigures(None, SnippetQuality(counts.f1, counts.found_rate, counts.leak_rate), None)
