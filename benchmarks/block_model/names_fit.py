"""What the names of elements tell, counted: in which share of the sites' text around which a word stands is content."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from benchmarks.block_model.pages import LabelledPage
from scrubber.cleaner.main_text.elements import elements_around
from scrubber.cleaner.main_text.names import NameScores, words_of_names

MIN_SITES = 12  # that use a word, for it to be a word of many and not the name of one
PRIOR_SITES, PRIOR_SHARE = 4.0, 0.2  # a word of few sites tells less: it is as if four more had nothing to say
SURE_SHARE = 0.99  # nobody is surer
BLOCK_POWER = 0.5  # a block counts by its words to this power

Shares = Mapping[str, float]
"""Word → share of the text inside of elements with it that is content, 0 to 1."""


class NameTally:
    """The shares of every site, each of which counts once, however many of its pages are there."""

    def __init__(self, pages: Iterable[LabelledPage]) -> None:
        by_site: dict[str, list[LabelledPage]] = defaultdict(list)
        for page in pages:
            by_site[page.site].append(page)
        shares = {site: _shares(of_site) for site, of_site in by_site.items()}
        self._sum: dict[str, float] = defaultdict(float)
        self._sites: dict[str, int] = defaultdict(int)
        for of_site in shares.values():
            for word, share in of_site.items():
                self._sum[word] += share
                self._sites[word] += 1
        self._known = sorted(word for word, count in self._sites.items() if count >= MIN_SITES)
        self._by_site = shares
        self._all = {word: _odds(self._sum[word], self._sites[word]) for word in self._known}

    def scores(self, *, without: str | None = None) -> NameScores:
        """What the words tell; `without` a site: as if it had not been there, for what is learned from its pages."""
        own = self._by_site.get(without, {}) if without is not None else {}
        changed = {
            word: _odds(self._sum[word] - share, self._sites[word] - 1)
            for word, share in own.items()
            if word in self._all
        }
        return NameScores(self._all | changed)


def _odds(total: float, sites: int) -> float:
    share = (total + PRIOR_SITES * PRIOR_SHARE) / (sites + PRIOR_SITES)
    share = min(max(share, 1 - SURE_SHARE), SURE_SHARE)
    return float(np.log(share / (1 - share)))


def _shares(pages: Iterable[LabelledPage]) -> Shares:
    content: dict[str, float] = defaultdict(float)
    everything: dict[str, float] = defaultdict(float)
    for page in pages:
        around = elements_around(page.blocks)
        count = len(around.elements) + 1
        mass = page.words**BLOCK_POWER
        all_of = np.bincount(around.innermost, weights=mass, minlength=count)
        content_of = np.bincount(around.innermost, weights=mass * page.is_content, minlength=count)
        words: list[frozenset[str]] = []
        for place, (element, parent) in enumerate(zip(around.elements, around.parents, strict=False)):
            outer = words[parent] if parent < place else frozenset()
            words.append(outer | words_of_names(element))
            if all_of[place]:
                for word in words[place]:
                    content[word] += float(content_of[place])
                    everything[word] += float(all_of[place])
    return {word: content[word] / mass for word, mass in everything.items()}
