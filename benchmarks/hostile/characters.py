"""Characters that are none, and those that are not what they look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import partial

from benchmarks.hostile.case import Bounds, Case, HostilePage, Trial
from benchmarks.hostile.checks import has_no_controls, is_xml_safe, keeps_words
from benchmarks.hostile.pages import BODY, OPENING, TAIL, WORDS

CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
SURROGATES = tuple(range(0xD800, 0xE000))
BEYOND = (0x110000, 0x110001, 0x1FFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 10**30)
GROUPS = {"control": CONTROLS, "surrogate": SURROGATES, "non-character": (0xFFFE, 0xFFFF), "beyond Unicode": BEYOND}
FORMS = {"decimal": "&#{};", "hexadecimal": "&#x{:x};", "unclosed": "&#{} "}
PLACE = "the old bridge. Nobody"
ODD = {
    "NUL": "\0",
    "C0": "".join(map(chr, (*range(1, 9), *range(14, 32)))),
    "C1": "".join(map(chr, range(0x80, 0xA0))),
    "override": "\u202e",
    "embedding": "\u202a\u202c",
    "private use": "\ue000\uf8ff",
    "line separator": "\u2028",
}
"""Between two words of their own."""
WITHIN = {
    "zero-width": "\u200b\u200c\u200d",
    "marks": "\u0315" * 1000,
    "composed": "\u00e9",
    "decomposed": "e\u0301",
}
"""Within a word."""


def _spoilt(characters: str) -> bytes:
    page = (OPENING + BODY + TAIL).replace(PLACE, f"the old {characters} bridge. Nobody")
    return page.encode("utf-8", "surrogatepass")


def _references(scale: float) -> Iterator[Trial]:
    checks = (keeps_words(1.0), is_xml_safe)
    for group, codes in GROUPS.items():
        for form, pattern in FORMS.items():
            step = 1 if scale >= 1 and (form == "decimal" or len(codes) < 100) else max(1, len(codes) // 40)
            pages = (
                HostilePage(partial(_spoilt, pattern.format(code)), checks, pattern.format(code))
                for code in codes[::step]
            )
            yield Trial(f"{group}, {form}", tuple(pages))
        raw = tuple(code for code in codes[::step] if code < 0x110000)
        yield Trial(
            f"{group}, raw", tuple(HostilePage(partial(_spoilt, chr(code)), checks, f"U+{code:04X}") for code in raw)
        )


def _odd_characters(_scale: float) -> Iterator[Trial]:
    for name, characters in ODD.items():
        checks = (has_no_controls, keeps_words(1.0))
        yield Trial(name, (HostilePage(partial(_spoilt, characters), checks),))
    for name, characters in WITHIN.items():
        word = f"dal{characters}t"
        words = (*WORDS, unicodedata.normalize("NFC", word))
        yield Trial(name, (HostilePage(partial(_spoilt, word), (has_no_controls, keeps_words(1.0, words))),))


CASES = (
    Case("P-01", "references to no character, and the raw code points", Bounds(), _references),
    Case("P-10", "controls, bidi, zero-width, private use, combining marks", Bounds(), _odd_characters),
)
