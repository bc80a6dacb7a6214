"""The visible text of a figure in pieces, each with its role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from scrubber.cleaner.images.roles import Role, role_of
from scrubber.words import fold

_UNSEEN = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "button",
        "svg",
        "select",
        "input",
        "form",
        "nav",
        "object",
        "audio",
    }
)
_HIDDEN_NAMES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "hidden"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)
_APART = frozenset({"span", "small", "cite", "em", "i", "strong", "b"})  # an element of its own may hold a credit
MAX_CHARACTERS = 6000  # white space and small scripts counted; a figure of 250 words has a third of it
MAX_UNNAMED_CHARACTERS = 4500  # of what is no `<figure>`
MAX_WORDS = 300  # of either; a caption of 250 words is the longest
MAX_DEPTH = 40  # elements inside of a figure; what is deeper is one run
_FIGURES = frozenset({"figure", "figcaption"})
MAX_CREDIT_WORDS = 25  # of an element that is named for it: with all agencies and licences; what is longer is no credit


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the role that the elements around it give it."""

    raw: str
    role: Role | None = None
    is_new: bool = True
    """Whether an element that sets it apart begins with it."""

    @property
    def text(self) -> str:
        return fold(self.raw)


_BREAK = Piece(" ")


def pieces_of(element: Any) -> tuple[Piece, ...]:
    """The pieces of an element and all inside of it, those without a letter left out."""
    if not element.text_content().strip():
        return ()
    found = _joined(_runs(element, role_of(element)))
    return tuple(piece for piece in found if any(character.isalpha() for character in piece.raw))


def is_too_long(element: Any) -> bool:
    """Whether an element holds more than the texts of a picture: its pieces need not be known."""
    most = MAX_CHARACTERS if element.tag in _FIGURES else MAX_UNNAMED_CHARACTERS
    text = element.text_content()
    return len(text) > most or len(text.split()) > MAX_WORDS


def joined(pieces: Iterable[Piece]) -> str:
    """Their text, as one line."""
    return fold("".join(piece.raw for piece in pieces))


def _runs(element: Any, role: Role | None, depth: int = 0) -> Iterator[Piece]:
    """Runs of text; white space sets apart what stands before and behind a block."""
    if depth > MAX_DEPTH:
        yield Piece(element.text_content(), role, is_new=False)
        return
    if element.text:
        yield Piece(element.text, role, is_new=False)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _UNSEEN and not _is_hidden(child):
            yield from _runs_of_child(child, role, depth + 1)
        if child.tail:
            yield Piece(child.tail, role, is_new=False)


def _runs_of_child(child: Any, role: Role | None, depth: int) -> Iterator[Piece]:
    own = _own_role(child)
    is_block = child.tag not in _INLINE
    if is_block:
        yield _BREAK
    is_first = is_block or own is not None or child.tag in _APART
    for run in _runs(child, own or role, depth):
        yield Piece(run.raw, run.role, is_new=is_first or run.is_new)
        is_first = is_first and not run.raw.strip()
    if is_block:
        yield _BREAK


def _own_role(element: Any) -> Role | None:
    role = role_of(element)
    if role in {Role.CREDIT, Role.AUTHOR} and len(element.text_content().split()) > MAX_CREDIT_WORDS:
        return None
    return role


def _is_hidden(element: Any) -> bool:
    return not _HIDDEN_NAMES.isdisjoint((element.get("class") or "").split())


def _joined(runs: Iterator[Piece]) -> Iterator[Piece]:
    """Runs that belong together, as one piece."""
    held = Piece("")
    is_apart = True
    for run in runs:
        if not run.raw.strip():
            held = Piece(held.raw + run.raw, held.role, held.is_new)
            is_apart = is_apart or run is _BREAK
            continue
        is_new = is_apart or run.is_new
        if held.raw.strip() and (is_new or held.role is not run.role):
            yield held
            held = Piece(run.raw, run.role, is_new)
        else:
            held = Piece(held.raw + run.raw, run.role, is_new if not held.raw.strip() else held.is_new)
        is_apart = False
    yield held
