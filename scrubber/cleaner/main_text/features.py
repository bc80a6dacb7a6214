"""What is measured of each block of an HTML page: its text, its links, and the elements around it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scrubber.cleaner.main_text.elements import elements_around, largest_parts, wider
from scrubber.cleaner.main_text.labels import words_of_label
from scrubber.cleaner.main_text.names import told_by_names
from scrubber.cleaner.main_text.told import UNTOLD, WordScores, told_by
from scrubber.cleaner.scoring.lines import as_columns, measure_lines
from scrubber.page import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.main_text.elements import Elements, Places
    from scrubber.cleaner.scoring.characters import Flags, Floats
    from scrubber.page import Block

LEVELS = 4  # of elements around a block, each holding more blocks than the one inside of it
TOLD_DEPTH = 5.0  # log-odds below those of any block, summed over the elements around: as much as is common

_KINDS: tuple[BlockKind, ...] = tuple(kind for kind in BlockKind if kind is not BlockKind.IMAGE)
_TAGS = (
    "nav", "aside", "footer", "header", "article", "main", "form", "table", "ul", "ol", "li", "figure", "blockquote",
    "section", "dl", "button", "select", "details", "noscript", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "td",
    "label", "summary", "a", "dialog", "address", "body",
)  # fmt: skip
_OWN_TAGS = ("p", "div", "li", "td", "section", "article", "header", "button", "label", "summary")
_PLACE_OF_OWN_TAG = {tag: place for place, tag in enumerate(_OWN_TAGS)}
_PLACE_OF_KIND = {kind: place for place, kind in enumerate(_KINDS)}
_BIT_OF_TAG = {tag: 1 << place for place, tag in enumerate(_TAGS)}


Rows = list["NDArray[np.generic]"]
"""Features, n numbers each."""


class _Told(NamedTuple):
    """What the names of an element and of those around it say: log-odds."""

    least: float = UNTOLD
    """Of the innermost element that has a name that tells anything."""
    most: float = UNTOLD
    mean: float = UNTOLD
    outer_least: float = UNTOLD
    """Of the next one around it."""
    outer_most: float = UNTOLD
    outer_mean: float = UNTOLD
    least_of_all: float = UNTOLD
    most_of_all: float = UNTOLD
    mean_of_all: float = UNTOLD
    below: float = 0.0
    """How far the least are below those of any block, in sum."""
    telling: int = 0


def block_features(blocks: Sequence[Block], title: str, names: WordScores, labels: WordScores) -> Floats:
    """n × columns: the features of n blocks, each with a text.

    What is told by the `names` of elements and the words of `labels` is learned.
    """
    texts = [block.text if block.kind is not BlockKind.CODE else " ".join(block.text.split()) for block in blocks]
    measured, is_prose = measure_lines(texts, np.array([block.gap_before for block in blocks]))
    around = elements_around(blocks)
    rows = [
        *_looks(blocks),
        *_told_by_labels(texts, title, labels),
        *_told_by_elements(blocks, around, names),
        *_tags(around),
        *_copies_of_elements(around),
        *_shares(blocks, around, is_prose),
    ]
    return np.concatenate([measured, as_columns(rows)], axis=1)


def _looks(blocks: Sequence[Block]) -> Rows:
    """What kind of block it is, and its links."""
    density = np.array([block.link_density or 0.0 for block in blocks], np.float32)
    kinds = np.array([_PLACE_OF_KIND[block.kind] for block in blocks])
    links = np.log1p([len(block.links) for block in blocks])
    levels = np.array([block.level for block in blocks]) / 6
    return [density, density > 0.5, density == 0, links, levels, *(kinds == place for place in range(len(_KINDS)))]


def _told_by_labels(texts: Sequence[str], title: str, scores: WordScores) -> Rows:
    """What the words of each block say, if it is short, and the share of the title's words among them."""
    of_title = frozenset(title.lower().split())
    longest = max(len(of_title), 1)
    nothing = (UNTOLD, UNTOLD, UNTOLD)
    found = []
    for text in texts:
        words = words_of_label(text)
        told = (told_by(words, scores) if words else None) or nothing
        found.append((*told, len(of_title.intersection(words)) / longest))
    return list(np.array(found, np.float32).T)


def _told_by_elements(blocks: Sequence[Block], around: Elements, names: WordScores) -> Rows:
    """What the names of the elements around each block say."""
    found = [_Told()]
    at = [0]  # of each element, what is told by the names up to it: many have none of their own
    firsts = around.first.tolist()
    for element, parent, first in zip(around.elements[1:], around.parents[1:], firsts[1:], strict=True):
        told = told_by_names(element, blocks[first], names)
        if told is None:
            at.append(at[parent])
            continue
        outer = found[at[parent]]
        least, most, mean = told
        telling = outer.telling + 1
        mean_of_all = mean if telling == 1 else outer.mean_of_all + (mean - outer.mean_of_all) / telling
        below = outer.below + min(least - UNTOLD, 0.0) / TOLD_DEPTH
        near = (least, most, mean, outer.least, outer.most, outer.mean)
        all_of_them = (min(least, outer.least_of_all), max(most, outer.most_of_all), mean_of_all, below, telling)
        at.append(len(found))
        found.append(_Told(*near, *all_of_them))
    columns = np.fromiter(chain.from_iterable(found), np.float32).reshape(len(found), -1)[:, :-1]
    return list(columns.take(np.array(at)[around.innermost], axis=0).T)


def _tags(around: Elements) -> Rows:
    """Which tags are around each block, how many elements, and whether one of them is hidden."""
    bits, depth, hidden = [0], [0], [False]
    for element, parent in zip(around.elements[1:], around.parents[1:], strict=True):
        bits.append(bits[parent] | _BIT_OF_TAG.get(element.tag, 0))
        depth.append(depth[parent] + 1)
        hidden.append(hidden[parent] or element.is_hidden)
    of_block = np.array(bits)[around.innermost]
    place = around.innermost
    own = [_PLACE_OF_OWN_TAG.get(element.tag, -1) for element in around.elements]
    of_own = np.array(own)[place]
    rows: Rows = [np.array(depth)[place] / 20, np.array(hidden)[place]]
    rows += [of_own == number for number in range(len(_OWN_TAGS))]
    return rows + [(of_block >> bit) & 1 for bit in range(len(_TAGS))]


def _copies_of_elements(around: Elements) -> Rows:
    """How many elements alike stand beside the innermost one, the one around it, and at most around any."""
    numbers: dict[tuple[int, str, str], int] = {}
    kinds = [
        numbers.setdefault((parent, element.tag, element.classes), len(numbers))
        for element, parent in zip(around.elements, around.parents, strict=True)
    ]
    own = np.log(np.bincount(kinds)).take(kinds)
    most = own.tolist()
    for place, parent in enumerate(around.parents):
        if most[parent] > most[place]:
            most[place] = most[parent]
    place_of = around.innermost
    return [own[place_of], own[np.array(around.parents)[place_of]], np.array(most)[place_of]]


def _shares(blocks: Sequence[Block], around: Elements, is_prose: Flags) -> Rows:
    """Of the elements around each block, what they hold of the page, links and prose, and where in them it stands."""
    n = len(blocks)
    length = np.array([len(block.text) for block in blocks], np.float64)
    linked = length * [block.link_density or 0.0 for block in blocks]
    sums = np.zeros((3, n + 1))
    np.cumsum([length, linked, length * is_prose], axis=1, out=sums[:, 1:])
    here = np.arange(n)
    outer = wider(around)
    is_several = (around.end - around.first)[around.innermost] > 1
    place = np.where(is_several, around.innermost, outer[around.innermost])
    found: Rows = []
    for _ in range(LEVELS):
        found += _share((around.first[place], around.end[place]), sums, here)
        place = outer[place]
    part = largest_parts(around)[around.innermost]
    low, high = np.where(part, around.first[part], here), np.where(part, around.end[part], here + 1)
    found += [*_share((low, high), sums, here), low / n, high / n]
    total = max(float(sums[0, -1]), 1.0)
    return [*found, np.full(n, sums[1, -1] / total), np.full(n, np.log1p(len(around.elements)) / 8)]


def _share(span: tuple[Places, Places], sums: NDArray[np.float64], here: Places) -> Rows:
    low, high = span
    text, linked, prose = sums.take(high, axis=1) - sums.take(low, axis=1)
    own = np.maximum(text, 1)
    return [
        text / max(float(sums[0, -1]), 1.0),
        linked / own,
        prose / own,
        prose / max(float(sums[2, -1]), 1.0),
        np.log1p(high - low) / 6,
        (here - low) / (high - low),
    ]
