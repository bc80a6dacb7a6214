"""The words of a text, as phrases are matched by them: folded, without numbers and punctuation, glued ones apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from scrubber.scripts import INDIC_SIGNS

FIRST_WORD_WITHIN = 80  # characters

Words = tuple[str, ...]

WORD = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+|[{INDIC_SIGNS}]+[^\W\d_]*)*")
_NO_LETTER = re.compile(r"[\W_]+")
# Words that lost the space between them: "AccessOnly", "25¢for", "3Months", "MONTAGFoto".
_LOWER, _UPPER = "a-zß-öø-ÿа-яё", "A-ZÀ-ÖØ-ÞА-ЯЁ"
_GLUED = re.compile(
    rf"(?<=[{_LOWER}])(?=[{_UPPER}])|(?<=[{_UPPER}])(?=[{_UPPER}][{_LOWER}]{{2}})"
    rf"|(?<=\d)(?=[{_LOWER}{_UPPER}])|(?<=[¢€$£%])(?=[{_LOWER}{_UPPER}])"
)
_MAY_BE_GLUED = re.compile(  # the same, looked for from the few characters that are no small letters
    rf"[{_UPPER}\d¢€$£%](?:(?<=[{_LOWER}\d¢€$£%][{_UPPER}])|(?<=[{_UPPER}][{_UPPER}])(?=[{_LOWER}]{{2}})"
    rf"|(?<=[\d¢€$£%])(?=[{_LOWER}]))"
)
_UNACCENTED = str.maketrans(
    dict.fromkeys(range(768, 880)) | {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "’": "'"}
)


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text, folded, without numbers and punctuation.

    >>> words_of("SUSCRÍBETE por 25 € al mes")
    ('suscribete', 'por', 'al', 'mes')
    """
    return tuple(WORD.findall(folded(text)))


def unglued_words_of(text: str) -> Words:
    """The same, with glued words apart.

    >>> unglued_words_of("Unlimited AccessOnly 25¢for 5 months!")
    ('unlimited', 'access', 'only', 'for', 'months')
    """
    apart = unglued(text)
    return words_of(text) if apart == text else words_of(apart)


def first_word(text: str) -> str:
    """The first word of a text as it stands; nothing if it has none near its beginning.

    >>> first_word("» Lee también"), first_word("12:30")
    ('Lee', '')
    """
    found = WORD.search(text, 0, FIRST_WORD_WITHIN)
    return found[0] if found else ""


def after_words(text: str, count: int) -> str:
    """The text after its first `count` words.

    >>> after_words("Lee también: El puente", 2)
    ': El puente'
    """
    last = next(islice(WORD.finditer(text), count - 1, None), None)
    return text[last.end() :] if last else ""


def folded(text: str) -> str:
    """The text in lower case and without accents; compatibility forms (full width, ligatures) as their plain ones.

    >>> folded("İLGİLİ Größe Œuvre")
    'ilgili grosse oeuvre'
    """
    text = text.casefold()
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.replace("й", "ј"))  # the one letter whose mark tells words apart
    return unicodedata.normalize("NFC", apart.translate(_UNACCENTED))


def squashed(text: str) -> str:
    """Letters and figures alone, folded: what two spellings of a name have in common.

    >>> squashed("The Valley-Post.example") == squashed("thevalleypost example")
    True
    """
    return _NO_LETTER.sub("", folded(text))


@lru_cache(maxsize=4096)
def unglued(text: str) -> str:
    """The text with a space wherever two words lost theirs."""
    return _GLUED.sub(" ", text) if _MAY_BE_GLUED.search(text) else text
