"""What the names of an element in a figure say of its text: a caption, or the credit."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any

from scrubber.cleaner.element_words import words_of_names
from scrubber.cleaner.wording import phrases


class Role(StrEnum):
    """What a piece of text is to its picture."""

    CAPTION = "caption"
    CREDIT = "credit"
    AUTHOR = "author"
    """Of the picture inside a `<figure>`; elsewhere of the article."""


def role_of(element: Any) -> Role | None:
    """By class names and `itemprop`; None if they say nothing."""
    classes, itemprop = element.get("class"), element.get("itemprop")
    return role_by(f"{classes or ''} {itemprop or ''}") if classes or itemprop else None


@lru_cache(maxsize=16384)
def role_by(names: str) -> Role | None:
    """By the words of the names; a credit in a caption is a credit.

    >>> role_by("figcaption__credit wide"), role_by("imageCaption"), role_by("discredited recaptioned")
    (<Role.CREDIT: 'credit'>, <Role.CAPTION: 'caption'>, None)
    """
    words = words_of_names(names)
    if not phrases("picture-credit").words.isdisjoint(words):
        return Role.CREDIT
    if not phrases("picture-author").words.isdisjoint(words):
        return Role.AUTHOR
    if not phrases("picture-caption").words.isdisjoint(words):
        return Role.CAPTION
    return Role.CAPTION if any(_is_text_of_picture(name) for name in names.split()) else None


def _is_text_of_picture(name: str) -> bool:
    words = words_of_names(name)
    return not phrases("picture").words.isdisjoint(words) and not phrases("picture-text").words.isdisjoint(words)
