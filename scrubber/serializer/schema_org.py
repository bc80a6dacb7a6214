"""Article → schema.org's Article, as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scrubber.article import Article, Metadata
from scrubber.page import Image

Node = dict[str, Any]


def to_schema_org(article: Article) -> dict[str, Any]:
    """A JSON-LD object of type `NewsArticle` for what declares itself news or opens with a dateline, else `Article`;
    nothing unknown in it.

    >>> from scrubber import scrub
    >>> to_schema_org(scrub("The council met."))
    {'@context': 'https://schema.org', '@type': 'Article', 'articleBody': 'The council met.', 'wordCount': 3}
    """
    metadata = article.metadata
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle" if metadata.page_type == "news" or metadata.dateline else "Article",
            "headline": metadata.title,
            "author": _authors(metadata),
            "datePublished": metadata.date_published,
            "dateModified": metadata.date_modified,
            "publisher": _named("Organization", metadata.site_name),
            "inLanguage": metadata.language,
            "description": metadata.description,
            "url": metadata.url,
            "mainEntityOfPage": metadata.canonical_url or metadata.url,
            "articleSection": metadata.section,
            "keywords": [tag for tag in metadata.tags if tag],
            "image": _images(article.images, metadata.image),
            "license": _licence(metadata.licence),
            "isAccessibleForFree": metadata.is_accessible_for_free,
            "dateline": metadata.dateline,
            "articleBody": article.text,
            "wordCount": article.word_count or None,
        }
    )


def _authors(metadata: Metadata) -> list[Node]:
    """People, and those organisations that stand among the authors, or in their place where there are none."""
    names = metadata.authors or metadata.organisations
    nodes = (_named("Organization" if name in metadata.organisations else "Person", name) for name in names)
    return [node for node in nodes if node]


def _images(images: Sequence[Image], lead: str | None) -> list[Node]:
    """Each image once, the lead image first, even if the text does not show it."""
    others = [image for image in images if image.url != lead or not lead]
    first = [image for image in images if image.url == lead] or [Image(lead)] if lead else []
    return [node for image in dict.fromkeys([*first, *others]) if (node := _image(image))]


def _image(image: Image) -> Node | None:
    """None for an image of which nothing is known that schema.org has a name for."""
    told = {"url": image.url, "caption": image.caption, "creditText": image.credit}
    sizes = {"width": image.width, "height": image.height}
    return _known({"@type": "ImageObject"} | told | sizes) if any(told.values()) else None


def _licence(licence: str | None) -> str | Node | None:
    """An address stands for itself; a name is that of a work."""
    is_address = licence is not None and licence.startswith(("https://", "http://"))
    return licence if is_address else _named("CreativeWork", licence)


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if not _is_unknown(value)}


def _is_unknown(value: object) -> bool:
    return value is None or (isinstance(value, str | list) and not value)
