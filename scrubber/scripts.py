"""What differs between the scripts of the world: which have no spaces, and how a sentence ends in them."""

from __future__ import annotations

import re

# Scripts written without spaces between words, as ranges of Unicode; a word of theirs counts as two characters.
UNSPACED_RANGES = {
    "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff",
    "Tibetan": "\u0f00-\u0fff",
    "Myanmar": "\u1000-\u109f",
    "Khmer": "\u1780-\u17ff",
    "Kana": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "Han": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
UNSPACED = re.compile(f"[{''.join(UNSPACED_RANGES.values())}]")

# Signs of vowels and the like within words of India's scripts, which are no letters to `\\w`: each of the scripts from
# Devanagari to Sinhala has 128 places, and these among the same ones.
_SIGN_PLACES = ((0x00, 0x03), (0x3A, 0x3C), (0x3E, 0x4F), (0x51, 0x57), (0x62, 0x63))
INDIC_SIGNS = "".join(
    f"{chr(script + first)}-{chr(script + last)}"
    for script in range(0x0900, 0x0E00, 0x80)
    for first, last in (_SIGN_PLACES if script < 0x0D80 else ((0x01, 0x03), (0x4A, 0x5F), (0x72, 0x73)))
)

# Marks that end a sentence: Latin and full width, then Arabic, Urdu, Devanagari and Bengali, Sinhala, Tibetan, Burmese,
# Khmer, Armenian, Ethiopic, Mongolian, Hebrew and Syriac.
SENTENCE_ENDS = ".!?…‼⁇⁈⁉。！？．｡؟۔।॥෴།༎။។៕։።፧፨᠃׃܀"
QUESTION_MARKS = tuple("?？؟⁇")
GOES_ON = ",;:،؛，；：、၊፣፤፥"  # a line that ends so is no sentence yet, and no headline
# A mark that ends a sentence behind letters of one script, and means something else elsewhere.
_ENDS_BEHIND = {
    ";": "\u0370-\u03ff\u1f00-\u1fff",  # Greek's question mark, as keyboards give it
    ":": "\u0531-\u0587",  # Armenian's full stop, typed as a colon
    "፡": "፡",  # Ethiopic's word divider, typed twice
}
CLOSERS = "\"'”’“‘»«›‹)]】」』》〉）］｣*"  # what may stand behind the mark: the closing quotes of any language
_UNSEEN = "\u200b-\u200f\u061c\u2060\u2066-\u2069\ufeff"  # and between the two, such as the marks of right-to-left text
_LAST_ENDS = frozenset(SENTENCE_ENDS)
_LAST_TELLS = re.compile(
    rf"(?:[{re.escape(SENTENCE_ENDS)}]|{'|'.join(f'[{letters}]{mark}' for mark, letters in _ENDS_BEHIND.items())})"
    rf"[{re.escape(CLOSERS)}{_UNSEEN} ]*$"
)
_TAIL = 8  # characters in which the mark stands, with all that closes behind it

# Scripts that end no sentence with a mark: a block of theirs is a paragraph by its length.
_MARKLESS = re.compile(f"[{UNSPACED_RANGES['Thai']}{UNSPACED_RANGES['Lao']}]")
MIN_MARKLESS_CHARACTERS = 120  # longer than a headline


def ends_like_sentence(text: str) -> bool:
    """Whether a text ends with a full stop or the like, closing quotes and brackets aside.

    Thai and Lao have no full stop: there a text that is longer than a headline does.

    >>> ends_like_sentence("“He did not.”"), ends_like_sentence("Read more"), ends_like_sentence("他来了。」")
    (True, False, True)
    >>> ends_like_sentence("Τι έγινε;"), ends_like_sentence("He came;")
    (True, False)
    """
    if text[-1:] in _LAST_ENDS:
        return True
    tail = text[-_TAIL:]
    if _LAST_TELLS.search(tail):
        return True
    return len(text) >= MIN_MARKLESS_CHARACTERS and bool(_MARKLESS.match(tail.rstrip(CLOSERS)[-1:]))
