"""Picture credits: who made an image. Read from a line of their own, or from the end of a caption.

A credit is told by a mark before it ("Photo:", "Foto von", "©"), or by an agency in it ("Ann Lee/AP", "(Reuters)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from scrubber.cleaner.wording import after_words, folded, phrases, unglued, words_of

MAX_CREDIT_WORDS = 14  # agencies, photographers and places together; a longer tail is a sentence
MAX_UNCASED_CHARACTERS = 20  # of a name in a script without capitals; a longer tail may be a sentence
TAIL_CHARACTERS = 140  # a credit of the most words is shorter
MAX_AGENCY_CAPTION_WORDS = 60  # a longer paragraph that ends in "(Reuters)" is a report with its agency
MAX_MARK_WORDS = 4  # "crédito de la foto"
MAX_INITIAL = 3  # characters of "J.", "Jr."; a longer word with a stop ends a sentence
MAX_AGENCY_WORDS = 4  # "The Canadian Press", "USA TODAY Sports"

_SIGN = re.compile(r"[:：=＝/／(（|©]")
_COLON = re.compile(r"\s*[:：=＝]\s*")
_ABBREVIATION = re.compile(r"(?<=\b[Ff]ot)\.\s+(?=[^\W\d_a-z])|(?<=\b[Rr]ys)\.\s+(?=[^\W\d_a-z])")
_COPYRIGHT = re.compile(r"©\s*(?!(?:19|20)\d\d)")  # with a year it is a copyright notice
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SLASH = re.compile(r"\s?[/／|]\s?")
_PIECE = re.compile(r"[\s/／|(),.（）]+")
_MAY_BE_NAME = re.compile(r"\d{4}|[&/／|,–-]+")
_BEFORE_LOWER_CASE = frozenset("([（【.!?…|")
_STRIPPED = " .,|–-"
_OPENING_BRACKETS = " (（|[【–-"


@lru_cache(maxsize=2048)
def split_credit(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of a line that may hold both.

    >>> split_credit("The bridge at dusk on Monday. Credit: AP/Ann Lee")
    ('The bridge at dusk on Monday.', 'AP/Ann Lee')
    >>> split_credit("Die Brücke am MontagFoto: dpa"), split_credit("(Image: Getty Images)")
    (('Die Brücke am Montag', 'dpa'), (None, 'Getty Images'))
    >>> split_credit("The phone hangs by the door. © Getty Images / Max Muster")
    ('The phone hangs by the door.', 'Getty Images / Max Muster')
    >>> split_credit("Мост в понедельник. Фото: Иван Петров / ТАСС"), split_credit("写真：共同通信")
    (('Мост в понедельник.', 'Иван Петров / ТАСС'), (None, '共同通信'))
    >>> split_credit("The image: a bridge over troubled water")
    ('The image: a bridge over troubled water', None)
    """
    start = max(0, len(text) - TAIL_CHARACTERS)
    if (
        not _SIGN.search(text, start)
        and not _prepositions().search(text, start)
        and not _ABBREVIATION.search(text, start)
    ):
        return text, None
    bare = text.strip()
    if bare[:1] in "(（" and bare[-1:] in ")）" and not set("()（）") & set(bare[1:-1]):
        text, start = bare[1:-1], 0
    for begin, credit in _candidates(text, start):
        credit = _tidy(credit)
        if is_name(credit):
            return text[:begin].rstrip(_OPENING_BRACKETS) or None, credit
    return text, None


def is_name(text: str) -> bool:
    """Whether a text reads as names of people or agencies, not as a sentence.

    >>> is_name("Ann Lee / Reuters"), is_name("a bridge over troubled water"), is_name("мост над рекой")
    (True, False, False)
    """
    text = text.strip(" .")
    words = text.split()
    if not words or len(words) > MAX_CREDIT_WORDS or any(sign in text for sign in ":：!?。、"):
        return False
    if text in _agencies():
        return True
    if len(text) > MAX_UNCASED_CHARACTERS and not any(character.lower() != character.upper() for character in text):
        return False
    particles = phrases("particle").names
    named = [word for word in words if word.casefold() not in particles]
    return bool(named) and all(_is_name_word(word.strip('()[]（）"“”©')) for word in named)


def has_agency(text: str) -> bool:
    """Whether an agency is one of the parts of a credit.

    >>> has_agency("Ann Lee/AFP via Getty Images"), has_agency("Ann Lee/Bo Ek")
    (True, False)
    """
    return any(part.strip(" .()（）") in _agencies() for part in re.split(r"[/／|(),]|\svia\s", text))


def _candidates(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Where a credit may begin, its mark included, and what it says; the likeliest first."""
    for colon in _COLON.finditer(text, start):
        if (begin := _mark_before(text, colon.start())) is not None:
            rest = text[colon.end() :]
            nested = _COLON.search(rest)
            yield begin, rest[nested.end() :] if nested and _mark_before(rest, nested.start()) == 0 else rest
    for dot in _ABBREVIATION.finditer(text, start):
        if (begin := _mark_before(text, dot.start())) is not None:
            yield begin, text[dot.end() :]
    for copyright in _COPYRIGHT.finditer(text, start):
        if phrases("copyright").hint(text[copyright.end() :]) is None:
            yield copyright.start(), text[copyright.end() :]
    for preposition in _prepositions().finditer(text, start):
        if (begin := _mark_before(text, preposition.start())) is not None:
            yield begin, text[preposition.end() :]
    yield from _with_agency(text, start)


def _mark_before(text: str, end: int) -> int | None:
    """Where a mark begins that ends at `end`: after a stop, a bracket or a space, or glued to the word before it.

    A mark opens with a capital where its script has them; in lower case it is a word of a sentence, unless it follows
    a stop or a bracket.
    """
    words = list(_WORD.finditer(text[max(0, end - 60) : end]))[-MAX_MARK_WORDS:]
    if not words or not text[:end].rstrip(".").endswith(words[-1][0]):
        return None
    last = words[-1][0]
    if folded(last) not in _last_words_of_marks():
        part = unglued(last).rpartition(" ")[2]
        begin = max(0, end - 60) + words[-1].end() - len(part)
        return begin if len(part) < len(last) and _is_mark(part) else None
    offset = max(0, end - 60)
    for first in words:
        begin = offset + first.start()
        if _is_mark(text[begin:end]) or (
            text[:begin].rstrip()[-1:] in _BEFORE_LOWER_CASE and _is_known(text[begin:end])
        ):
            return begin
    return None


def _is_mark(text: str) -> bool:
    return (text[0].isupper() or text[0].lower() == text[0].upper()) and _is_known(text)


def _is_known(text: str) -> bool:
    return words_of(text) in _marks()


def _with_agency(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Credits without a mark: a name and an agency on either side of a slash, or an agency in brackets at the end."""
    if "／" not in text and _agency_words().isdisjoint(_PIECE.split(text[start:])):
        return
    if text.endswith((")", "）")):
        yield from _in_brackets(text, start)
    for slash in _SLASH.finditer(text, start):
        left, right = text[: slash.start()], text[slash.end() :]
        mark = _mark_before(text, slash.start()) if "／" in slash[0] else None
        agency = _agency_before(left)
        if mark is not None:
            yield mark, right
        elif agency is not None:
            yield agency, text[agency:]
        elif has_agency(right) and (name := _capitalised_end(left[-80:])):
            yield len(left) - len(name), text[len(left) - len(name) :]
    via = text.rfind("ia ", start)
    if via > 0 and text[via - 1] in "vV" and text[via + 3 :].strip(" .)") in _agencies():
        before = text[: via - 1].rstrip()
        name = _capitalised_end(before)
        begin = len(before) - len(name) if name else via - 1
        yield begin, text[begin:]


def _in_brackets(text: str, start: int) -> Iterator[tuple[int, str]]:
    opened = max(text.rfind("(", start), text.rfind("（", start))
    inside = text[opened + 1 : -1] if opened >= 0 else ""
    if inside in _agencies():
        before = text[start:opened].rstrip()
        name = _capitalised_end(before)
        begin = start + len(before) - len(name) if name else opened
        yield begin, text[begin:] if name else inside
    elif has_agency(inside):
        mark = phrases("credit").opening_mark(inside)
        yield opened, after_words(inside, len(mark.split())) if mark else inside


def _agency_before(text: str) -> int | None:
    """Where the agency begins with which the text ends."""
    words = list(re.finditer(r"\S+", text[-60:]))[-MAX_AGENCY_WORDS:]
    offset = len(text) - len(text[-60:])
    for word in words:
        if text[offset + word.start() :].lstrip("(（©").strip() in _agencies():
            return offset + word.start()
    return None


def _capitalised_end(text: str) -> str:
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
    return any(
        part[0].isupper() or (part[0].isalpha() and part[0].lower() == part[0].upper()) for part in parts
    ) or any(part in _agencies() for part in parts)


def _tidy(credit: str) -> str:
    credit = credit.strip(_STRIPPED).removeprefix("©").strip()
    for opening, closing in (("(", ")"), ("（", "）"), ("[", "]")):
        if credit.count(closing) > credit.count(opening):
            credit = credit.removesuffix(closing)
    return credit


@cache
def _agencies() -> frozenset[str]:
    return frozenset(phrases("agency").names)


@cache
def _agency_words() -> frozenset[str]:
    """The last words of the agencies: without one of them a text names none."""
    return frozenset(_PIECE.split(name.strip("."))[-1] for name in _agencies())


@cache
def _last_words_of_marks() -> frozenset[str]:
    return frozenset(mark[-1] for mark in _marks())


@cache
def _marks() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(mark) for mark in phrases("credit").marks)


@cache
def _spaced_words() -> tuple[str, ...]:
    """What else tells that there may be a credit."""
    return ("Fot. ", "fot. ", "Rys. ", "rys. ", *(f" {word} " for word in sorted(phrases("credit").words)))


@cache
def _prepositions() -> re.Pattern[str]:
    words = "|".join(sorted({re.escape(word) for word in phrases("credit").words}, key=lambda word: (-len(word), word)))
    return re.compile(rf"\s(?i:{words})\s+(?=[^\W\d_a-z])")
