"""Picture credits: who made an image. Read from a line of their own, or from the end of a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scrubber.cleaner.wording import phrases

MAX_CREDIT_WORDS = 14  # agencies, photographers and places together; a longer tail is a sentence
TAIL_CHARACTERS = 140  # a credit of the most words is shorter
MAX_AGENCY_CAPTION_WORDS = 60  # a longer paragraph that ends in "(Reuters)" is a report with its agency

_SIGNS = (":", "/", "(", "|", "©", " by ", " BY ", "ourtesy", " via ", "Via ")
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z]|[A-Z])[\w.'’-]*|\d{4}|[&/|,–-]+")


@dataclass(frozen=True, slots=True)
class _Patterns:
    opening: re.Pattern[str]
    tail: re.Pattern[str]
    agency_tail: re.Pattern[str]
    agency_line: re.Pattern[str]


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of a line that may hold both.

    >>> split_credit("The bridge at dusk on Monday. Credit: AP/Ann Lee")
    ('The bridge at dusk on Monday.', 'AP/Ann Lee')
    >>> split_credit("Die Brücke am MontagFoto: dpa"), split_credit("(Image: Getty Images)")
    (('Die Brücke am Montag', 'dpa'), (None, 'Getty Images'))
    >>> split_credit("The phone hangs by the door. © Getty Images / Max Muster")
    ('The phone hangs by the door.', 'Getty Images / Max Muster')
    >>> split_credit("The image: a bridge over troubled water")
    ('The image: a bridge over troubled water', None)
    """
    end = text[-TAIL_CHARACTERS:]
    if not any(sign in end for sign in _SIGNS):
        return text, None
    patterns = _patterns()
    bare = text.strip().removeprefix("(").removesuffix(")") if text.startswith("(") else text
    line = (patterns.opening.match(bare) or patterns.agency_line.match(bare)) if len(bare) <= TAIL_CHARACTERS else None
    if line and is_name(line["credit"]):
        return None, _tidy(line["credit"])
    start = max(0, len(text) - TAIL_CHARACTERS)
    tail = patterns.tail.search(text, start) or patterns.agency_tail.search(text, start)
    if tail and is_name(tail["credit"]):
        caption = text[: tail.start()].rstrip(" (|[–-")
        return caption or None, _tidy(tail["credit"])
    return text, None


def is_name(text: str) -> bool:
    """Whether a text reads as names of people or agencies, not as a sentence.

    >>> is_name("Ann Lee / Reuters"), is_name("a bridge over troubled water")
    (True, False)
    """
    words = text.strip(" .").split()
    if not words or len(words) > MAX_CREDIT_WORDS:
        return False
    agencies = _agencies()
    if text.strip(" .") in agencies:
        return True
    particles = phrases("particle").names
    named = [word for word in words if word.casefold() not in particles]
    return bool(named) and all(_NAME_WORD.match(word.strip('()[]"“”©')) or _is_agency_part(word) for word in named)


def _is_agency_part(word: str) -> bool:
    return any(part in _agencies() or part[:1].isupper() for part in re.split(r"[/|,()]", word) if part)


def _tidy(credit: str) -> str:
    credit = credit.strip(" .,|–-")
    return credit.removesuffix(")") if credit.count(")") > credit.count("(") else credit


@cache
def _agencies() -> frozenset[str]:
    return frozenset(phrases("agency").names)


@cache
def _patterns() -> _Patterns:
    marks = "|".join(sorted({_cased(mark) for mark in phrases("credit").marks}, key=lambda mark: (-len(mark), mark)))
    agency = "|".join(map(re.escape, phrases("agency").names))
    mark = rf"(?:{marks})(?:\s*:\s*|\s+(?:by|courtesy of|courtesy)\s+(?=[A-ZÄÖÜ]))(?:(?:{marks})\s*:\s*)?"
    bare = r"©\s*(?!(?:19|20)\d\d)"  # with a year it is a copyright notice
    name = r"(?:[^\W\d_a-z][\w'’-]*[^\W\d_A-Z][\w'’-]*|[A-ZÄÖÜ]\.)(?:\s+[^\W\d_][\w.'’-]*){0,3}"
    return _Patterns(
        opening=re.compile(rf"(?:(?:©\s*)?{mark}(?:©\s*)?|{bare})(?P<credit>[^:!?©]{{2,90}})$"),
        # The mark follows a stop, a bracket, a space, or a letter that it was glued to.
        tail=re.compile(
            rf"(?:(?<=[.!?…\"”’)\]])|(?<=[\wß])(?=[A-ZÄÖÜ])|\s)[(\[|]?\s*(?:{mark}(?:©\s*)?|{bare})(?P<credit>[^:!?©]{{2,90}})$"
        ),
        agency_tail=re.compile(
            rf"\s\(?(?P<credit>(?:{agency})(?:\s?Photo)?/{name}|\((?:{agency})\)|{name}\s?\((?:{agency})\)"
            rf"|{name}/(?:{agency})(?:\s+via\s+(?:{agency}))?)\)?$"
        ),
        agency_line=re.compile(
            rf"©?\s*(?P<credit>(?:{agency})(?:\s?[/|]\s?(?:{name}|{agency})){{1,4}}"
            rf"|{name}\s?[/|]\s?(?:{agency})(?:\s+via\s+(?:{agency}))?"
            rf"|{name}\s?\((?:{agency})\)|(?:{name}\s)?[Vv]ia (?:{agency}))$"
        ),
    )


def _cased(mark: str) -> str:
    """A mark opens with a capital, or is all capitals; in lower case it is a word of a sentence."""
    words = re.escape(mark[0].upper() + mark[1:])
    return f"{words}|{re.escape(mark.upper())}|{re.escape(mark.title())}"
