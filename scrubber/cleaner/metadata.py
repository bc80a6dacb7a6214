"""What a page says of itself, each value with the source that it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from scrubber.article import Metadata
from scrubber.cleaner.opening import TITLE_PARTS, read_opening
from scrubber.page import Block, BlockKind, Page
from scrubber.words import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DATELINE_BLOCKS = 3  # a standfirst or two may stand before the first paragraph
MAX_SITE_NAME_WORDS = 3  # of an unnamed site at the end of a <title>; more words are a part of the headline
MAX_LANGUAGE_CHARACTERS = 35  # the longest well-formed tag of RFC 5646

_HEADLINE = re.compile(r'"headline"\s*:\s*("(?:[^"\\]|\\.){1,500}")')
_NOT_IN_KEYS = re.compile(r"[\W_]+")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = r"[^\W\d_a-z][a-zß-ÿ.][\w.-]*"
_CAPITAL_CITY = rf"{_CAPITALS}{{2,}}(?:[ .'’-]+{_CAPITALS}+)*\.?(?:,\s+{_NAME}(?:\s+{_NAME}){{0,2}}){{0,2}}"
_CITY = rf"{_NAME}(?:[ /-]{_NAME}){{0,2}}(?:,\s+{_NAME})?"
_DASH = r"(?:—|–|--?)"
_SENTENCE = r"[\"“„‘«]?[^\W_a-z]"
_AGENCY = r"\((?:dpa|AP|AFP|Reuters|epd|KNA|APA|SID)[^()]{0,20}\)"
_DASH_OR_BRACKET = re.compile(r"[—–-]\s|\(")  # every dateline has one, and few other openings
_DATELINE = re.compile(
    rf"(?P<capitals>{_CAPITAL_CITY})(?:,?\s+\([A-Za-z/ -]{{2,20}}\))?\s*{_DASH}\s+{_SENTENCE}"
    rf"|(?P<agency>{_CITY})\s+{_AGENCY}\s*{_DASH}?\s*{_SENTENCE}"
)
_NAMES_OF_LANGUAGE = ("content-language", "og:locale", "language")
_NAMES = frozenset({"og:site_name", "og:title", "twitter:title", "og:url", *_NAMES_OF_LANGUAGE})


@dataclass(slots=True)
class _Said:
    """What the elements of a page's head say, wherever they stand; the first of each."""

    named: dict[str, str] = field(default_factory=dict)
    """Content of `<meta>` by lower-case property, name or http-equiv."""
    title: str | None = None
    """Of the document."""
    headline: str | None = None
    """As JSON-LD gives it."""
    canonical_url: str = ""


def read_metadata(page: Page, tree: HtmlElement | None) -> Metadata:
    """Title, language and canonical URL of an HTML page; of plain text what its first lines say."""
    if tree is None:
        return _metadata_of_text(page)
    said = _said_by(tree)
    found = {
        "title": _title(page, said),
        "language": _language(tree, said.named),
        "canonical_url": (said.canonical_url, "link canonical") if said.canonical_url else _first(said.named, "og:url"),
        "site_name": _first(said.named, "og:site_name"),
    }
    values: dict[str, Any] = {field: value for field, (value, _) in found.items() if value}
    return Metadata(url=page.url, sources={field: found[field][1] for field in values}, **values)


def _metadata_of_text(page: Page) -> Metadata:
    """Headline, authors and date as they stand above the first paragraph."""
    opening = read_opening(page.blocks)
    sources = {"title": opening.title, "authors": opening.authors, "date_published": opening.date}
    return Metadata(
        url=page.url,
        title=opening.title,
        authors=opening.authors,
        date_published=opening.date,
        sources={field: "byline" if field == "authors" else "text" for field, value in sources.items() if value},
    )


def with_dateline(metadata: Metadata, kept: Iterable[Block]) -> Metadata:
    """The metadata with the place that the article opens with.

    >>> with_dateline(Metadata(), [Block(0, "OSLO, Norway (AP) — The council met.")]).dateline
    'OSLO, Norway'
    >>> with_dateline(Metadata(), [Block(0, "SELECT, TABLE — retrieve rows")]).dateline
    """
    paragraphs = (block.text[:120] for block in kept if block.kind is BlockKind.PARAGRAPH)
    for opening in islice(paragraphs, DATELINE_BLOCKS):
        if _DASH_OR_BRACKET.search(opening) and (match := _DATELINE.match(opening)):
            place = match["capitals"] or match["agency"]
            return replace(metadata, dateline=place, sources={**metadata.sources, "dateline": "text"})
    return metadata


def _said_by(tree: HtmlElement) -> _Said:
    """One walk for all of it: a walk over a page of a thousand elements costs as much as what is done on the way."""
    said = _Said()
    for element in tree.iter("meta", "title", "link", "script"):
        tag = element.tag
        if tag == "meta":
            name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").lower()
            if name in _NAMES and name not in said.named and (content := fold(element.get("content") or "")):
                said.named[name] = content
        elif tag == "title":
            if said.title is None:
                said.title = fold(element.text_content())
        elif tag == "link":
            if not said.canonical_url and "canonical" in (element.get("rel") or "").lower().split():
                said.canonical_url = (element.get("href") or "").strip()
        elif said.headline is None and element.get("type") == "application/ld+json":
            said.headline = _json_ld_headline(element.text or "")
    return said


def _first(named: dict[str, str], *names: str) -> tuple[str | None, str]:
    return next(((named[name], f"meta {name}") for name in names if name in named), (None, ""))


def _title(page: Page, said: _Said) -> tuple[str | None, str]:
    """The headline that the page shows, if its own metadata confirm it; else what they say, the site's name aside."""
    site, document_title = said.named.get("og:site_name", ""), said.title or ""
    headings = [block.text for block in page.blocks if block.level == 1 and block.kind is BlockKind.HEADING]
    candidates = [
        (said.headline or "", "json-ld headline"),
        (_without_site(said.named.get("og:title", ""), site), "meta og:title"),
        (_without_site(said.named.get("twitter:title", ""), site), "meta twitter:title"),
        (_without_site(document_title, site), "title"),
    ]
    if headings:
        titles = {text for text, _ in candidates if text} | set(TITLE_PARTS.split(document_title))
        keys, key_of_site = {_key(title) for title in titles}, _key(site)
        for heading in headings:
            if (key := _key(heading)) in keys and key != key_of_site:
                return heading, "h1"
    if len(headings) == 1 and len(headings[0]) >= 15:  # a shorter lone h1 is often a logo
        candidates.insert(0, (headings[0], "h1"))
    return next(((text, source) for text, source in candidates if text), (None, ""))


def _json_ld_headline(script: str) -> str | None:
    if match := _HEADLINE.search(script):
        try:
            return fold(json.loads(match[1], strict=False))
        except ValueError:  # a bad escape costs this source, no more
            return None
    return None


def _without_site(title: str, site: str) -> str:
    """The title without its site's name: named by the page, else the shorter end of `headline | site`."""
    parts = TITLE_PARTS.split(title)
    if len(parts) < 2:
        return title
    others = [part for part in parts if _key(part) != _key(site)]
    if len(others) < len(parts):
        return " – ".join(others)
    is_name_last = len(parts[-1].split()) <= MAX_SITE_NAME_WORDS < len(title.split())
    return title[: title.rfind(parts[-1])].rstrip(" |·•»–—-:") if is_name_last else title


def _key(text: str) -> str:
    return _NOT_IN_KEYS.sub("", text.casefold())


def _language(tree: HtmlElement, named: dict[str, str]) -> tuple[str | None, str]:
    html_language = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang") or ""
    )
    candidates = [(html_language, "html lang")]
    candidates += [(named.get(name, ""), f"meta {name}") for name in _NAMES_OF_LANGUAGE]
    for value, source in candidates:
        if match := _LANGUAGE_TAG.fullmatch(value.strip()[: MAX_LANGUAGE_CHARACTERS + 1]):
            return match[0].replace("_", "-"), source
    return None, ""
