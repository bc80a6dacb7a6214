"""Counting words, and folding white space, in any script."""

from __future__ import annotations

import re

from scrubber.bidi import without_reaching_controls
from scrubber.scripts import UNSPACED

FOLD_BY_SPLIT = 100_000  # characters; a list of the words of a 50 MB line would take half a gigabyte

# The bytes of UTF-8 that begin none of the characters of scripts without spaces.
_OTHER_BYTES = bytes(set(range(256)) - {0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF, *range(0xF0, 0xF5)})
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"  # and lone surrogates
_CONTROL = re.compile(f"[{_CONTROLS}]")
SOFT_HYPHEN = "\xad"  # a hint to the typesetter that is no part of a word, and hides it from every search
UNSEEN = re.compile(f"[{_CONTROLS}{SOFT_HYPHEN}]")
_ASCII_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_TO_FOLD = re.compile(r"\s\s+|[^\S ]")


def fold(text: str) -> str:
    """Text with white space folded to single spaces, without control characters, soft hyphens and reaching controls.

    >>> fold(" a\\tb\\n c\\0 "), fold("Fluss\\xadufer")
    ('a b c', 'Flussufer')
    """
    if not text.isprintable():
        text = without_reaching_controls(UNSEEN.sub("", text))
    return fold_space(text)


def fold_space(text: str) -> str:
    """Text with white space folded to single spaces."""
    if len(text) < FOLD_BY_SPLIT:
        return " ".join(text.split())
    if "  " not in text and text.isprintable():  # of white space, only the common space is
        return text.strip()
    return _TO_FOLD.sub(" ", text).strip()


def is_all_seen(text: str) -> bool:
    """Whether folding takes nothing but white space off a text: told of ASCII alone, and quickly.

    >>> is_all_seen("a\\tb\\n"), is_all_seen("a\\0b"), is_all_seen("é")
    (True, False, False)
    """
    return text.isascii() and len(text.encode().translate(None, _ASCII_CONTROLS)) == len(text)


def without_controls(text: str) -> str:
    """Text without C0 and C1 control characters and lone surrogates; tabs and line breaks stay."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def count_words(text: str) -> int:
    """Words of a folded text: pieces between spaces, or half the characters in scripts written without spaces.

    >>> count_words("three small words"), count_words("东京の大雨"), count_words("")
    (3, 2, 0)
    """
    if not text:
        return 0
    spaced = text.count(" ") + text.count("\t") + text.count("\n") + 1
    if text.isascii():
        return spaced
    if len(text) >= FOLD_BY_SPLIT:
        return max(spaced, sum(1 for _ in UNSPACED.finditer(text)) // 2)
    if len(text.encode("utf-8", "surrogatepass").translate(None, _OTHER_BYTES)) // 2 <= spaced:
        return spaced  # in most pages, and told in half the time
    return max(spaced, len(UNSPACED.findall(text)) // 2)
