"""Characters by class, counted line by line for a whole text at once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from scrubber.scripts import SENTENCE_ENDS, UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

MAX_CLOSERS = 3  # quotes and brackets behind a full stop
PIECE = 500_000  # characters that are counted at once: each takes 50 bytes meanwhile
PAIRS = 4  # of characters that stand beside each other, which are counted too


class Kind(IntEnum):
    """What a character is. Those from DIGIT on part words."""

    LOWER = 0
    UPPER = 1
    LETTER = 2
    """Of a script without case."""
    UNSPACED = 3
    """Of a script without spaces between words."""
    DIGIT = 4
    SPACE = 5
    STOP = 6
    COMMA = 7
    COLON = 8
    CLOSER = 9
    """Quotes and closing brackets, which may stand behind a stop."""
    SEPARATOR = 10
    """Bars, bullets, arrows and dashes."""
    SYMBOL = 11
    OTHER = 12
    LINE_END = 13


_MARKS = {
    Kind.STOP: SENTENCE_ENDS,
    Kind.COMMA: ",;、，،；",
    Kind.COLON: ":：",
    # As the models were trained with them; `scripts.CLOSERS` has more.
    Kind.CLOSER: "\"'”’»“)]】」』*",
    Kind.SEPARATOR: "|•·›→/>–—▸►",
    Kind.SYMBOL: "@#%",
    Kind.LINE_END: "\n",
}
_BY_CATEGORY = {
    "Ll": Kind.LOWER, "Lu": Kind.UPPER, "Lt": Kind.UPPER, "Lo": Kind.LETTER, "Lm": Kind.LETTER, "Mn": Kind.LETTER,
    "Mc": Kind.LETTER, "Me": Kind.LETTER, "Nd": Kind.DIGIT, "Nl": Kind.DIGIT, "No": Kind.DIGIT, "Zs": Kind.SPACE,
    "Cc": Kind.SPACE, "Sc": Kind.SYMBOL, "So": Kind.SYMBOL, "Sk": Kind.SYMBOL,
}  # fmt: skip
_LAST_CODE = 0xFFFF  # what lies above is read as this: emoji, and letters that hardly any page holds


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """Counts for each line of a text, n lines."""

    counts: Floats
    """n × 14: how many characters of each kind."""
    length: Floats
    capitalised: Floats
    """Words that begin with a capital."""
    lower: Floats
    """Words that do not."""
    glued: Floats
    """Capitals right behind a lower-case letter: `AccessOnly`."""
    sentences: Floats
    """Stops that a capital follows, so that the line goes on; every stop in scripts without spaces."""
    first: NDArray[np.uint8]
    """The kind of the first character, and of the last one that is no closer."""
    last: NDArray[np.uint8]

    def of(self, kind: Kind) -> Floats:
        """The count of one kind."""
        found: Floats = self.counts[:, kind]
        return found


def count_characters(lines: Sequence[str]) -> Characters:
    """The characters of some lines, none of them empty.

    >>> found = count_characters(["Read on: the BridgeIs open.”", "東京。大雨"])
    >>> found.capitalised.tolist(), found.glued.tolist(), found.sentences.tolist()
    ([2.0, 0.0], [1.0, 0.0], [0.0, 1.0])
    >>> [Kind(kind).name for kind in found.last]
    ['STOP', 'UNSPACED']
    """
    text = "\n".join(lines)
    pieces = (codes_and_kinds(text[start : start + PIECE])[1] for start in range(0, len(text), PIECE))
    line_end = np.array([Kind.LINE_END], np.uint8)
    around = np.concatenate([line_end, line_end, *pieces, line_end])  # two stand before the first line
    kinds = around[2:]
    ends = np.flatnonzero(kinds == Kind.LINE_END)
    starts = np.concatenate(([0], ends[:-1] + 1))
    counts = np.zeros((len(ends), len(Kind) + PAIRS), np.float32)
    for start in range(0, len(kinds), PIECE):
        end = min(start + PIECE, len(kinds))
        first, last = np.searchsorted(ends, (start, end - 1))
        lines_here = slice(first, last + 1)
        counts[lines_here] += _counted(around[start : end + 2], np.minimum(ends[lines_here], end - 1) - start)
    capitalised, lower, glued, goes_on = counts[:, len(Kind) :].T
    counts = counts[:, : len(Kind)]
    return Characters(
        counts=counts,
        length=(ends - starts).astype(np.float32),
        capitalised=capitalised,
        lower=lower,
        glued=glued,
        sentences=goes_on + counts[:, Kind.STOP] * (counts[:, Kind.UNSPACED] > 0),
        first=kinds[starts],
        last=_last_kinds(kinds, starts, ends),
    )


def _counted(kinds: NDArray[np.uint8], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """n × 18, for a piece of a text, after two characters before it, and the places where its n lines end: of each
    line the characters of each kind, and those that stand behind others in four ways.
    """
    n = len(ends)
    twice_before, before, here = kinds[:-2], kinds[1:-1], kinds[2:]
    owner = np.repeat(np.arange(n), np.diff(ends, prepend=-1))
    is_upper, opens_word = here == Kind.UPPER, before >= Kind.DIGIT
    pairs = (
        is_upper & opens_word,
        ((here == Kind.LOWER) | (here == Kind.LETTER)) & opens_word,
        is_upper & (before == Kind.LOWER),
        is_upper & (before == Kind.SPACE) & ((twice_before == Kind.STOP) | (twice_before == Kind.CLOSER)),
    )
    by_kind = np.bincount(owner * len(Kind) + here, minlength=n * len(Kind)).reshape(n, len(Kind))
    return np.column_stack([by_kind, *(np.bincount(owner[where], minlength=n) for where in pairs)])


def codes_and_kinds(text: str) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The code and the kind of each character."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, _kinds()[np.minimum(codes, _LAST_CODE)]


def _last_kinds(kinds: NDArray[np.uint8], starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.uint8]:
    last = ends - 1
    for _ in range(MAX_CLOSERS):
        last = last - ((kinds[last] == Kind.CLOSER) & (last > starts))
    found: NDArray[np.uint8] = kinds[np.maximum(last, starts)]
    return found


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of every character, by its code."""
    found = [_BY_CATEGORY.get(unicodedata.category(chr(code)), Kind.OTHER) for code in range(_LAST_CODE + 1)]
    table = np.array(found, np.uint8)
    everything = "".join(map(chr, range(0xD800))) + "\0" * 0x800 + "".join(map(chr, range(0xE000, _LAST_CODE + 1)))
    table[[match.start() for match in UNSPACED.finditer(everything)]] = Kind.UNSPACED
    for kind, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = kind
    return table
