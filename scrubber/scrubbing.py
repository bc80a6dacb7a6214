"""A source in, its article out."""

from __future__ import annotations

from scrubber.article import Article
from scrubber.cleaner import clean
from scrubber.cleaner.rule import Rule
from scrubber.reader import Kind, Source, read


def scrub(
    source: Source, *, url: str | None = None, kind: Kind | None = None, rules: tuple[Rule, ...] | None = None
) -> Article:
    """The article in a source: `str` (content, never a path), `bytes`, `pathlib.Path` or a binary file.

    Odd content is never an error: the article's `status` tells how it went. Raises SourceError for a path that cannot
    be opened, or a type that cannot hold a page.

    >>> scrub(b"%PDF-1.7 ...").status
    <Status.NOT_TEXT: 'not_text'>
    """
    return clean(read(source, url=url, kind=kind), rules=rules)
