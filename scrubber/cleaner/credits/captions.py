"""Caption and credit of a figure: an element that is named for the credit, else the end of the text.

Below a picture a credit needs less proof than in a line of text, where any name may end a sentence.
"""

from __future__ import annotations

import re

from scrubber.cleaner.credits import split_credit
from scrubber.cleaner.credits.marks import mark_before, opening_source
from scrubber.cleaner.credits.names import MAX_CREDIT_WORDS, has_agency, is_name, particles
from scrubber.cleaner.wording import phrases
from scrubber.scripts import SENTENCE_ENDS

_COLON = re.compile(r"\s*[:՝：=＝]\s*")
_BAR = re.compile(r"\s[|–—•·/]\s|\s*[｜│]\s*")
_BRACKETS = {")": "(", "）": "（", "]": "[", "】": "【"}
_AROUND = " .,;|–—-•·/\u200b\ufeff"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LICENCE = re.compile(r"\(?\bCC[ -]?(?:BY|0)\b[\w .-]*\)?$")
_STOP = re.compile(r"[^\W\d_]{4,}[.!?]\s+(\S)")
_LAST_SENTENCE = re.compile(r"(?:[.!?)]|\s[–—-])\s+(?=\w)")
_BEFORE_CREDIT = " ,;|–—-•·/:：=＝([（【"
MAX_UNSPACED_NAME = 14  # characters: a paper, "reporter", and a name
_NO_NAME_ENDS = frozenset(SENTENCE_ENDS) - {".", "…"}
_YEAR = re.compile(r"^(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d,?\s*)?", re.I)


def told_credit(text: str) -> str | None:
    """Who an element that is named for the credit names, without mark and brackets.

    >>> told_credit("(Foto: Ann Lee/dpa)"), told_credit("© 2024 Bo Ek"), told_credit("Foto:")
    ('Ann Lee/dpa', 'Bo Ek', None)
    >>> told_credit("Picture by Ann Lee"), told_credit("Foto Ansa"), told_credit("Photo News")
    ('Ann Lee', 'Ansa', 'Photo News')
    """
    text = _bare(text)
    for _ in range(2):  # "Image source: Photo: Ann Lee"
        text = _bare(_YEAR.sub("", _without_mark(text), count=1))
    text = _without_verb(text)
    return text if any(character.isalnum() for character in text) else None


def is_mark(text: str) -> bool:
    """Whether a text is a mark and no more: the name stands in the next element.

    >>> is_mark("Credit..."), is_mark("Photo by"), is_mark("Ann Lee")
    (True, True, False)
    """
    text = text.strip(_AROUND + ":：©")
    found = phrases("credit").opening_mark(text)
    rest = found[1].strip().casefold() if found else text.casefold()
    return not rest or rest in phrases("credit").words or rest in phrases("byline").marks or opening_source(text) == 0


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Caption and credit of the text below a picture.

    >>> split_caption("The mill at dawn. (Ann Lee/The Mill Post)")
    ('The mill at dawn.', 'Ann Lee/The Mill Post')
    >>> split_caption("The mill at dawn. | Bo Ek/PA Images via Getty Images")
    ('The mill at dawn.', 'Bo Ek/PA Images via Getty Images')
    >>> split_caption("Die Mühle (Symbolfoto: picture alliance/dpa | Ann Lee)")
    ('Die Mühle', 'picture alliance/dpa | Ann Lee')
    >>> split_caption("The mill, with its owner (left)"), split_caption("Source: Mill Institute")
    (('The mill, with its owner (left)', None), (None, 'Mill Institute'))
    """
    text = text.strip()
    for found in (_behind_mark(text), _in_brackets(text), _behind_bar(text), _behind_word(text)):
        if found is not None:
            begin, credit = found
            return text[:begin].rstrip(_BEFORE_CREDIT) or None, credit
    return split_credit(text)


def is_credit(text: str) -> bool:
    """Whether the last piece of a figure, in an element of its own, is a credit: a mark, or names alone.

    >>> is_credit("Photo: a reader of ours"), is_credit("(Ann Lee)"), is_credit("Rolf Ek/imago"), is_credit("at dawn")
    (True, True, True, False)
    """
    bare = _bare(text)
    return opens_as_credit(text) or _without_mark(bare) != bare or is_name(bare) or _LICENCE.search(bare) is not None


def opens_as_credit(text: str) -> bool:
    """Whether a text begins with a mark and its colon, or with a ©.

    >>> opens_as_credit("(Foto: Ann Lee)"), opens_as_credit("Ann Lee"), opens_as_credit("The mill. Photo: Ann Lee")
    (True, False, False)
    """
    found = _behind_mark(text.strip())
    return found is not None and not any(character.isalnum() for character in text.strip()[: found[0]])


def _behind_mark(text: str) -> tuple[int, str] | None:
    """Where a mark with its colon begins near the end, and what it says; the last such mark of the text."""
    for colon in reversed(list(_COLON.finditer(text))):
        begin = mark_before(text, colon.start())
        if begin is None:
            begin = opening_source(text[: colon.start()])
        credit = _bare(text[colon.end() :])
        if begin is not None and credit and len(credit.split()) <= MAX_CREDIT_WORDS and _is_no_sentence(credit):
            return begin, credit
    sign = text.rfind("©")
    owner = told_credit(text[sign:]) if sign >= 0 else None
    return (sign, owner) if owner and len(owner.split()) <= MAX_CREDIT_WORDS else None


def _in_brackets(text: str) -> tuple[int, str] | None:
    """Names with a slash or an agency in the brackets at the end."""
    opening = _BRACKETS.get(text[-1:])
    begin = text.rfind(opening) if opening else -1
    if begin < 0:
        return None
    inside = text[begin + 1 : -1].strip()
    credit = told_credit(inside)
    if credit is None or not is_name(credit):
        return None
    return (begin, credit) if "/" in credit or has_agency(credit) or credit != _bare(inside) else None


def _behind_bar(text: str) -> tuple[int, str] | None:
    """Names with a slash or an agency behind the first bar or dash that only they follow."""
    for bar in _BAR.finditer(text):
        if bar[0].strip() == "/":
            continue
        credit = _bare(text[bar.end() :])
        if is_name(credit) and ("/" in credit or has_agency(credit)):
            return bar.start(), credit
    return None


def _behind_word(text: str) -> tuple[int, str] | None:
    """Names behind a word such as "via" that opens the last sentence, or follows a dash."""
    for opening in reversed(list(_LAST_SENTENCE.finditer(text))):
        word, _, rest = text[opening.end() :].partition(" ")
        if word.casefold() not in phrases("credit").words:
            continue
        following = rest.removeprefix("of ")
        return (opening.start() + 1, _bare(following)) if is_name(following) else None
    return None


def _without_mark(text: str) -> str:
    """The text behind its mark, if it opens with one and a colon, a preposition, or a name follow."""
    colon = _COLON.search(text)
    if colon and (mark_before(text, colon.start()) == 0 or opening_source(text[: colon.start()]) == 0):
        return text[colon.end() :]
    mark = phrases("credit").opening_mark(text) or ("", text)
    if not mark[1].strip():
        return text
    first, _, rest = mark[1].strip().partition(" ")
    if rest and first.rstrip(":：").casefold() in phrases("credit").words:
        return rest.removeprefix("of ")
    return mark[1] if mark[0] and has_agency(mark[1]) and mark[1][0].isspace() else text


def _without_verb(text: str) -> str:
    """The name before a word such as 摄, which says that its bearer took the picture."""
    for verb in phrases("photographed").words:
        name = text.removesuffix(verb)
        if name != text and len(name) <= MAX_UNSPACED_NAME:
            return name.rstrip()
    return text


def _is_no_sentence(text: str) -> bool:
    """Whether what follows a mark may be a name: it has no stop inside, opens with a capital where its script has
    them, and most of its words do; an address is a name."""
    stop = _STOP.search(text)
    if (stop is not None and stop[1].isupper()) or text[-1:] in _NO_NAME_ENDS:
        return False
    if has_agency(text) or "." in text.strip(_AROUND):
        return True
    words = [word for word in _WORD.findall(text) if word.casefold() not in particles()]
    small = sum(word[0] != word[0].upper() for word in words)
    return bool(words) and words[0][0] == words[0][0].upper() and 2 * small <= len(words)


def _bare(text: str) -> str:
    """The text without the brackets around it and the stops beside it."""
    text = text.strip(_AROUND)
    while text and text[-1] in _BRACKETS and text[0] == _BRACKETS[text[-1]]:
        text = text[1:-1].strip(_AROUND)
    for closing, opening in _BRACKETS.items():
        if text.count(closing) > text.count(opening):
            text = text.removesuffix(closing).strip(_AROUND)
        if text.count(opening) > text.count(closing):
            text = text.removeprefix(opening).strip(_AROUND)
    return text
