"""Metadata → the YAML between two `---` that stands above a Markdown text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from scrubber.article import Article
from scrubber.serializer.half_pairs import without_half_pairs

Scalar = str | bool | int

FIELDS = (
    *("title", "authors", "organisations", "date_published", "date_modified", "site_name", "language", "description"),
    *("canonical_url", "url", "section", "tags", "image", "licence", "is_accessible_for_free", "page_type", "dateline"),
    "word_count",
)
"""In the order in which they are printed."""

_MARK = "---"
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;()'’/+%&!?–—-]*[\w.,;()'’/+%&!?–—-])?")  # a colon and `#` may mean something
_WORDS_OF_YAML = frozenset({"yes", "no", "true", "false", "on", "off", "null", "y", "n"})  # 1.1 is still in use
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # JSON may hold them as they are, YAML may not


def front_matter(article: Article) -> str:
    r"""What is known of an article, a field a line, between two lines of `---`; no final line break.

    >>> from scrubber import scrub
    >>> print(front_matter(scrub("The council met.", url="https://kelness.example/council")))
    ---
    url: "https://kelness.example/council"
    word_count: 3
    ---
    """
    return "\n".join([_MARK, *_lines(article), _MARK])


def _lines(article: Article) -> Iterator[str]:
    for name in FIELDS:
        value = article.word_count if name == "word_count" else getattr(article.metadata, name)
        if isinstance(value, tuple):
            yield from [f"{name}:", *(f"  - {_scalar(item)}" for item in value)] if value else ()
        elif value is not None and value != "":
            yield f"{name}: {_scalar(value)}"


def _scalar(value: Scalar) -> str:
    r"""A value on one line; what could be read as anything but a string is quoted as in JSON, which YAML 1.2 holds.

    >>> [_scalar(value) for value in ("Ann Lee", "No", "2024-03-04", "a: b", "a\x85b", False, 7)]
    ['Ann Lee', '"No"', '"2024-03-04"', '"a: b"', '"a\\u0085b"', 'false', '7']
    """
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    quoted = json.dumps(value, ensure_ascii=False)  # escapes of two halves would be two characters in YAML
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", without_half_pairs(quoted))
