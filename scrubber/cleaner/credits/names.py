"""Names of people and agencies, told from sentences by their capitals."""

from __future__ import annotations

import re
from functools import cache

from scrubber.cleaner.wording import phrases

MAX_CREDIT_WORDS = 14  # agencies, photographers and places together; a longer tail is a sentence
MAX_UNCASED_CHARACTERS = 20  # of a name in a script without capitals; a longer tail may be a sentence
MAX_INITIAL = 3  # characters of "J.", "Jr."; a longer word with a stop ends a sentence
MAX_AGENCY_WORDS = 4  # "The Canadian Press", "USA TODAY Sports"

PIECE = re.compile(r"[\s/／|(),.（）]+")
_NOT_IN_NAMES = ":：!?。、"
_STOPS_AND_QUOTES = ".!?…\"“”„'‘’«»"
_MAY_BE_NAME = re.compile(r"\d{4}|[&/／|,–-]+")


def is_name(text: str) -> bool:
    """Whether a text reads as names of people or agencies, not as a sentence.

    >>> is_name("Ann Lee / Reuters"), is_name("a bridge over troubled water"), is_name("мост над рекой")
    (True, False, False)
    """
    text = text.strip(" .")
    words = text.split()
    if not words or len(words) > MAX_CREDIT_WORDS or any(sign in text for sign in _NOT_IN_NAMES):
        return False
    if text in agencies():
        return True
    if len(text) > MAX_UNCASED_CHARACTERS and not any(character.lower() != character.title() for character in text):
        return False
    named = [word for word in words if word.casefold() not in particles()]
    return bool(named) and all(_is_name_word(word.strip('()[]（）"“”©')) for word in named)


def ends_like_no_name(text: str) -> bool:
    """Whether the last word ends no name, being in lower case, or a sentence, as that of nearly all prose.

    >>> ends_like_no_name("“They rowed home.”"), ends_like_no_name("Photo: Ann Lee"), ends_like_no_name("imago images")
    (True, False, False)
    """
    if text[-1:] in _NOT_IN_NAMES:
        return True
    last = text[text.rfind(" ") + 1 :].strip(_STOPS_AND_QUOTES)
    if not last.isalpha() or opens_like_name(last):
        return False
    return last not in agency_words() and last.casefold() not in particles()


def has_agency(text: str) -> bool:
    """Whether an agency is one of the parts of a credit.

    >>> has_agency("Ann Lee/AFP via Getty Images"), has_agency("Ann Lee/Bo Ek")
    (True, False)
    """
    return any(part.strip(" .()（）") in agencies() for part in re.split(r"[/／|(),]|\svia\s", text))


def capitalised_end(text: str) -> str:
    """The last words of a text that open with capitals, four at most."""
    name = ""
    for word in reversed(re.findall(r"\S+\s*", text)[-4:]):
        if not _is_name_word(word.strip("( ")) or (word.rstrip()[-1] in '.!?…”"»' and len(word.strip()) > MAX_INITIAL):
            break
        name = word + name
    return name.lstrip("(（")


def _is_name_word(word: str) -> bool:
    """Whether a word opens with a capital, or has none in its script; signs between names count."""
    if not word or _MAY_BE_NAME.fullmatch(word):
        return True
    parts = [part for part in re.split(r"[/／|,()]", word) if part]
    return any(part[0].isalpha() and opens_like_name(part) for part in parts) or any(
        part in agencies() for part in parts
    )


def opens_like_name(word: str) -> bool:
    """Whether a word opens with a capital, or its script has none. Georgian's are for whole words in capitals only.

    >>> [opens_like_name(word) for word in ("Ann", "ann", "राम", "გიორგი")]
    [True, False, True, True]
    """
    return word[0] == word[0].title()


@cache
def agencies() -> frozenset[str]:
    return frozenset(phrases("agency").names)


@cache
def particles() -> frozenset[str]:
    """Small words inside and between names."""
    return frozenset(phrases("particle").names)


@cache
def agency_words() -> frozenset[str]:
    """The last words of the agencies: without one of them a text names none."""
    return frozenset(PIECE.split(name.strip("."))[-1] for name in agencies())


def agency_before(text: str) -> int | None:
    """Where the agency begins with which the text ends."""
    words = list(re.finditer(r"\S+", text[-60:]))[-MAX_AGENCY_WORDS:]
    offset = len(text) - len(text[-60:])
    for word in words:
        if text[offset + word.start() :].lstrip("(（©").strip() in agencies():
            return offset + word.start()
    return None
