"""What a page says of itself: for each field the candidates that it gives, and which of them won.

`gather_evidence` takes from the page what may tell something, as strings, while its tree is at hand. `read_metadata`
reads the fields from that when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scrubber.article import Candidate, Metadata
from scrubber.cleaner.metadata.access import read_access
from scrubber.cleaner.metadata.addresses import read_canonical_url, read_image, read_licence
from scrubber.cleaner.metadata.authors import read_authors
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.dateline import read_dateline
from scrubber.cleaner.metadata.dates import read_dates
from scrubber.cleaner.metadata.evidence import Evidence, gather_evidence
from scrubber.cleaner.metadata.kinds import read_page_type
from scrubber.cleaner.metadata.languages import declared_order, read_language
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.sites import read_site
from scrubber.cleaner.metadata.tags import read_section, read_tags
from scrubber.page import Block, Image

__all__ = ["Candidate", "Evidence", "gather_evidence", "read_metadata"]


def read_metadata(evidence: Evidence, kept: Sequence[Block], images: Sequence[Image] = ()) -> Metadata:
    """Every field of a page, with its source and with the candidates that lost; `kept` is its main text,
    `images` are those of the article."""
    if evidence.said is None:
        found = _of_text(evidence, kept)
        organisations: tuple[str, ...] = ()
    else:
        found, organisations = _of_page(evidence, evidence.said, kept, images)
    dateline = read_dateline(kept)
    found["dateline"] = [Candidate(dateline, "text")] if dateline else []
    return _metadata(evidence.url, found, organisations)


def _of_page(
    evidence: Evidence, said: Said, kept: Sequence[Block], images: Sequence[Image]
) -> tuple[dict[str, Sequence[Candidate[Any]]], tuple[str, ...]]:
    url, lines = evidence.url, evidence.lines
    sites = read_site(said, evidence.host)
    order = declared_order(said, evidence.host)
    published, modified = read_dates(said, lines, url, order)
    names = [one.value for one in sites]
    organisations, authors = read_authors(said, lines, names)
    return {
        "title": evidence.titles,
        "authors": authors,
        "date_published": published,
        "date_modified": modified,
        "site_name": sites,
        "language": read_language(said, [block.text for block in kept]),
        "description": _description(said),
        "canonical_url": read_canonical_url(said, url),
        "section": read_section(said),
        "tags": read_tags(said),
        "image": read_image(said, images, url),
        "licence": read_licence(said, url),
        "is_accessible_for_free": read_access(said),
        "page_type": read_page_type(said),
    }, organisations


def _of_text(evidence: Evidence, kept: Sequence[Block]) -> dict[str, Sequence[Candidate[Any]]]:
    """Headline, authors and date as they stand above the first paragraph, and the language."""
    opening = evidence.opening
    if opening is None:
        return {}
    return {
        "language": read_language(Said(), [block.text for block in kept]),
        "title": evidence.titles,
        "authors": distinct([Candidate(opening.authors, "byline")]),
        "date_published": distinct([Candidate(opening.date or "", "text")]),
    }


def _description(said: Said) -> list[Candidate[str]]:
    found = [Candidate(*one) for one in said.values("og:description", "description", "twitter:description")]
    found += [Candidate(text, "json-ld description") for text in said.items.texts(said.items.main.get("description"))]
    return distinct(found)


def _metadata(
    url: str | None, found: Mapping[str, Sequence[Candidate[Any]]], organisations: tuple[str, ...]
) -> Metadata:
    given = {field: candidates for field, candidates in found.items() if candidates}
    chosen = {field: candidates[0] for field, candidates in given.items()}
    return Metadata(
        url=url,
        organisations=organisations,
        sources={field: one.source for field, one in chosen.items()},
        alternatives={field: tuple(others) for field, (_, *others) in given.items() if others},
        **{field: one.value for field, one in chosen.items()},
    )
