"""What must hold of a text: each check says what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from benchmarks.hostile.case import Check
from benchmarks.hostile.pages import SENTINEL, WORDS

NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BIDI_OVERRIDES = re.compile("[\u202d\u202e]")
LONGEST_JUNK = 200
JUNK = re.compile(rf"\S{{{LONGEST_JUNK + 1},}}")


def keeps_sentinel(text: str) -> str | None:
    """The sentinel is there."""
    return None if SENTINEL in " ".join(text.split()) else "sentinel lost"


def keeps_words(share: float, words: Sequence[str] = WORDS) -> Check:
    """At least this share of the words is there, in whatever form of Unicode.

    >>> keeps_words(0.6, ("a", "b", "c"))("a b"), keeps_words(1, ("a", "b"))("b")
    (None, '50.0 % of the words lost')
    """
    wanted = Counter(words)

    def check(text: str) -> str | None:
        lost = (wanted - Counter(unicodedata.normalize("NFC", text).split())).total() / wanted.total()
        return f"{lost:.1%} of the words lost".replace("%", " %") if 1 - lost < share else None

    return check


def is_xml_safe(text: str) -> str | None:
    """Every character may stand in XML.

    >>> is_xml_safe("a\\x08b"), is_xml_safe("a\\tb")
    ('U+0008 in the text', None)
    """
    found = NO_XML.search(text)
    return f"U+{ord(found[0]):04X} in the text" if found else None


def has_no_controls(text: str) -> str | None:
    """Neither a C0 or C1 control but white space, nor an override of the direction of reading."""
    for character in set(text):
        if (unicodedata.category(character) == "Cc" and character not in "\t\n\r\x85") or BIDI_OVERRIDES.match(
            character
        ):
            return f"U+{ord(character):04X} in the text"
    return None


def has_no_junk(text: str) -> str | None:
    """No run of more than 200 characters without white space.

    >>> has_no_junk("x" * 201), has_no_junk("x" * 200)
    ('a run of 201 characters', None)
    """
    longest = max(map(len, JUNK.findall(text)), default=0)
    return f"a run of {longest:,} characters" if longest else None


def has_text(text: str) -> str | None:
    """There is a text."""
    return None if text.strip() else "no text"


def is_any_of(*texts: str) -> Check:
    """The text is one of these, white space at its ends aside."""
    return lambda text: None if text.strip() in texts else f"gave {text[:40]!r}"
