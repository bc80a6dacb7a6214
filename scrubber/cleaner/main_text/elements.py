"""The elements around the blocks of a page, as a tree of ranges: every element holds blocks that stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scrubber.page import Block, Container

    Places = NDArray[np.intp]

LARGEST_PART = 0.9  # of the blocks, for an element that is a part of the page and not all of it


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """c elements around n blocks, each behind the one that it stands in; the last stands for the page itself."""

    elements: tuple[Container, ...]
    """c − 1: the page is none."""
    parents: list[int]
    """The place of the element around each; the last one for those that nothing is around."""
    first: Places
    """The first block inside of each element, and the one behind the last."""
    end: Places
    innermost: Places
    """n: the place of the innermost element around each block."""


def elements_around(blocks: Sequence[Block]) -> Elements:
    """Look at each element once: the elements around two neighbours have all but the innermost in common."""
    elements: list[Container] = []
    parents: list[int] = []
    first: list[int] = []
    end: list[int] = []
    innermost: list[int] = []
    around: tuple[Container, ...] = ()
    places: list[int] = []  # of the elements around the block before
    for number, block in enumerate(blocks):
        inside = block.inside
        if inside is not around:
            shared = _shared(around, inside)
            for place in places[shared:]:
                end[place] = number
            del places[shared:]
            for element in inside[shared:]:
                parents.append(places[-1] if places else -1)
                places.append(len(elements))
                elements.append(element)
                first.append(number)
                end.append(len(blocks))
            around = inside
        innermost.append(places[-1] if places else -1)
    page = len(elements)
    return Elements(
        elements=tuple(elements),
        parents=[page if parent < 0 else parent for parent in parents] + [page],
        first=np.array([*first, 0], np.intp),
        end=np.array([*end, len(blocks)], np.intp),
        innermost=np.array([page if place < 0 else place for place in innermost], np.intp),
    )


def _shared(one: tuple[Container, ...], other: tuple[Container, ...]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a is not b:
            break
        count += 1
    return count


def wider(around: Elements) -> Places:
    """For each element the nearest one around it that holds more blocks; the page, at last."""
    size = (around.end - around.first).tolist()
    found: list[int] = []
    for place, parent in enumerate(around.parents):
        found.append(parent if parent >= place or size[parent] > size[place] else found[parent])
    return np.array(found, np.intp)


def largest_parts(around: Elements) -> Places:
    """For each element the outermost one around it, itself included, that is not nearly the whole page.

    The page itself for an element that is nearly all of it.
    """
    page = len(around.elements)
    limit = LARGEST_PART * float(around.end[page])
    size = (around.end - around.first).tolist()
    found: list[int] = []
    for place, parent in enumerate(around.parents[:-1]):
        outer = found[parent] if parent < place else page
        found.append(outer if outer != page else place if size[place] < limit else page)
    return np.array([*found, page], np.intp)
