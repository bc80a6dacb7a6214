"""What people said of a page beside its main text: who wrote it, when, where, and what its images show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TrueImage:
    """An image of the article."""

    urls: tuple[str, ...]
    """The addresses of its sizes; each of them is right."""
    caption: str | None = None
    credit: tuple[str, ...] = ()
    """Who made it: people and agencies."""


@dataclass(frozen=True, slots=True)
class TrueMetadata:
    """The fields that a set knows of a page; an unknown one is None or empty."""

    title: str | None = None
    authors: tuple[str, ...] | None = None
    """Empty: people found none."""
    date: str | None = None
    """Of publication, ISO 8601; empty: people found none."""
    is_zone_unknown: bool = False
    """The date is an instant, but the day may be meant in any zone."""
    site: str | None = None
    lang: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    lead_image: tuple[str, ...] = ()
    """Addresses, each of them right: of the lead image where the set names it, else of its images that are covers."""
    images: tuple[TrueImage, ...] = ()


UNKNOWN = TrueMetadata()


def true_metadata(row: Mapping[str, Any]) -> TrueMetadata:
    """The metadata in a line of truth.jsonl; raises TypeError or KeyError for fields of another form.

    >>> true_metadata({"title": "Ferry", "authors": []})
    TrueMetadata(title='Ferry', authors=(), ...)
    >>> true_metadata({"authors": "Jane Doe"})
    Traceback (most recent call last):
    TypeError: authors: 'Jane Doe' is not a list of strings
    """
    images = row.get("images") or ()
    covers = tuple(url for image in images if image.get("cover") for url in _strings(image, "urls"))
    lead = _string(row, "image")
    return TrueMetadata(
        title=_string(row, "title"),
        authors=None if row.get("authors") is None else _strings(row, "authors"),
        date=_string(row, "date"),
        is_zone_unknown=bool(row.get("any_zone")),
        site=_string(row, "site"),
        lang=_string(row, "lang"),
        tags=_strings(row, "tags"),
        description=_string(row, "description"),
        lead_image=(lead,) if lead else covers,
        images=tuple(
            TrueImage(_strings(image, "urls"), _string(image, "caption"), _strings(image, "credit")) for image in images
        ),
    )


def _string(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{field}: {value!r} is not a string")


def _strings(row: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = row.get(field) or ()
    if isinstance(values, Sequence) and not isinstance(values, str) and all(isinstance(one, str) for one in values):
        return tuple(values)
    raise TypeError(f"{field}: {values!r} is not a list of strings")
