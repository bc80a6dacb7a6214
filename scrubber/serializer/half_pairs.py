"""Lone surrogates: Python's strings may hold them, a file in UTF-8 may not."""

from __future__ import annotations

import re

_HALF_PAIR = re.compile("[\ud800-\udfff]")


def without_half_pairs(text: str) -> str:
    r"""Text with U+FFFD in the place of each half of a surrogate pair.

    >>> without_half_pairs("a\ud800b")
    'a\ufffdb'
    """
    return _HALF_PAIR.sub("\ufffd", text)
