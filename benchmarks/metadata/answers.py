"""What a reader of metadata is given, and what it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page as readers get it."""

    source: bytes
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ImageAnswer:
    """An image that a reader found."""

    url: str | None
    caption: str | None = None
    credit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetadataAnswer:
    """What a reader says of a page; what it does not know is None or empty."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    """Of publication, ISO 8601 or what is read as a date without doubt."""
    site: str | None = None
    lang: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    """Address of the lead image."""
    images: tuple[ImageAnswer, ...] = ()


SILENT = MetadataAnswer()
