"""What some bytes read like in each encoding that pages have come in."""

from __future__ import annotations

import re
from functools import cached_property

from scrubber.reader.likeness import Likeness, likeness

# Letters in known words: of 5,600 real pages, written anew in six encodings, three with a right label lost by so many.
ENOUGH = 3  # two of the three hold text that had been decoded wrongly before
MARKUP_TOLD_FROM, BYTES_TOLD_FROM = 400_000, 50_000  # more bytes change nothing and cost seconds

TOO_FEW_TO_TELL = 3  # bytes beyond ASCII: of so few a guesser makes a letter of any alphabet

# Of readings that are equally good, the first: the commonest of each script.
_CODECS = (
    *("cp1252", "iso8859-15", "cp1250", "iso8859-2", "cp1251", "koi8-u", "iso8859-5", "cp866", "cp1253", "iso8859-7"),
    *("cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp949", "euc_jp", "cp932", "gb18030", "big5hkscs"),
)
WESTERN_SHARE = 1 / 3  # of bytes beyond ASCII; in French it is a twentieth, in other scripts three quarters
MIXED = "utf-8 and cp1252"
_MARKUP = re.compile(rb"[<>]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_UTF8 = re.compile(rb"((?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+)")
UTF8_SHARE = 1 / 3  # of a page that was put together from UTF-8 and windows-1252; other bytes have a few by accident


def telling(data: bytes) -> bytes:
    """What stands between two brackets, if it has any other byte than ASCII's: scripts and tags drown the evidence.

    >>> telling("<p class=a>Größe</p><script>if (a) b()</script>".encode())
    b'Gr\\xc3\\xb6\\xc3\\x9fe'
    """
    return b" ".join(piece for piece in _MARKUP.split(data[:MARKUP_TOLD_FROM]) if not piece.isascii())[:BYTES_TOLD_FROM]


class Readings:
    """How some bytes that are no UTF-8 read, told by their words.

    >>> readings = Readings("Мы ждали этого решения очень давно, сказала она.".encode("koi8-r"))
    >>> readings.best, readings.contradict("cp1251"), readings.contradict("koi8-u")
    ('koi8-u', True, False)
    >>> Readings(b"caf\\xe9").best is None
    True
    """

    def __init__(self, data: bytes) -> None:
        self._telling = telling(data)

    @property
    def best(self) -> str | None:
        """The codec, or MIXED, whose reading has the most words; None where none has enough."""
        best = max(self._likenesses, key=lambda name: self._likenesses[name].score)
        return best if self._likenesses[best].score >= ENOUGH else None

    def contradict(self, codec: str) -> bool:
        """Whether another reading than the codec's is better, for its words and not only for fewer odd ones."""
        if self.best is None:
            return False
        best, other = self._likenesses[self.best], self._likenesses.get(codec) or self._likeness(codec)
        return best.known > other.known and best.score >= other.score + ENOUGH

    @property
    def may_be_western(self) -> bool:
        """Whether it may be windows-1252, as which browsers read what nothing tells."""
        best = max(likeness.score for likeness in self._likenesses.values())
        is_best = self._likenesses["cp1252"].score > best - ENOUGH
        share = _share_beyond_ascii(self._telling)
        return is_best and (share <= WESTERN_SHARE or share * len(self._telling) <= TOO_FEW_TO_TELL)

    @cached_property
    def _likenesses(self) -> dict[str, Likeness]:
        names = (*_CODECS, MIXED) if _is_mixed(self._telling) else _CODECS
        return {name: self._likeness(name) for name in names}

    def _likeness(self, name: str) -> Likeness:
        return likeness(read_as(name, self._telling))


def read_as(name: str, data: bytes) -> str:
    """The text in the codec, or in two of them.

    >>> read_as(MIXED, "für ".encode() + "später".encode("cp1252"))
    'für später'
    """
    if name != MIXED:
        return data.decode(name, "replace")
    pieces = enumerate(_UTF8.split(data))
    return "".join(piece.decode("utf-8" if place % 2 else "cp1252", "replace") for place, piece in pieces)


def has_utf8(data: bytes) -> bool:
    """Whether any of its bytes beyond ASCII are a character in UTF-8.

    >>> has_utf8("größer".encode()), has_utf8("größer".encode("cp1252"))
    (True, False)
    """
    return _UTF8.search(data) is not None


def _is_mixed(data: bytes) -> bool:
    return sum(map(len, _UTF8.findall(data))) >= UTF8_SHARE * _share_beyond_ascii(data) * len(data)


def _share_beyond_ascii(data: bytes) -> float:
    return sum(map(len, _BEYOND_ASCII.findall(data))) / max(1, len(data))
