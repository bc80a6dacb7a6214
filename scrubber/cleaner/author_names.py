"""Names of authors, read from what a page says of them: marks, roles and places taken off, several told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from scrubber.cleaner.credits import is_name
from scrubber.cleaner.credits.names import agencies, particles
from scrubber.cleaner.wording import folded, phrases, squashed, words_of
from scrubber.page import Block

MAX_NAME_CHARACTERS = 60
MAX_BYLINE_WORDS = 24
MAX_NAME_WORDS = 6
MAX_UNCASED_CHARACTERS = 12  # of a name in a script without capitals
MAX_AUTHORS = 60  # of one text; studies have more, and lists of commenters

_AND = r"(?:and|und|et|y|e|en|og|och|i|a|ve|и|&|＆|with|mit)"
_BETWEEN = re.compile(rf"\s*(?:[;,/|•·、，；\n]\s*(?:{_AND}\s)?|\s{_AND}\s)\s*")
_AFTER_NAMES = re.compile(
    r"\s*(?:[|•·()（）\[\]【】<>{}]|\s[-–—]+\s|\s[-–—]$|\s{2,}|\d{1,2}[.:/]\d\d|(?:19|20)\d\d|\d{1,2}\s|\sfor\s|\sin\s)"
)
_DEGREE = re.compile(
    r",?\s*\b(?:Ph\.?\s?D|M\.?D|M\.?A|B\.?A|M\.?Sc|B\.?Sc|M\.?B\.?A|MPH|R\.?N|R\.?D\.?N?|L\.?D\.?N?|CFP|CFA|CPA|Esq|DVM"
    r"|DDS|DO|J\.?D|MS|LCSW|FAAP)\b\.?,?(?=\s|$|,)"
)
_NO_NAME = re.compile(r"https?:|www\.|^@|\S@\S|[?!={}<>\\_%#*]{2}|\.(?:com|de|html?)/")
_SHORT_BRACKETS = re.compile(r"\s*\([^()]{1,6}\)(?=\s)")
_INITIALS = re.compile(r"\s*[(（/][^()（）]{1,40}[)）]\s*$")
_INVERTED = re.compile(r"([^\W\d_][^\s,]+),\s+([^\W\d_][^\s,]+(?:\s+[^\W\d_]\.?)?)")  # "Lee, Ann B."
_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}")
_SEVERAL = re.compile(r"[,;/|•·@]")
_USER_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
_GLUED_MARK = re.compile(r"^(?:By|Von|Par|Por)(?=[A-Z][a-z])")
_NOBODY = frozenset({"false", "nan", "none", "null", "true", "undefined"})  # what programs print for a name they lack
_AROUND = " .,:;-–—|/&\"“”'"


def names_in(text: str) -> list[str]:
    """The names in a text that gives authors and little else; none where it reads otherwise.

    >>> names_in("By Ann Lee, Staff Writer, and Bo van Ek | 3 May 2024")
    ['Ann Lee', 'Bo van Ek']
    >>> names_in("Von Jana Beispiel (jb) und Max Muster")
    ['Jana Beispiel', 'Max Muster']
    >>> names_in("https://valley.example/ann"), names_in("Read more from the archive"), names_in("李明")
    ([], [], ['李明'])
    """
    return [name for name in _names(text) if _no_names().isdisjoint(words_of(name))]


def _names(text: str) -> list[str]:
    text = without_mark(text)
    if not text or _NO_NAME.search(text):
        return []
    text = _AFTER_NAMES.split(_DEGREE.sub("", _INITIALS.sub("", _SHORT_BRACKETS.sub("", text))), maxsplit=1)[0]
    found = [name for part in _BETWEEN.split(text) if (name := name_of(part))]
    if any(is_full(name) for name in found):  # then a single word is a place: "Ann Lee, Oslo"
        found = [name for name in found if is_full(name)]
    return list(dict.fromkeys(found))[:MAX_AUTHORS]


def byline_names(line: Block) -> tuple[str, ...]:
    """The names on a line that begins with the mark of a byline.

    >>> byline_names(Block(0, "By Ann Lee and Bo Ek", words=6)), byline_names(Block(0, "By the river", words=3))
    (('Ann Lee', 'Bo Ek'), ())
    """
    mark = phrases("byline").opening_mark(line.text) if line.words <= MAX_BYLINE_WORDS else None
    names = names_in(mark[1].lstrip(" :：")) if mark else ()
    return tuple(name for name in names if name[0] == name[0].upper())


def names_given(text: str) -> list[str]:
    """The names in a value that is marked as that of an author: an organisation is left whole, "Lee, Ann" is one.

    >>> names_given("Centre for Bridges and Roads"), names_given("valley.example"), names_given("Lee, Ann")
    (['Centre for Bridges and Roads'], ['valley.example'], ['Ann Lee'])
    >>> names_given("ann_lee"), names_given("@ann")
    (['ann_lee'], [])
    """
    if text.startswith(("http", "@", "/")) or folded(text) in _NOBODY:
        return []
    if (
        (is_organisation(text) or _HOST.fullmatch(text))
        and len(text) <= MAX_NAME_CHARACTERS
        and not _SEVERAL.search(text)
    ):
        return [without_mark(text) or text]
    if (inverted := _INVERTED.fullmatch(text)) is not None:
        return [f"{inverted[2]} {inverted[1]}"]
    return _names(text)


def name_of(text: str) -> str:
    """The name that a text is, tidied; nothing if it is none.

    >>> name_of(" Dr. Ann Lee, "), name_of("ANN LEE"), name_of("Ann Lee Senior Editor"), name_of("Valley Staff")
    ('Dr. Ann Lee', 'ANN LEE', 'Ann Lee', 'Valley Staff')
    >>> name_of("Staff Writer"), name_of("Senior Politics Editor"), name_of("oslo is a town")
    ('', '', '')
    """
    text = _without_roles(_INITIALS.sub("", text).strip(_AROUND))
    words = text.split()
    if not words or len(text) > MAX_NAME_CHARACTERS or len(words) > MAX_NAME_WORDS:
        return ""
    if words_of(words[-1]) in _particles():
        return ""
    if _is_uncased(text):
        return text if len(text) <= MAX_UNCASED_CHARACTERS and not text.isdigit() else ""
    return text if (is_name(text) if len(words) > 1 else _USER_NAME.fullmatch(text)) else ""


def _without_roles(text: str) -> str:
    """A text without what its bearer does; nothing if no name is left. A team is its own name."""
    words = text.split()
    first, last = 0, len(words)
    if len(words) > 1 and words_of(words[-1]) in _teams() and words_of(words[0]) not in _roles():
        return text
    while last > first and words_of(words[last - 1]) in _roles():
        last -= 1
    while first < last and words_of(words[first]) in _roles():
        first += 1
    if last - first == len(words):
        return text
    if last - first >= 2 or (last - first == 1 and _is_uncased(words[first])):
        return " ".join(words[first:last]).strip(_AROUND)
    return ""


def is_full(name: str) -> bool:
    """Whether a name has two words, or is in a script that needs no space between them."""
    return " " in name or _is_uncased(name)


def _is_uncased(text: str) -> bool:
    return text.upper() == text.lower()


def without_mark(text: str) -> str:
    """A byline without the word that opens it.

    >>> [without_mark(text) for text in ("By: Ann Lee", "Text von Jana Beispiel", "Byron Lee", "ByAnn Lee")]
    ['Ann Lee', 'Jana Beispiel', 'Byron Lee', 'Ann Lee']
    """
    text = _GLUED_MARK.sub("", text.strip(" |•·-–—\u200b"))
    for _ in range(3):
        mark = phrases("byline").opening_mark(text)
        if mark is None:
            break
        text = mark[1].lstrip(" :：|-–—.")
    return text


def is_mark(text: str) -> bool:
    """Whether a text is nothing but the mark of a byline.

    >>> is_mark("By"), is_mark("Written by:"), is_mark("By Ann Lee")
    (True, True, False)
    """
    mark = phrases("byline").opening_mark(text)
    return mark is not None and not words_of(mark[1])


def is_joint(text: str) -> bool:
    """Whether a text is nothing but an "and".

    >>> is_joint("und"), is_joint("Ann")
    (True, False)
    """
    return _BETWEEN.fullmatch(f" {text.strip()} ") is not None


def is_organisation(name: str, sites: Iterable[str] = ()) -> bool:
    """Whether a name is of a publisher, a team or an agency rather than of a person.

    >>> is_organisation("Valley Press"), is_organisation("Ann Lee"), is_organisation("LTO")
    (True, False, True)
    >>> is_organisation("The Valley", ["thevalley.example"])
    True
    """
    if (
        name in agencies()
        or _ABBREVIATION.fullmatch(name)
        or not phrases("organisation").words.isdisjoint(words_of(name))
    ):
        return True
    key = squashed(name)
    return len(key) > 3 and any(key in squashed(site) or squashed(site) in key for site in sites if len(site) > 3)


@cache
def _particles() -> frozenset[tuple[str, ...]]:
    """Words that end no name, as "von" in "Ein Kommentar von"."""
    return frozenset(words_of(word) for word in particles())


@cache
def _teams() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(word) for word in phrases("team").words)


@cache
def _roles() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(word) for word in (*phrases("role").words, "of", "at", "the", "for"))


@cache
def _no_names() -> frozenset[str]:
    return phrases("no-name").words | phrases("published").words | phrases("modified").words
