"""What is given back: the article, what was removed from it, and how it went."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from scrubber.deferred import Deferred
from scrubber.page import Block, Image
from scrubber.status import Status


class Removal(NamedTuple):  # of which a page has hundreds: a frozen dataclass takes three times as long to make
    """A block that is not in the article, and why."""

    rule: str
    """The name of the rule that dropped it; docs/rules.md lists them."""
    reason: str
    """What that rule saw, for people: `credits a picture to Ann Lee / Reuters`."""
    place: str
    """Where it stood: `article > div.newsletter > p` or `line 37`."""
    text: str
    """All of it, its white space folded as in a block."""


__all__ = ["Article", "Candidate", "Metadata", "Removal", "Status", "Value"]

Value = TypeVar("Value")


class Candidate(NamedTuple, Generic[Value]):
    """One of the values that a page gives for a field of its metadata."""

    value: Value
    source: str
    """Such as `json-ld headline`, `meta og:title`, `h1`, `itemprop author`, `byline`, `time`, `url`."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself. Unknown is None; `sources` names where each value came from."""

    url: str | None = None
    """As it was given; nothing is fetched."""
    title: str | None = None
    """The headline, without the name of the site."""
    authors: tuple[str, ...] = ()
    """People, without roles and "by"; where the page names none, the organisation that it names."""
    organisations: tuple[str, ...] = ()
    """Agencies, teams and publishers that the page names among its authors."""
    date_published: str | None = None
    """ISO 8601, with time and zone where the page gives them; never that of a change."""
    date_modified: str | None = None
    """The same, of the last change."""
    site_name: str | None = None
    """As the page calls its site; the host as a last resort."""
    language: str | None = None
    """BCP 47, as declared, unless the text says clearly that it is another."""
    description: str | None = None
    """A sentence or two, as the page gives them to others."""
    canonical_url: str | None = None
    """The address that the page gives itself; absolute where it can be made so."""
    section: str | None = None
    """The part of the site: `Politics`."""
    tags: tuple[str, ...] = ()
    """Keywords, in the order of the page."""
    image: str | None = None
    """The address of the image that the page shows to others."""
    licence: str | None = None
    """Its address, or its name."""
    is_accessible_for_free: bool | None = None
    """As the page declares it."""
    page_type: str | None = None
    """`news`, `article`, `product`, `recipe`, `forum` …, as the page declares it."""
    dateline: str | None = None
    """The place that a news text opens with, such as `OSLO, Norway`."""
    sources: dict[str, str] = field(default_factory=dict)
    """By field, where its value stood: `json-ld headline`, `meta og:title`, `h1`, `byline`."""
    alternatives: dict[str, tuple[Candidate[Any], ...]] = field(default_factory=dict)
    """By field, what else the page says, in the order of trust."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page: kept blocks in order, and every removal with its rule and reason.

    Blocks and removals together are all blocks of the page.
    """

    status: Status
    """How it went; look at it before the text, which is empty where `status.has_text` is False."""
    blocks: tuple[Block, ...] = ()
    """What was kept, in the order of the page."""
    images: tuple[Image, ...] = ()
    """The images of the article, with the captions and credits that left its text."""
    removals: tuple[Removal, ...] = ()
    """What went, in the order of the page."""
    warnings: tuple[str, ...] = ()
    """What to know of it, a sentence each: what was cut, lost or repaired, which rule was overruled."""
    confidence: float | None = None
    """The word F1 that is to be expected of the text, 0 to 1; None where it is not calibrated."""
    _metadata: Deferred[Metadata] = field(default_factory=lambda: Deferred.of(Metadata()))

    @property
    def metadata(self) -> Metadata:
        """What the page says of itself; it is read when it is first asked for."""
        return self._metadata.value

    @property
    def word_count(self) -> int:
        """Words of the text; in scripts written without spaces, half the characters."""
        return sum(block.words for block in self.blocks)

    @property
    def text(self) -> str:
        """Plain text: a blank line between blocks, a line break inside a list, a table or a run of lines."""
        from scrubber.serializer.text import to_text

        return to_text(self)

    @property
    def markdown(self) -> str:
        """The same blocks as Markdown, with links."""
        from scrubber.serializer.markdown import to_markdown

        return to_markdown(self)

    @property
    def html(self) -> str:
        """The same blocks and their images as a clean HTML document, in which nothing runs."""
        from scrubber.serializer.html import to_html

        return to_html(self)

    def to_dict(self) -> dict[str, Any]:
        """A flat dictionary of JSON values; docs/article.schema.json is its schema."""
        from scrubber.serializer.record import to_dict

        return to_dict(self)

    def to_schema_org(self) -> dict[str, Any]:
        """A JSON-LD object of schema.org's `Article`, without what is unknown."""
        from scrubber.serializer.schema_org import to_schema_org

        return to_schema_org(self)

    def to_trafilatura(self, *, record_id: str | None = None, filedate: str | None = None) -> dict[str, str | None]:
        """The record that trafilatura writes as JSON; `record_id` and `filedate` are the caller's to know."""
        from scrubber.serializer.trafilatura_record import to_trafilatura

        return to_trafilatura(self, record_id=record_id, filedate=filedate)
