"""Texts as if they were written in another script: labelled pages are in Latin letters, nearly all of them."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from zlib import crc32

_WORD = re.compile(r"[^\W\d_]+")
_HEBREW, _HEBREW_LETTERS = 0x5D0, 27
_HAN, _HAN_CHARACTERS = 0x4E00, 2000
_THAI, _THAI_LETTERS = 0xE01, 46
LETTERS_A_CHARACTER = 3  # of a Latin word in a script of syllables or words
_WIDE = str.maketrans({".": "。", ",": "、", "!": "！", "?": "？", ":": "：", " ": None})
_UNSTOPPED = str.maketrans({".": " ", ",": " ", "!": " ", "?": " ", " ": None})


def uncased(text: str) -> str:
    """Letters without case, words and stops as they were: as of Hebrew and Arabic.

    >>> uncased("It left. At 5.").count(" "), uncased("It") == uncased("it")
    (3, True)
    """
    return _WORD.sub(lambda word: "".join(chr(_HEBREW + ord(one) % _HEBREW_LETTERS) for one in word[0].lower()), text)


def characters(text: str) -> str:
    """A character or a few for each word, nothing between them, stops of their own: as of Chinese and Japanese.

    >>> len(characters("It left. At dawn.")), characters("It left.")[-1]
    (8, '。')
    """
    return _WORD.sub(lambda word: _characters(word[0].lower()), text).translate(_WIDE)


def unstopped(text: str) -> str:
    """Nothing between words, and a space for each stop: as of Thai.

    >>> unstopped("It left. At dawn.").split(" ")[0] == unstopped("itleft")
    True
    """
    letters = _WORD.sub(lambda word: "".join(chr(_THAI + ord(one) % _THAI_LETTERS) for one in word[0].lower()), text)
    return "\n".join(line.strip() for line in letters.translate(_UNSTOPPED).split("\n"))


def _characters(word: str) -> str:
    pieces = (word[start : start + LETTERS_A_CHARACTER] for start in range(0, len(word), LETTERS_A_CHARACTER))
    return "".join(chr(_HAN + crc32(f"{word}{piece}".encode()) % _HAN_CHARACTERS) for piece in pieces)


SCRIPTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"uncased": uncased, "characters": characters, "unstopped": unstopped}
)
