"""Picture credits: who made an image. Read from a line of their own, or from the end of a caption.

A credit is told by a mark before it ("Photo:", "Foto von", "©"), or by an agency in it ("Ann Lee/AP", "(Reuters)").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scrubber.cleaner.credits.marks import mark_before, prepositions, spaced_words
from scrubber.cleaner.credits.names import (
    MAX_CREDIT_WORDS,
    PIECE,
    agencies,
    agency_before,
    agency_words,
    capitalised_end,
    ends_like_no_name,
    has_agency,
    is_name,
    particles,
)
from scrubber.cleaner.wording import phrases

__all__ = ["MAX_AGENCY_CAPTION_WORDS", "MAX_CREDIT_WORDS", "is_name", "particles", "split_credit"]


TAIL_CHARACTERS = 140  # a credit of the most words is shorter
MAX_AGENCY_CAPTION_WORDS = 60  # a longer paragraph that ends in "(Reuters)" is a report with its agency

_SIGN = re.compile(r"[:՝：=＝/／(（|©]")
_COLON = re.compile(r"\s*[:՝：=＝]\s*")
_ABBREVIATION = re.compile(r"\.(?:(?<=\b[Ff]ot\.)|(?<=\b[Rr]ys\.))\s+(?=[^\W\d_a-z])")  # from the dot on: it is rare
_COPYRIGHT = re.compile(r"©\s*(?!(?:19|20)\d\d)")  # with a year it is a copyright notice
_SLASH = re.compile(r"\s?[/／|]\s?")
_STRIPPED = " .,|–-"
_OPENING_BRACKETS = " (（|[【–-"


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
    >>> split_credit("Il ponte al tramonto (foto Ada Neri)"), split_credit("渡口的早晨。（本报记者 李明 摄）")
    (('Il ponte al tramonto', 'Ada Neri'), ('渡口的早晨。', '本报记者 李明'))
    >>> split_credit("The bridge (photo above)")
    ('The bridge (photo above)', None)
    >>> split_credit("The image: a bridge over troubled water")
    ('The image: a bridge over troubled water', None)
    """
    if ends_like_no_name(text):  # a credit is the end of its line
        return text, None
    return _split(text)


@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[str | None, str | None]:
    start = max(0, len(text) - TAIL_CHARACTERS)
    tail = text[start:]
    if not _SIGN.search(tail) and spaced_words().isdisjoint(tail.split()):
        return text, None
    bare = text.strip()
    if bare[:1] in "(（" and bare[-1:] in ")）" and not set("()（）") & set(bare[1:-1]):
        text, start = bare[1:-1], 0
    for begin, credit in _candidates(text, start):
        credit = _tidy(credit)
        if is_name(credit):
            return text[:begin].rstrip(_OPENING_BRACKETS) or None, credit
    return text, None


def _candidates(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Where a credit may begin, its mark included, and what it says; the likeliest first."""
    for colon in _COLON.finditer(text, start):
        if (begin := mark_before(text, colon.start())) is not None:
            rest = text[colon.end() :]
            nested = _COLON.search(rest)
            yield begin, rest[nested.end() :] if nested and mark_before(rest, nested.start()) == 0 else rest
    for dot in _ABBREVIATION.finditer(text, start):
        if (begin := mark_before(text, dot.start())) is not None:
            yield begin, text[dot.end() :]
    for copyright in _COPYRIGHT.finditer(text, start):
        if phrases("copyright").hint(text[copyright.end() :]) is None:
            yield copyright.start(), text[copyright.end() :]
    if text.endswith((")", "）")):
        yield from _marked_in_brackets(text, start)
    for preposition in prepositions().finditer(text, start):
        if (begin := mark_before(text, preposition.start())) is not None:
            yield begin, text[preposition.end() :]
    yield from _with_agency(text, start)


def _marked_in_brackets(text: str, start: int) -> Iterator[tuple[int, str]]:
    """A name in the brackets at the end, behind a mark without a colon or before a word such as 摄."""
    opened, inside = _last_brackets(text, start)
    if (mark := phrases("credit").opening_mark(inside)) is not None:
        yield opened, mark[1]
    name, space, last = inside.rpartition(" ")
    if space and last in phrases("photographed").words:
        yield opened, name


def _with_agency(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Credits without a mark: a name and an agency on either side of a slash, or an agency in brackets at the end."""
    if "／" not in text and agency_words().isdisjoint(PIECE.split(text[start:])):
        return
    if text.endswith((")", "）")):
        yield from _in_brackets(text, start)
    for slash in _SLASH.finditer(text, start):
        left, right = text[: slash.start()], text[slash.end() :]
        mark = mark_before(text, slash.start()) if "／" in slash[0] else None
        agency = agency_before(left)
        if mark is not None:
            yield mark, right
        elif agency is not None:
            yield agency, text[agency:]
        elif has_agency(right) and (name := capitalised_end(left[-80:])):
            yield len(left) - len(name), text[len(left) - len(name) :]
    via = text.rfind("ia ", start)
    if via > 0 and text[via - 1] in "vV" and text[via + 3 :].strip(" .)") in agencies():
        before = text[: via - 1].rstrip()
        name = capitalised_end(before)
        begin = len(before) - len(name) if name else via - 1
        yield begin, text[begin:]


def _in_brackets(text: str, start: int) -> Iterator[tuple[int, str]]:
    opened, inside = _last_brackets(text, start)
    if inside in agencies():
        before = text[start:opened].rstrip()
        name = capitalised_end(before)
        begin = start + len(before) - len(name) if name else opened
        yield begin, text[begin:] if name else inside
    elif has_agency(inside):
        mark = phrases("credit").opening_mark(inside)
        yield opened, mark[1] if mark else inside


def _last_brackets(text: str, start: int) -> tuple[int, str]:
    """Where the last brackets open of a text that ends with them, and what is in them; -1 and nothing if none do."""
    opened = max(text.rfind("(", start), text.rfind("（", start))
    return opened, text[opened + 1 : -1] if opened >= 0 else ""


def _tidy(credit: str) -> str:
    credit = credit.strip(_STRIPPED).removeprefix("©").strip()
    for opening, closing in (("(", ")"), ("（", "）"), ("[", "]")):
        if credit.count(closing) > credit.count(opening):
            credit = credit.removesuffix(closing)
    return credit
