"""JSON-LD (W3C, schema.org): the scripts of a page → the items that they describe.

What is no JSON after a safe repair, too deep or too long costs this source and no more.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrubber.words import fold

MAX_CHARACTERS = 1_000_000  # of one script; the longest of 2,764 real pages has 410,000
MAX_VALUES = 50_000  # objects and lists of a page that are looked at
MAX_TEXT = 2000  # characters of a value
MAX_REFERENCES = 5  # `@id`s that lead to `@id`s

_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)  # NaN and Infinity are no values
_OPENING = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>\s*(?:\*/)?)\Z")
LONGEST_CLOSING = (
    40  # characters, which alone are looked at: a search for what may begin with spaces takes quadratic time
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});")
_BETWEEN_VALUES = re.compile(r"[\s,;]*")

# Of a page, the item that is what the page is about; the first kind that is there.
_MAIN_KINDS = (
    re.compile(r"Posting$|Article$|^Report$"),
    re.compile(r"^(?:Recipe|VideoObject|PodcastEpisode|Episode|Book|Course|Event|HowTo|QAPage|FAQPage"
               r"|Question|Product|ProductGroup|Review|SoftwareApplication|Dataset|Movie"
               r"|CreativeWork|MediaObject|AudioObject)$"),
    re.compile(r"^(?:\w*Page)$"),
)  # fmt: skip
_ASIDE = frozenset(
    {"itemListElement", "comment", "review", "reviews", "mentions", "hasPart", "isPartOf", "suggestedAnswer", "about",
     "isRelatedTo", "isSimilarTo", "relatedLink", "citation", "breadcrumb", "publisher", "potentialAction", "video",
     "associatedMedia", "image", "subjectOf", "workExample", "blogPost", "recipeInstructions", "step", "offers"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Items:
    """What the scripts of a page describe."""

    main: Mapping[str, Any] = field(default_factory=dict)
    """What the page is about: an article, a recipe, a product; empty if nothing is."""
    page: Mapping[str, Any] = field(default_factory=dict)
    """The page itself (`WebPage` and its kinds)."""
    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The first item of each type."""
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def resolved(self, value: Any) -> Any:
        """The value, or the item that it refers to by its `@id`.

        >>> Items(by_id={"#1": {"name": "Ann Lee"}}).resolved({"@id": "#1"})
        {'name': 'Ann Lee'}
        """
        for _ in range(MAX_REFERENCES):
            identifier = value.get("@id") if isinstance(value, dict) and len(value) <= 2 else None
            found = self.by_id.get(identifier) if isinstance(identifier, str) else None
            if found is None or found is value:
                break
            value = found
        return value

    def texts(self, value: Any, *keys: str) -> list[str]:
        """The texts that a value holds: of a string itself, of a list all, of an item the first of some keys.

        >>> Items().texts([{"name": "Ann Lee"}, "Bo &amp; Co", 7], "name")
        ['Ann Lee', 'Bo & Co']
        """
        return list(self._texts(value, keys))

    def _texts(self, value: Any, keys: Sequence[str], depth: int = 0) -> Iterator[str]:
        value = self.resolved(value)
        if isinstance(value, dict) and "@value" in value:  # with its language or its type
            value = value["@value"]
        if isinstance(value, str):
            if text := clean_text(value):
                yield text
        elif isinstance(value, list) and depth < MAX_REFERENCES:
            for one in value[:100]:
                yield from self._texts(one, keys, depth + 1)
        elif isinstance(value, dict) and depth < MAX_REFERENCES:
            for key in keys:
                if found := list(self._texts(value.get(key), (), depth + 1)):
                    yield from found
                    return


def read_items(scripts: Sequence[str]) -> Items:
    """The items in the JSON-LD scripts of a page.

    >>> read_items(['{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "A bridge",},]}']).main
    {'@type': ['NewsArticle'], 'headline': 'A bridge'}
    >>> read_items(["{", "[" * 100_000, '{"@type": NaN}']).main
    {}
    """
    found = list(_described([value for script in scripts for value in parsed(script)]))
    kinds: dict[str, dict[str, Any]] = {}
    by_id: dict[str, dict[str, Any]] = {}
    for item, _ in found:
        for kind in types_of(item):
            kinds.setdefault(kind, item)
        identifier = item.get("@id")
        if isinstance(identifier, str) and len(item) > 2:
            by_id.setdefault(identifier, item)
    central = [item for item, is_aside in found if not is_aside]
    pages = [item for item in central if any(kind.endswith("Page") for kind in types_of(item))]
    return Items(_main_of(central), pages[0] if pages else {}, kinds, by_id)


def parsed(script: str) -> list[Any]:
    """The JSON values of a script, one after another; wrappings, trailing commas and escaped quotes are repaired.

    >>> parsed('<!-- {"a": 1}; {"b": [2,]} -->'), parsed("{&quot;a&quot;: 1}"), parsed("{'a'")
    ([{'a': 1}, {'b': [2]}], [{'a': 1}], [])
    """
    if len(script) > MAX_CHARACTERS:
        return []
    text = _unwrapped(_unwrapped(script))
    for repair in (_as_it_is, _without_trailing_commas, html.unescape):
        values = _values_in(repair(text))
        if values is not None:
            return values
    return _values_in(text, up_to_fault=True) or []


def _unwrapped(text: str) -> str:
    """The text without a comment or a CDATA section around it."""
    text = text.strip()
    opening, closing = _OPENING.match(text), _CLOSING.search(text, max(0, len(text) - LONGEST_CLOSING))
    return text[opening.end() if opening else 0 : closing.start() if closing else None]


def _as_it_is(text: str) -> str:
    return text


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub("", text)


def _values_in(text: str, *, up_to_fault: bool = False) -> list[Any] | None:
    values: list[Any] = []
    position = len(text) - len(text.lstrip(" \t\r\n\ufeff,;"))
    while position < len(text):
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values if up_to_fault else None
        values.append(value)
        position = max(position, _end_of_gap(text, position))
    return values


def _end_of_gap(text: str, position: int) -> int:
    gap = _BETWEEN_VALUES.match(text, position)
    return gap.end() if gap else position


def _described(values: Sequence[Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """The items in document order, each with whether it stands aside: inside of a list, a comment, a part."""
    stack = [(value, False) for value in reversed(values)]
    looked_at = 0
    while stack and looked_at < MAX_VALUES:
        value, is_aside = stack.pop()
        looked_at += 1
        if isinstance(value, dict):
            if "@type" in value or "headline" in value or "@id" in value:
                yield value, is_aside
            inner = [(one, is_aside or key in _ASIDE) for key, one in value.items() if isinstance(one, (dict, list))]
            stack += reversed(inner)
        elif isinstance(value, list):
            stack += ((one, is_aside) for one in reversed(value[:MAX_VALUES]))


def _main_of(items: Sequence[dict[str, Any]]) -> Mapping[str, Any]:
    for pattern in _MAIN_KINDS:
        found = [item for item in items if any(pattern.search(kind) for kind in types_of(item))]
        if found:
            return max(found, key=lambda item: "headline" in item or "author" in item)
    return next((item for item in items if "headline" in item), {})


def types_of(item: Mapping[str, Any]) -> list[str]:
    """The types of an item, without the vocabulary.

    >>> types_of({"@type": ["http://schema.org/NewsArticle", 7]}), types_of({})
    (['NewsArticle'], [])
    """
    given = item.get("@type")
    return [
        kind.rpartition("/")[2] for kind in (given if isinstance(given, list) else [given]) if isinstance(kind, str)
    ]


def clean_text(text: str) -> str:
    """A value as text: entities, which are not part of JSON, are resolved all the same.

    >>> clean_text(" Salt &amp; bread\\n"), clean_text("R&amp;uuml;ckbau")
    ('Salt & bread', 'Rückbau')
    """
    return fold(unescaped(unescaped(text[:MAX_TEXT])))


def unescaped(text: str) -> str:
    """A text with its entities resolved. Each needs its semicolon, as parameters of addresses look like some.

    >>> unescaped("Salt &amp; bread"), unescaped("https://valley.example/a.jpg?w=9&region=dale")
    ('Salt & bread', 'https://valley.example/a.jpg?w=9&region=dale')
    """
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text
