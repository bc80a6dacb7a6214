"""The elements around the blocks of a page, as a tree of ranges: every element holds blocks that stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scrubber.page import Container

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.page import Block

    Places = NDArray[np.intp]

LARGEST_PART = 0.9  # of the blocks, for an element that is a part of the page and not all of it
PAGE = 0  # the place of the page itself, which is around everything


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """c elements around n blocks, each behind the one that it stands in; the first stands for the page itself."""

    elements: tuple[Container, ...]
    """That of the page has neither tag nor names."""
    parents: list[int]
    """The place of the element around each."""
    first: Places
    """The first block inside of each element."""
    end: Places
    """The block behind the last one inside of it."""
    innermost: Places
    """n: the place of the innermost element around each block."""


def elements_around(blocks: Sequence[Block]) -> Elements:
    """Look at each element once: the elements around two neighbours have all but the innermost in common."""
    elements = [Container("")]
    parents, first, end = [PAGE], [0], [len(blocks)]
    innermost: list[int] = []
    around: tuple[Container, ...] = ()
    places = [PAGE]  # of the page and of the elements around the block before
    for number, block in enumerate(blocks):
        inside = block.inside
        if inside is not around:
            shared = _shared(around, inside)
            for place in places[shared + 1 :]:
                end[place] = number
            del places[shared + 1 :]
            for element in inside[shared:]:
                parents.append(places[-1])
                places.append(len(elements))
                elements.append(element)
                first.append(number)
                end.append(len(blocks))
            around = inside
        innermost.append(places[-1])
    as_places = (np.array(values, np.intp) for values in (first, end, innermost))
    return Elements(tuple(elements), parents, *as_places)


def _shared(one: tuple[Container, ...], other: tuple[Container, ...]) -> int:
    """How many of the outermost elements two blocks have in common."""
    shared = min(len(one), len(other))
    while shared and one[shared - 1] is not other[shared - 1]:
        shared -= 1
    return shared


def wider(around: Elements) -> Places:
    """For each element the nearest one around it that holds more blocks; the page, at last."""
    size = (around.end - around.first).tolist()
    found: list[int] = []
    for place, parent in enumerate(around.parents):
        found.append(parent if size[parent] > size[place] or not place else found[parent])
    return np.array(found, np.intp)


def largest_parts(around: Elements) -> Places:
    """For each element the outermost one around it, itself included, that is not nearly the whole page.

    The page itself for an element that is nearly all of it.
    """
    limit = LARGEST_PART * float(around.end[PAGE])
    is_part = (around.end - around.first < limit).tolist()
    found: list[int] = []
    for place, parent in enumerate(around.parents):
        outer = found[parent] if place else PAGE
        found.append(outer or (place if is_part[place] else PAGE))
    return np.array(found, np.intp)
