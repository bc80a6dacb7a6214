"""The pieces of a figure → its caption and its credit."""

from __future__ import annotations

import re

from scrubber.cleaner.credits.captions import is_credit, is_mark, opens_as_credit, split_caption, told_credit
from scrubber.cleaner.credits.names import has_agency
from scrubber.cleaner.images.pieces import Piece, joined
from scrubber.cleaner.images.roles import Role
from scrubber.words import count_words

_BRACKETS = frozenset("([（【©")
_CREDITS = frozenset({Role.CREDIT, Role.AUTHOR})
_DATE_OR_LENGTH = re.compile(r"[\d\s.:,/|·–-]*\d[\d\s.:,/|·–-]*(?:min|sec|sek|s|h)?\.?", re.I)
MIN_CAPTION_WORDS = 4  # above names that only their capitals tell
MAX_CREDIT_PIECE_WORDS = 14  # of a last piece that only its wording tells


def caption_and_credit(pieces: tuple[Piece, ...]) -> tuple[str | None, str | None]:
    """What is said below a picture, and who made it: the element named for the credit tells, else the wording.

    >>> caption_and_credit((Piece("A bridge at dawn."), Piece("Foto: dpa", Role.CREDIT)))
    ('A bridge at dawn.', 'dpa')
    >>> caption_and_credit((Piece("A bridge at dawn. "), Piece("(Ann Lee)"))), caption_and_credit((Piece("Ann Lee."),))
    (('A bridge at dawn.', 'Ann Lee'), ('Ann Lee.', None))
    """
    pieces = _once(pieces)
    told = [piece for piece in pieces if piece.role in _CREDITS]
    said = [piece for piece in pieces if piece.role not in _CREDITS]
    credits = dict.fromkeys(credit for piece in told if (credit := told_credit(piece.text)))
    if credits:
        return _without_lone_mark(_line(said)), ", ".join(credits)
    marked = next((piece for piece in said if opens_as_credit(piece.text) and _is_a_credit(piece)), None)
    if marked is not None and len(said) > 1:
        return _line([piece for piece in said if piece is not marked]), told_credit(marked.text)
    caption = _line(said[:-1])
    if caption is not None and _is_a_credit(said[-1]) and _is_below(said[-1].text, caption):
        return _without_lone_mark(caption), told_credit(said[-1].text)
    caption = _line(said)
    return split_caption(caption) if caption else (None, None)


def _once(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """What is said of the picture: nothing twice or cut off, no dates and lengths of videos, no mark alone."""
    last = {squash(piece.raw): piece for piece in reversed(pieces)}
    return tuple(
        piece
        for piece in pieces
        if last[squash(piece.raw)] is piece
        and not _DATE_OR_LENGTH.fullmatch(piece.text)
        and not (piece.role in _CREDITS and is_mark(piece.text))
        and not _is_cut_off(piece, pieces)
    )


def _is_cut_off(piece: Piece, pieces: tuple[Piece, ...]) -> bool:
    """Whether it ends in dots, and another piece goes on."""
    begun = piece.text.rstrip(".… ")
    return piece.text.endswith(("...", "…")) and any(
        other is not piece and other.text.startswith(begun) for other in pieces
    )


def squash(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def _line(pieces: list[Piece]) -> str | None:
    text = joined(pieces).strip("|/— –-")
    return text.strip() if any(character.isalnum() for character in text) else None


def _without_lone_mark(caption: str | None) -> str | None:
    """A mark whose name is in an element of its own stays behind: "Photo:"."""
    if caption is None or not caption.endswith((":", "：", "©")):
        return caption
    head = caption.rstrip(":：© ")
    words = head.split()
    for count in range(min(3, len(words)), 0, -1):
        tail = " ".join(words[-count:])
        if is_credit(f"{tail}: X"):
            return _tidy(" ".join(words[:-count]))
    return caption


def _tidy(text: str) -> str | None:
    return text.rstrip(" |/–—-([") or None


def _is_a_credit(piece: Piece) -> bool:
    return piece.is_new and len(piece.text.split()) <= MAX_CREDIT_PIECE_WORDS and is_credit(piece.text)


def _is_below(credit: str, caption: str) -> bool:
    """Whether names stand below a caption: below a few words, they may be a person's work and not another's."""
    return credit[:1] in _BRACKETS or "/" in credit or has_agency(credit) or count_words(caption) >= MIN_CAPTION_WORDS
