"""What happens to files on their way: bits flip, ends are missing, pieces are lost, doubled and mixed up."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

MAX_FLIPS = 20
MAX_PIECE = 2_000

Damage = Callable[[bytes, Random], bytes]


def flip_bits(data: bytes, random: Random) -> bytes:
    """A few bits are others."""
    flipped = bytearray(data)
    for _ in range(random.randint(1, MAX_FLIPS)):
        flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def cut_end(data: bytes, random: Random) -> bytes:
    """The connection broke."""
    return data[: random.randrange(len(data))]


def cut_start(data: bytes, random: Random) -> bytes:
    """Only the rest is there."""
    return data[random.randrange(len(data)) :]


def drop_piece(data: bytes, random: Random) -> bytes:
    """A piece is missing in the middle."""
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def double_piece(data: bytes, random: Random) -> bytes:
    """A piece is there many times."""
    start, end = _piece(data, random)
    return data[:start] + data[start:end] * random.randint(2, 10) + data[end:]


def move_piece(data: bytes, random: Random) -> bytes:
    """A piece stands elsewhere."""
    start, end = _piece(data, random)
    rest = data[:start] + data[end:]
    place = random.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


DAMAGES: tuple[Damage, ...] = (flip_bits, cut_end, cut_start, drop_piece, double_piece, move_piece)


def damaged(data: bytes, seed: int) -> bytes:
    """The bytes with one damage, which is told by the seed; as they are if there are none.

    >>> damaged(b"", 1), damaged(b"a page", 1) != b"a page"
    (b'', True)
    """
    random = Random(seed)
    return random.choice(DAMAGES)(data, random) if data else data


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.randint(1, MAX_PIECE))
