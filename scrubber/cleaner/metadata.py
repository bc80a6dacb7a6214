"""What a page says of itself, each value with the source that it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
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
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CAPITALS = r"[^\W\d_a-zß-öø-ÿ]"
_NAME = r"[^\W\d_a-z][a-zß-ÿ.][\w.-]*"
_CAPITAL_CITY = rf"{_CAPITALS}{{2,}}(?:[ .'’-]+{_CAPITALS}+)*\.?(?:,\s+{_NAME}(?:\s+{_NAME}){{0,2}}){{0,2}}"
_CITY = rf"{_NAME}(?:[ /-]{_NAME}){{0,2}}(?:,\s+{_NAME})?"
_DASH = r"(?:—|–|--?)"
_SENTENCE = r"[\"“„‘«]?[^\W_a-z]"
_AGENCY = r"\((?:dpa|AP|AFP|Reuters|epd|KNA|APA|SID)[^()]{0,20}\)"
_DATELINE = re.compile(
    rf"(?P<capitals>{_CAPITAL_CITY})(?:,?\s+\([A-Za-z/ -]{{2,20}}\))?\s*{_DASH}\s+{_SENTENCE}"
    rf"|(?P<agency>{_CITY})\s+{_AGENCY}\s*{_DASH}?\s*{_SENTENCE}"
)


def read_metadata(page: Page, tree: HtmlElement | None) -> Metadata:
    """Title, language and canonical URL of an HTML page; of plain text what its first lines say."""
    if tree is None:
        return _metadata_of_text(page)
    named = _meta_values(tree)
    found = {
        "title": _title(page, tree, named),
        "language": _language(tree, named),
        "canonical_url": _canonical_url(tree, named),
        "site_name": _first(named, "og:site_name"),
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
    opening = [block for block in kept if block.kind is BlockKind.PARAGRAPH][:DATELINE_BLOCKS]
    for block in opening:
        if match := _DATELINE.match(block.text[:120]):
            place = match["capitals"] or match["agency"]
            return replace(metadata, dateline=place, sources={**metadata.sources, "dateline": "text"})
    return metadata


def _meta_values(tree: HtmlElement) -> dict[str, str]:
    """Content of `<meta>` by lower-case property, name or http-equiv; the first of each."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv")
        content = fold(element.get("content") or "")
        if name and content:
            values.setdefault(name.lower(), content)
    return values


def _first(named: dict[str, str], *names: str) -> tuple[str | None, str]:
    return next(((named[name], f"meta {name}") for name in names if name in named), (None, ""))


def _title(page: Page, tree: HtmlElement, named: dict[str, str]) -> tuple[str | None, str]:
    """The headline that the page shows, if its own metadata confirm it; else what they say, the site's name aside."""
    site = named.get("og:site_name", "")
    headings = [block.text for block in page.blocks if block.kind is BlockKind.HEADING and block.level == 1]
    element = next(tree.iter("title"), None)
    document_title = fold(element.text_content()) if element is not None else ""
    candidates = [
        (_json_ld_headline(tree), "json-ld headline"),
        (_without_site(named.get("og:title", ""), site), "meta og:title"),
        (_without_site(named.get("twitter:title", ""), site), "meta twitter:title"),
        (_without_site(document_title, site), "title"),
    ]
    said = {_key(text) for text, _ in candidates if text} | {_key(part) for part in TITLE_PARTS.split(document_title)}
    for heading in headings:
        if _key(heading) in said and _key(heading) != _key(site):
            return heading, "h1"
    if len(headings) == 1 and len(headings[0]) >= 15:  # a shorter lone h1 is often a logo
        candidates.insert(0, (headings[0], "h1"))
    return next(((text, source) for text, source in candidates if text), (None, ""))


def _json_ld_headline(tree: HtmlElement) -> str:
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        if match := _HEADLINE.search(script.text or ""):
            try:
                return fold(json.loads(match[1], strict=False))
            except ValueError:  # a bad escape costs this source, no more
                continue
    return ""


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
    return "".join(character for character in text.casefold() if character.isalnum())


def _language(tree: HtmlElement, named: dict[str, str]) -> tuple[str | None, str]:
    html_language = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang") or ""
    )
    candidates = [(html_language, "html lang")]
    candidates += [(named.get(name, ""), f"meta {name}") for name in ("content-language", "og:locale", "language")]
    for value, source in candidates:
        if match := _LANGUAGE_TAG.fullmatch(value.strip()[: MAX_LANGUAGE_CHARACTERS + 1]):
            return match[0].replace("_", "-"), source
    return None, ""


def _canonical_url(tree: HtmlElement, named: dict[str, str]) -> tuple[str | None, str]:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and (href := (element.get("href") or "").strip()):
            return href, "link canonical"
    return _first(named, "og:url")
