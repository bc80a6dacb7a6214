"""How much a text is like one that people write: how many of its letters stand in words that are known.

Bytes read in a wrong encoding give letters as well, yet hardly ever words. The words are jusText's: the most frequent
of a hundred Wikipedias. Where no spaces part the words, frequent characters and syllables take their place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_LATIN, _CYRILLIC, _HAN = "A-Za-zªµºÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f", "Ѐ-ӿ", "\u3005-\u3007\u3041-\u30ff\u4e00-\u9fff"
_UNSPACED_FROM = "\u0e00"  # Thai; all that is written without spaces comes after it
_ONE_SCRIPT = re.compile(
    f"[{_LATIN}]+|[Ά-ώ]+|[{_CYRILLIC}]+|[\u05b0-\u05f4]+|[\u0620-\u06ff]+|[\u0e01-\u0e5b]+|[A-Za-z가-힣]+|[A-Za-z{_HAN}]+"
)
# ASCII but its letters, typographic and full-width punctuation, arrows and bullets. Other symbols are no
# separators: they are what letters become in a wrong encoding.
_BETWEEN_WORDS = re.compile(
    "[\x00-@\\[-`{-\x7f¡¿«»·´°©®™§†‡€£¥\xa0\xad\u2010-\u205e\u2190-\u21ff\u25a0-\u27bf\u3000-\u3004\u3008-\u303f・"
    "\uff00-\uff65]+"
)
_ASCII = re.compile(r"[\x00-\x7f]+")
_CHINESE = (
    "的一是不了在人有我他这這个個们們来來到时時大地为為子中你说說生国國年着就那和要她出也得里後后自以会會家可下而过過天去能对對小多"
    "然于於心學学么麼之都好看起发發当當没沒成只如事把还還用第样樣道想作种種开開"
)
_THAI = "การ|ที่|และ|ของ|ใน|มี|ได้|ไม่|ให้|ว่า|จะ|เป็น|นี้|กับ|มา|ไป|ความ|คน|แต่|จาก|หรือ|อยู่|โดย|ต้อง|ก็|ตาม|วัน|ผู้|ทำ|คือ|กัน|เรา|ถึง|ขึ้น"
_FREQUENT = re.compile(f"[ぁ-ん{_CHINESE}]|{_THAI}")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The letters beyond ASCII in a text, each different word counted once."""

    known: int
    """In words that are known."""
    odd: int
    """In what can be no word: two scripts in one, or symbols among letters."""

    @property
    def score(self) -> int:
        return self.known - self.odd


def likeness(text: str) -> Likeness:
    """How like a text is to what people write.

    >>> right = "Vielleicht für später: größere Brücken".encode("cp1252")
    >>> likeness(right.decode("cp1252")), likeness(right.decode("cp1251")), likeness("only ASCII")
    (Likeness(known=2, odd=0), Likeness(known=0, odd=5), Likeness(known=0, odd=0))
    """
    known = odd = 0
    for word in set(_BETWEEN_WORDS.split(unicodedata.normalize("NFC", text))):
        if word.isascii():
            continue
        letters = len(_ASCII.sub("", word))
        if not _ONE_SCRIPT.fullmatch(word):
            odd += letters if any(map(str.isalpha, word)) else 0
        elif word.lower() in _known_words():
            known += letters
        elif word[-1] >= _UNSPACED_FROM:
            known += sum(map(len, _FREQUENT.findall(word)))
    return Likeness(known, odd)


@cache
def _known_words() -> frozenset[str]:
    """Those with a letter beyond ASCII; one letter alone is a word in too many encodings."""
    import justext

    listed = " ".join(" ".join(justext.get_stoplist(language)) for language in justext.get_stoplists())
    return frozenset(word for word in _BETWEEN_WORDS.split(listed.lower()) if len(word) > 1 and not word.isascii())
