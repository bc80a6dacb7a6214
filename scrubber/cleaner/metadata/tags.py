"""Tags and section: how the publisher files a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scrubber.article import Candidate
from scrubber.cleaner.metadata.candidate import distinct
from scrubber.cleaner.metadata.marks import TAG
from scrubber.cleaner.metadata.said import Said
from scrubber.cleaner.metadata.vocabulary import meta_names
from scrubber.cleaner.wording import folded

Names = tuple[str, ...]

MAX_TAGS = 60
MAX_CHARACTERS = 80  # a longer one is a sentence

_BETWEEN = re.compile(r"\s*[,;、，|]\s*")
_PREFIX = re.compile(
    r"^(?:tag|topic|keyword|section|subject|organization|person|place|type|author|category)s?\s*[:/]\s*", re.I
)


def read_tags(said: Said) -> list[Candidate[Names]]:
    """The candidates for the tags, the chosen one first: what two sources agree on, else the first."""
    found = [one for one in _candidates(said) if one.value]
    times = Counter(frozenset(map(folded, one.value)) for one in found)
    return distinct(sorted(found, key=lambda one: times[frozenset(map(folded, one.value))] == 1))


def _candidates(said: Said) -> Iterator[Candidate[Names]]:
    items = said.items
    for value, source in said.values("news_keywords"):
        yield Candidate(_tags(_listed([value])), source)
    for item in (items.main, items.page):
        yield Candidate(_tags(_listed(items.texts(item.get("keywords"), "name"))), "json-ld keywords")
    for name in meta_names("tags"):
        yield Candidate(_tags(_listed([value for value, _ in said.values(name)])), f"meta {name}")
    linked = [one for one in said.of_kind(TAG) if not one.is_aside]
    yield Candidate(_tags(one.text for one in linked if one.source == "rel tag"), "rel tag")
    yield Candidate(_tags(_listed([one.says for one in linked if "itemprop" in one.source])), "itemprop keywords")
    for one in linked:
        if one.source.startswith("class") and len(one.pieces) > 1:
            yield Candidate(_tags(one.pieces), one.source)
    yield Candidate(_tags(items.texts(items.main.get("about"), "name")), "json-ld about")


def _listed(values: Sequence[str]) -> Iterator[str]:
    """The tags of one value that holds them all, or of a value each."""
    for value in values:
        yield from _BETWEEN.split(value) if len(values) == 1 or "," in value else (value,)


def _tags(texts: Iterable[str]) -> Names:
    """The tags that are none of sentences, each once.

    >>> _tags(["Bridges", "bridges", "", "topic/Valley", "x" * 90])
    ('Bridges', 'Valley')
    """
    found: dict[str, str] = {}
    for text in texts:
        tag = _PREFIX.sub("", text.strip(" #\"'“”"))
        if 0 < len(tag) <= MAX_CHARACTERS and not tag.startswith("http"):
            found.setdefault(folded(tag), tag)
    return tuple(found.values())[:MAX_TAGS]


def read_section(said: Said) -> list[Candidate[str]]:
    """The candidates for the section, the chosen one first."""
    return distinct(_sections(said))


def _sections(said: Said) -> Iterator[Candidate[str]]:
    for text in said.items.texts(said.items.main.get("articleSection"), "name"):
        yield Candidate(text, "json-ld articleSection")
    for value, source in said.values(*meta_names("sections")):
        yield Candidate(value, source)
    for one in said.of_kind("section"):
        yield Candidate(one.says, one.source)
