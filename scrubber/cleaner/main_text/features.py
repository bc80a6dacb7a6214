"""What is measured of each block of an HTML page: its text, its links, and the elements around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scrubber.cleaner.main_text.elements import elements_around, largest_parts, wider
from scrubber.cleaner.main_text.names import UNTOLD, NameScores, told_by_names
from scrubber.cleaner.scoring.lines import measure_lines
from scrubber.page import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.cleaner.main_text.elements import Elements
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
_BIT_OF_TAG = {tag: 1 << place for place, tag in enumerate(_TAGS)}


class _Inherited(NamedTuple):
    """What an element takes over from those around it: log-odds that names tell, near and over all of them."""

    least: float = UNTOLD
    most: float = UNTOLD
    mean: float = UNTOLD
    outer_least: float = UNTOLD
    outer_most: float = UNTOLD
    outer_mean: float = UNTOLD
    least_of_all: float = UNTOLD
    most_of_all: float = UNTOLD
    sum_of_means: float = 0.0
    telling: int = 0
    below: float = 0.0
    """How far the least are below those of any block, in sum."""
    tags: int = 0
    """A bit for each of the known tags."""
    hidden: bool = False
    depth: int = 0


def block_features(blocks: Sequence[Block], names: NameScores) -> Floats:
    """n × columns: the features of n blocks, each with a text."""
    texts = [block.text if block.kind is not BlockKind.CODE else " ".join(block.text.split()) for block in blocks]
    measured, is_prose = measure_lines(texts, np.array([block.gap_before for block in blocks]))
    around = elements_around(blocks)
    return np.concatenate(
        [
            measured,
            _looks(blocks),
            _inherited(around, names),
            _copies_of_elements(around),
            _shares(blocks, around, is_prose),
        ],
        axis=1,
        dtype=np.float32,
    )


def _looks(blocks: Sequence[Block]) -> Floats:
    """n × 14: what kind of block it is, and its links."""
    found = np.zeros((len(blocks), len(_KINDS) + 5), np.float32)
    density = np.array([block.link_density or 0.0 for block in blocks], np.float32)
    found[:, 0] = density
    found[:, 1] = density > 0.5
    found[:, 2] = density == 0
    found[:, 3] = np.log1p([len(block.links) for block in blocks])
    found[:, 4] = np.array([block.level for block in blocks]) / 6
    columns: dict[BlockKind, int] = {kind: place for place, kind in enumerate(_KINDS, 5)}
    found[np.arange(len(blocks)), [columns[block.kind] for block in blocks]] = 1.0
    return found


def _inherited(around: Elements, names: NameScores) -> Floats:
    """n × 46: what the names and the tags of the elements around each block say."""
    found: list[_Inherited] = []
    page = len(around.elements)
    nothing = _Inherited()
    for element, parent in zip(around.elements, around.parents, strict=False):
        outer = nothing if parent == page else found[parent]
        tags = outer.tags | _BIT_OF_TAG.get(element.tag, 0)
        hidden, depth = outer.hidden or element.is_hidden, outer.depth + 1
        told = told_by_names(element, names)
        if told is None:
            found.append(_Inherited(*outer[:11], tags, hidden, depth))
            continue
        least, most = min(told.least, outer.least_of_all), max(told.most, outer.most_of_all)
        below = outer.below + min(told.least - UNTOLD, 0.0)
        near = (told.least, told.most, told.mean, outer.least, outer.most, outer.mean)
        total, telling = outer.sum_of_means + told.mean, outer.telling + 1
        found.append(_Inherited(*near, least, most, total, telling, below, tags, hidden, depth))
    found.append(nothing)
    values = np.array(found, np.float64)
    columns = values[:, :12].astype(np.float32)
    counts = values[:, 9]
    columns[:, 8] = np.where(counts > 0, values[:, 8] / np.maximum(counts, 1), UNTOLD)
    columns[:, 9] = values[:, 10] / TOLD_DEPTH
    columns[:, 10] = values[:, 12]
    columns[:, 11] = values[:, 13] / 20
    bits = (values[:, 11].astype(np.int64)[:, None] >> np.arange(len(_TAGS))) & 1
    innermost = around.innermost
    return np.concatenate([columns.take(innermost, axis=0), bits.astype(np.float32).take(innermost, axis=0)], axis=1)


def _copies_of_elements(around: Elements) -> Floats:
    """n × 3: how many elements alike stand beside the innermost one, the one around it, and at most around any."""
    numbers: dict[tuple[int, str, str], int] = {}
    kinds = [
        numbers.setdefault((parent, element.tag, element.classes), len(numbers))
        for element, parent in zip(around.elements, around.parents, strict=False)
    ]
    page = len(around.elements)
    own = np.zeros(page + 1, np.float32)
    if kinds:
        own[:page] = np.log(np.bincount(kinds)).take(kinds)
    parents = np.array(around.parents, np.intp)
    most = own.tolist()
    for place, parent in enumerate(around.parents[:-1]):
        if parent < place:
            most[place] = max(most[place], most[parent])
    found = np.column_stack([own, own[parents], np.array(most, np.float32)])
    return found.take(around.innermost, axis=0)


def _shares(blocks: Sequence[Block], around: Elements, is_prose: Flags) -> Floats:
    """n × 32: of the elements around each block, what they hold of the page, links and prose, and where it stands."""
    n = len(blocks)
    length = np.array([len(block.text) for block in blocks], np.float64)
    linked = length * [block.link_density or 0.0 for block in blocks]
    sums = [np.concatenate([[0.0], np.cumsum(values)]) for values in (length, linked, length * is_prose)]
    here = np.arange(n)
    outer = wider(around)
    is_several = (around.end - around.first)[around.innermost] > 1
    place = np.where(is_several, around.innermost, outer[around.innermost])
    found: list[NDArray[np.generic]] = []
    for _ in range(LEVELS):
        found += _share((around.first[place], around.end[place]), sums, here)
        place = outer[place]
    part = largest_parts(around)[around.innermost]
    is_page = part == len(around.elements)
    low, high = np.where(is_page, here, around.first[part]), np.where(is_page, here + 1, around.end[part])
    found += [*_share((low, high), sums, here), low / n, high / n]
    total = max(float(sums[0][-1]), 1.0)
    found += [np.full(n, sums[1][-1] / total), np.full(n, np.log1p(len(around.elements)) / 8)]
    return np.column_stack(found).astype(np.float32)


def _share(
    span: tuple[NDArray[np.intp], NDArray[np.intp]], sums: Sequence[NDArray[np.float64]], here: NDArray[np.intp]
) -> list[NDArray[np.generic]]:
    low, high = span
    text, linked, prose = (values[high] - values[low] for values in sums)
    own = np.maximum(text, 1)
    return [
        text / max(float(sums[0][-1]), 1.0),
        linked / own,
        prose / own,
        prose / max(float(sums[2][-1]), 1.0),
        np.log1p(high - low) / 6,
        (here - low) / np.maximum(high - low, 1),
    ]
