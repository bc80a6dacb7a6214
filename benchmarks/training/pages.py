"""The pages that a training learns from: how much each counts, and who labels those without a truth."""

import argparse
import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TypeVar

from benchmarks.corpus import MAIN_TEXT, PageSet, judged_by, read_sets, set_folders
from benchmarks.processes import each_page
from scrubber import Rule, rules

OWN_LABELS = 0.7  # weight of pages that trafilatura's choice, polished, labels for want of a truth
SMALL_SET, SMALL_WEIGHT = 500, 2.0  # pages; a small set would drown in a large one

Found = TypeVar("Found")


def each_labelled(options: argparse.Namespace, measure: Callable[..., Found], *, label: str) -> Iterator[Found]:
    """What `measure` makes of each page of the sets, which it is given with the page's `weight`."""
    sets, _ = judged_by(MAIN_TEXT, read_sets(set_folders(options.sets, os.environ)))
    for page_set in sets:
        chosen = page_set.sample(options.limit, seed=0) if options.limit else page_set
        yield from each_page(partial(measure, weight=_weight_of(page_set)), chosen, jobs=options.jobs, label=label)


def _weight_of(page_set: PageSet) -> float:
    own = 1.0 if page_set.has_text else OWN_LABELS
    return own * (SMALL_WEIGHT if len(page_set.pages) < SMALL_SET else 1.0)


@cache
def labelling_rules() -> tuple[Rule, ...]:
    """No learned model has a part in them: it would learn from itself."""
    return rules(main_text="trafilatura")
