"""What words tell, counted: in which share of the text around which a word stands, or of the labels, is content."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from benchmarks.block_model.pages import LabelledPage
from scrubber.cleaner.main_text.elements import elements_around
from scrubber.cleaner.main_text.labels import words_of_label
from scrubber.cleaner.main_text.names import words_of_names
from scrubber.cleaner.main_text.told import WordScores

MIN_SITES = 18  # that use a word, for it to be a word of many and not the name of one
PRIOR_SITES, PRIOR_SHARE = 4.0, 0.2  # a word of few sites tells less: it is as if four more had nothing to say
SURE_SHARE = 0.99  # nobody is surer
BLOCK_POWER = 0.5  # a block counts by its words to this power

Counted = tuple[str, float, float]
"""A word, how much of what it stands on is content, and how much there is of it."""
Shares = Mapping[str, float]
"""Word → share that is content, 0 to 1."""


class WordTally:
    """The shares of every site, each of which counts once, however many of its pages are there."""

    def __init__(self, pages: Iterable[LabelledPage], count: Callable[[LabelledPage], Iterable[Counted]]) -> None:
        by_site: dict[str, list[LabelledPage]] = defaultdict(list)
        for page in pages:
            by_site[page.site].append(page)
        self._by_site = {site: _shares(count, of_site) for site, of_site in by_site.items()}
        self._sum: dict[str, float] = defaultdict(float)
        self._sites: dict[str, int] = defaultdict(int)
        for of_site in self._by_site.values():
            for word, share in of_site.items():
                self._sum[word] += share
                self._sites[word] += 1
        known = sorted(word for word, count in self._sites.items() if count >= MIN_SITES)
        self._all = {word: _odds(self._sum[word], self._sites[word]) for word in known}

    def scores(self, *, without: str | None = None) -> WordScores:
        """What the words tell; `without` a site: as if it had not been there, for what is learned from its pages."""
        own = self._by_site.get(without, {}) if without is not None else {}
        changed = {
            word: _odds(self._sum[word] - share, self._sites[word] - 1)
            for word, share in own.items()
            if word in self._all
        }
        return WordScores(self._all | changed)


def in_names(page: LabelledPage) -> Iterable[Counted]:
    """The words in the names of all elements around each block, by the text inside of them."""
    around = elements_around(page.blocks)
    mass = page.words**BLOCK_POWER
    everything = np.bincount(around.innermost, weights=mass, minlength=len(around.elements)).tolist()
    content = np.bincount(around.innermost, weights=mass * page.is_content, minlength=len(around.elements)).tolist()
    words: list[frozenset[str]] = []
    for place, (element, parent) in enumerate(zip(around.elements, around.parents, strict=True)):
        first = page.blocks[around.first[place]]
        words.append((words[parent] if place else frozenset()) | words_of_names(element, first))
        if everything[place]:
            yield from ((word, content[place], everything[place]) for word in words[place])


def in_labels(page: LabelledPage) -> Iterable[Counted]:
    """The words of the short lines, by lines."""
    for block, is_content, words in zip(page.blocks, page.is_content.tolist(), page.words.tolist(), strict=True):
        if words:
            yield from ((word, is_content, 1.0) for word in words_of_label(block.text))


def _shares(count: Callable[[LabelledPage], Iterable[Counted]], pages: Iterable[LabelledPage]) -> Shares:
    content: dict[str, float] = defaultdict(float)
    everything: dict[str, float] = defaultdict(float)
    for page in pages:
        for word, of_content, of_all in count(page):
            content[word] += of_content
            everything[word] += of_all
    return {word: content[word] / mass for word, mass in everything.items()}


def _odds(total: float, sites: int) -> float:
    share = (total + PRIOR_SITES * PRIOR_SHARE) / (sites + PRIOR_SITES)
    share = min(max(share, 1 - SURE_SHARE), SURE_SHARE)
    return float(np.log(share / (1 - share)))
