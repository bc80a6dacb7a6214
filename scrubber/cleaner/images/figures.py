"""The figure around an image: the element that holds it with its caption and its credit, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any

from scrubber.cleaner.credits.captions import opens_as_credit
from scrubber.cleaner.images.addresses import is_page, name_of
from scrubber.cleaner.images.pieces import Piece, is_too_long, joined, pieces_of
from scrubber.cleaner.images.roles import Role, role_of
from scrubber.cleaner.images.texts import squash
from scrubber.cleaner.wording import months, phrases, words_of
from scrubber.words import count_words, fold

MAX_STEPS = 8  # elements from an image to its figure
MAX_CAPTION_WORDS = 60  # of an element that no name tells; a longer one is a paragraph
MIN_LINE_WORDS, MAX_LINE_WORDS = 3, 40  # of a line behind an image that no name tells
MAX_DATE_WORDS = 7  # "Last updated on June 19, 2025, 30 min read"
MAX_BYLINE_WORDS = 20  # name, paper, dates of publication and change
MAX_FIGCAPTION_WORDS = 250  # of one that its name tells; more are the article, named so
MAX_WRAPPERS = 3  # elements around a figure without any text but its caption
_OF_PICTURES = frozenset({Role.CAPTION, Role.CREDIT})
_OF_PICTURE = frozenset({"picture", "source"})
_LINES = frozenset({"div", "p", "span", "small", "em", "i", "center"})
_WHOLE_PAGE = frozenset({"html", "body", "main"})
_TIME_OF_DAY = re.compile(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_CAPTION = ("h1", "h2", "h3", "ul", "ol", "table", "form", "time", "blockquote", "pre", "figure", "video", "iframe")


@dataclass(frozen=True, slots=True)
class Figure:
    """An image's element with the texts that belong to it."""

    top: Any
    """The outermost element of the image itself: its figure, or what wraps it."""
    pieces: tuple[Piece, ...] = ()
    is_named: bool = False
    """Whether an element tells that the texts are a caption or a credit."""
    is_portrait: bool = False
    """Whether a byline stands beside the image."""


def figure_around(image: Any, addresses: Collection[str], kept: Collection[str]) -> Figure:
    """The figure of an image.

    `addresses` are the names of its file; `kept` the texts of the article without white space, which no caption is.
    """
    top = image
    for parent in takewhile(lambda one: one.tag not in _WHOLE_PAGE, _ancestors(image)):
        if _holds_another(parent, addresses):
            if parent.tag == "figure" and parent.find(".//img") is image:
                return Figure(top, *_named_below(parent))
            break
        if is_too_long(parent) or _is_text(parent):
            break
        pieces = pieces_of(parent)
        if parent.tag == "figure":
            return _with_neighbours(Figure(parent, pieces, is_named=bool(pieces)))
        if pieces:
            inner = next(parent.iter("figure", "figcaption"), None)
            is_named = inner is not None or any(piece.role for piece in pieces)
            if _is_byline(parent, pieces):
                return Figure(top, is_portrait=True)
            if not is_named and _TIME_OF_DAY.search(joined(pieces)) is not None:
                break
            if _is_caption(parent, pieces, kept, is_named=is_named):
                return _up_to_figure(Figure(parent, pieces, is_named), addresses)
            break
        top = parent
    found = _with_neighbours(Figure(top))
    return found if found.pieces else Figure(top, _line_behind(top, kept))


def _is_text(element: Any) -> bool:
    """Whether an element that nothing in it tells to be a caption holds more words than one has, or a heading: its
    pieces need not be known."""
    if element.tag == "figure" or next(element.iter("figcaption"), None) is not None:
        return False
    is_long = len(element.text_content().split()) > MAX_CAPTION_WORDS
    has_other = is_long or next(element.iter(*_NO_CAPTION), None) is not None
    return has_other and all(role_of(inner) is None for inner in element.iter())


def _ancestors(image: Any) -> Iterator[Any]:
    """The elements around an image, but for its `<picture>`: the parser stacks all `<source>`s of one."""
    outside = (parent for parent in image.iterancestors() if parent.tag not in _OF_PICTURE)
    return islice(outside, MAX_STEPS)


def _holds_another(element: Any, addresses: Collection[str]) -> bool:
    """Whether an element shows another image as well."""
    for image in element.iter("img"):
        name = name_of(image.get("data-src") or image.get("src") or "")
        if name and name not in addresses and not _is_small(image):
            return True
    return False


def _is_small(image: Any) -> bool:
    """Whether it is an icon beside a picture."""
    width = image.get("width") or ""
    return (width.isdigit() and int(width) < 60) or (image.get("src") or "").endswith(".svg")


def _is_caption(element: Any, pieces: tuple[Piece, ...], kept: Collection[str], *, is_named: bool) -> bool:
    text = joined(pieces)
    if next(element.iter("figcaption"), None) is None and _leads_to_page(element):
        return False  # a teaser
    if is_named:
        others = tuple(piece for piece in pieces if piece.role is None)
        if next(element.iter("figcaption"), None) is None and _is_kept(text, others, kept):
            return False
        return count_words(text) <= MAX_FIGCAPTION_WORDS and next(element.iter("h1"), None) is None
    if count_words(text) > MAX_CAPTION_WORDS or next(element.iter(*_NO_CAPTION), None) is not None:
        return False
    is_credited = any(opens_as_credit(piece.text) for piece in pieces)
    if not is_credited and (count_words(text) < MIN_LINE_WORDS or text.endswith((":", "：")) or _is_date(text)):
        return False
    if not is_credited and _is_kept(text, pieces, kept):
        return False
    linked = sum(len(fold(link.text_content())) for link in element.iter("a"))
    return linked <= len(text) / 2


def _is_date(text: str) -> bool:
    """Whether it is a date, or little more: when the article was published."""
    words = words_of(text)
    return len(words) <= MAX_DATE_WORDS and bool(_YEAR.search(text)) and any(word in months() for word in words)


def _leads_to_page(element: Any) -> bool:
    """Whether an element is, or stands in, a link to a page."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    return link is not None and is_page((link.get("href") or "").strip())


def _is_kept(text: str, pieces: tuple[Piece, ...], kept: Collection[str]) -> bool:
    return squash(text) in kept or any(squash(piece.raw) in kept for piece in pieces)


def _is_byline(element: Any, pieces: tuple[Piece, ...]) -> bool:
    """Whether a short text without caption tells of the author, whose portrait then stands beside it."""
    if _OF_PICTURES & {piece.role for piece in pieces} or next(element.iter("figcaption"), None) is not None:
        return False
    text = joined(pieces)
    return count_words(text) <= MAX_BYLINE_WORDS and (
        any(piece.role is Role.AUTHOR for piece in pieces) or phrases("byline").opening_mark(text) is not None
    )


def _up_to_figure(found: Figure, addresses: Collection[str]) -> Figure:
    """The whole `<figure>` of a caption or credit that stands deeper inside of it."""
    outer = next((one for one in _ancestors(found.top) if one.tag == "figure"), None)
    if outer is None or _holds_another(outer, addresses):
        return _with_neighbours(found)
    return _with_neighbours(Figure(outer, pieces_of(outer), is_named=True))


def _with_neighbours(figure: Figure) -> Figure:
    """With the captions that follow right behind the figure, or behind what wraps it, where it has none."""
    if figure.pieces:
        return figure
    top = figure.top
    for _ in range(MAX_WRAPPERS):
        if found := tuple(_captions_behind(top)):
            return Figure(figure.top, found, is_named=True)
        parent = top.getparent()
        if parent is None or parent.tag in _WHOLE_PAGE or len(list(islice(parent.iter("img"), 2))) > 1:
            break
        if is_too_long(parent) or pieces_of(parent):
            break
        top = parent
    return figure


def _captions_behind(element: Any) -> Iterator[Piece]:
    for sibling in element.itersiblings():
        if not isinstance(sibling.tag, str) or sibling.tag in {"script", "style", "noscript"}:
            continue
        if sibling.tag != "figcaption" and not any(role_of(inner) in _OF_PICTURES for inner in sibling.iter()):
            return
        if is_too_long(sibling):
            return
        pieces = pieces_of(sibling)
        if sibling.tag != "figcaption" and not _is_named_whole(sibling, pieces):
            return
        if count_words(joined(pieces)) > MAX_FIGCAPTION_WORDS:
            return
        yield from pieces


def _line_behind(element: Any, kept: Collection[str]) -> tuple[Piece, ...]:
    """The short text right behind an image, where it is no part of the article."""
    sibling = next(
        (one for one in element.itersiblings() if one.tag not in {"br", "script", "style", "noscript"}), None
    )
    if sibling is None or sibling.tag not in _LINES or fold(element.tail or "") or is_too_long(sibling):
        return ()
    pieces = pieces_of(sibling)
    words = count_words(joined(pieces))
    if not MIN_LINE_WORDS <= words <= MAX_LINE_WORDS or next(sibling.iter("img", "video", "iframe"), None) is not None:
        return ()
    if _is_byline(sibling, pieces) or _TIME_OF_DAY.search(joined(pieces)) is not None:
        return ()
    return pieces if _is_caption(sibling, pieces, kept, is_named=False) else ()


def _is_named_whole(element: Any, pieces: tuple[Piece, ...]) -> bool:
    """Whether all text of an element is named a caption or a credit, and no further picture is in it."""
    if next(element.iter("img", "h1"), None) is not None:
        return False
    return role_of(element) in _OF_PICTURES or (bool(pieces) and all(piece.role in _OF_PICTURES for piece in pieces))


def _named_below(figure: Any) -> tuple[tuple[Piece, ...], bool]:
    """The captions of a figure of several images."""
    captions = [child for child in figure if child.tag == "figcaption"]
    pieces = tuple(piece for caption in captions for piece in pieces_of(caption))
    return pieces, bool(pieces)
