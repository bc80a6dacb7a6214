"""The readers of metadata: for each one small function from a page to what it says of itself."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.metadata.answers import SILENT, GivenPage, ImageAnswer, MetadataAnswer
from benchmarks.metadata.fields import AUTHORS, DATES, FIELDS, IMAGES, LEAD_IMAGE
from benchmarks.systems import version_of

NO_ADDRESS = "https://page.example/"  # newspaper4k wants one
WITH_TIME = "%Y-%m-%dT%H:%M:%S%z"


@dataclass(frozen=True, slots=True)
class Reader:
    """One way to read metadata; packages are imported when it is first used."""

    name: str
    read: Callable[[GivenPage], MetadataAnswer]
    fields: tuple[str, ...] = FIELDS
    """What it can answer; in other fields it is not compared."""
    timed: Callable[[GivenPage], str] | None = None
    """What is timed instead of `read`: text and metadata, and no form of them that nobody asked for."""
    without: Callable[[GivenPage], str] | None = None
    """The same without metadata, to tell what they add; None where they cannot be left out, or are all there is."""
    module: str | None = None
    """What must be importable for it."""
    package: str | None = None
    """The distribution whose version is reported."""

    @property
    def version(self) -> str:
        """The version of its package, "" if it has none."""
        return version_of(self.package)


def scrubber(page: GivenPage) -> MetadataAnswer:
    """What the record of an article says."""
    from scrubber import scrub

    record = scrub(page.source, url=page.url, kind="html").to_dict()
    return MetadataAnswer(
        title=record["title"],
        authors=tuple(record["authors"]),
        date=record["date_published"],
        site=record["site_name"],
        lang=record["language"],
        tags=tuple(record["tags"]),
        description=record["description"],
        image=record["image"],
        images=tuple(
            ImageAnswer(image["url"], image["caption"], (image["credit"],) if image["credit"] else ())
            for image in record["images"]
        ),
    )


def scrubber_with_text(page: GivenPage) -> str:
    """Text, metadata and images: those may be read no sooner than they are asked for."""
    from scrubber import scrub

    article = scrub(page.source, url=page.url, kind="html")
    _ = article.metadata.title, article.images
    return article.text


def scrubber_text(page: GivenPage) -> str:
    """Text alone."""
    from scrubber import scrub

    return scrub(page.source, url=page.url, kind="html").text


def trafilatura(page: GivenPage) -> MetadataAnswer:
    """What `bare_extraction` says, or `extract_metadata` of a page without text, of which the former says nothing.

    Several authors are parted where it has joined them; where there are no tags its categories are taken.
    """
    from trafilatura import extract_metadata, load_html

    found = _bare_extraction(page)
    if found is None:
        tree = load_html(page.source)
        if tree is None:
            return SILENT
        found = extract_metadata(tree, default_url=page.url)
    return MetadataAnswer(
        title=found.title,
        authors=_parted(found.author, ";"),
        date=found.date,
        site=found.sitename,
        lang=found.language,
        tags=tuple(found.tags or found.categories or ()),
        description=found.description,
        image=found.image,
    )


def trafilatura_with_text(page: GivenPage) -> str:
    """Text and metadata."""
    found = _bare_extraction(page)
    return found.text if found else ""


def _bare_extraction(page: GivenPage) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(page.source, url=page.url, include_comments=False, with_metadata=True)


def trafilatura_text(page: GivenPage) -> str:
    """Text alone."""
    from trafilatura import extract

    return extract(page.source, url=page.url, include_comments=False) or ""


def htmldate(page: GivenPage) -> MetadataAnswer:
    """The date of publication (its default is the last one), with time and zone where the page has them."""
    find_date = importlib.import_module("htmldate").find_date
    date = find_date(page.source, url=page.url, original_date=True, outputformat=WITH_TIME, deferred_url_extractor=True)
    return MetadataAnswer(date=date)


def newspaper(page: GivenPage) -> MetadataAnswer:
    """What newspaper4k's article says; nothing is fetched."""
    article = importlib.import_module("newspaper").Article(page.url or NO_ADDRESS, fetch_images=False)
    article.download(input_html=page.source, ignore_read_more=True)
    article.parse()
    return MetadataAnswer(
        title=article.title,
        authors=tuple(article.authors),
        date=article.publish_date.isoformat() if article.publish_date else None,
        site=article.meta_site_name,
        lang=article.meta_lang,
        tags=(*sorted(article.tags or ()), *(article.meta_keywords or ())),
        description=article.meta_description,
        image=article.top_image,
        images=tuple(map(ImageAnswer, article.images)),
    )


def turbohtml(page: GivenPage) -> MetadataAnswer:
    """What turbohtml's `article` says; its byline is given as it stands."""
    article = importlib.import_module("turbohtml").parse(page.source).article()
    return MetadataAnswer(
        title=article.title,
        authors=(article.byline,) if article.byline else (),
        date=article.date,
        site=article.site_name,
        lang=article.lang,
        tags=article.tags,
        description=article.description,
        image=article.image,
    )


def _parted(names: str | None, separator: str) -> tuple[str, ...]:
    """The names in a list.

    >>> _parted("Jane Doe; John Roe", ";"), _parted(None, ";")
    (('Jane Doe', 'John Roe'), ())
    """
    return tuple(name.strip() for name in (names or "").split(separator) if name.strip())


_OF_PAGES = ("title", *AUTHORS, *DATES, "site", "lang", "tags", "description", *LEAD_IMAGE)
READERS = (
    Reader(
        "scrubber",
        scrubber,
        timed=scrubber_with_text,
        without=scrubber_text,
        module="scrubber",
        package="scrubber",
    ),
    Reader(
        "trafilatura",
        trafilatura,
        _OF_PAGES,
        timed=trafilatura_with_text,
        without=trafilatura_text,
        module="trafilatura",
        package="trafilatura",
    ),
    Reader("htmldate", htmldate, DATES, module="htmldate", package="htmldate"),
    Reader("newspaper", newspaper, (*_OF_PAGES, *IMAGES), module="newspaper", package="newspaper4k"),
    Reader("turbohtml", turbohtml, _OF_PAGES, module="turbohtml", package="turbohtml"),
)
