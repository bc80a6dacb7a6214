"""Direction controls: what may stay in a text without turning what stands around it."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile("[^\n\r\x1c-\x1e\x85\u2029]+")
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f\xad\u202a-\u202e\u2066-\u2069]*+")
_OVERRIDES = frozenset("\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_EMBEDDING, _END_OF_ISOLATE = "\u202c", "\u2069"


def reaching_controls(text: str) -> set[int]:
    r"""The places of the controls that must go, so that no direction reaches out of its paragraph, and none lies.

    Overrides go, with what ends them, for they make a text read otherwise than it is. Embeddings and isolates stay
    where they are ended in the same paragraph, as UAX #9 pairs them, and there is something in it; marks always stay.

    >>> sorted(reaching_controls("a \u202egnp\u202c b")), reaching_controls("\u2067b\u2069 c")
    ([2, 6], set())
    """
    if not _CONTROL.search(text):
        return set()
    return {place for paragraph in _PARAGRAPH.finditer(text) for place in _reaching(text, *paragraph.span())}


def without_reaching_controls(text: str) -> str:
    r"""The text without them.

    >>> without_reaching_controls("see \u202efdp.exe and \u200fmore").replace("\u200f", "(mark)")
    'see fdp.exe and (mark)more'
    """
    if not (gone := sorted(reaching_controls(text))):
        return text
    starts, ends = [0, *(place + 1 for place in gone)], [*gone, len(text)]
    return "".join([text[start:end] for start, end in zip(starts, ends, strict=True)])


def _reaching(text: str, start: int, end: int) -> list[int]:
    if _BLANK.fullmatch(text, start, end):
        return [match.start() for match in _CONTROL.finditer(text, start, end)]
    gone: list[int] = []
    opened: list[int] = []
    isolates = 0  # of those opened
    for match in _CONTROL.finditer(text, start, end):
        control, place = match[0], match.start()
        if control == _END_OF_ISOLATE and isolates:
            while text[opened[-1]] not in _ISOLATES:
                gone.append(opened.pop())  # an embedding that the isolate ends
            opened.pop()
            isolates -= 1
        elif control == _END_OF_EMBEDDING and opened and text[opened[-1]] not in _ISOLATES:
            if text[opened[-1]] in _OVERRIDES:
                gone += opened[-1], place
            opened.pop()
        elif control in {_END_OF_ISOLATE, _END_OF_EMBEDDING}:
            gone.append(place)
        else:
            opened.append(place)
            isolates += control in _ISOLATES
    return gone + opened
