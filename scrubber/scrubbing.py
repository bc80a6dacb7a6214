"""A source in, its article out."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.article import Article, Status
from scrubber.cleaner import clean
from scrubber.cleaner.rule import Rule
from scrubber.reader import Kind, Source, read
from scrubber.reader.pieces import Delimiter, Pieces
from scrubber.reader.source import TOO_LARGE


def scrub(
    source: Source,
    *,
    url: str | None = None,
    kind: Kind | None = None,
    charset: str | None = None,
    rules: tuple[Rule, ...] | None = None,
) -> Article:
    """The article in a source: `str` (content, never a path), `bytes`, `pathlib.Path` or a binary file.

    `url` is a name, and nothing is fetched: it makes addresses whole. `kind`, "html" or "text", is told by the content
    where it is not given. `charset` is what the sender of bytes calls their encoding. `rules` is a set that
    `scrubber.rules` made. Odd content is never an error: the article's `status` tells how it went.

    Raises SourceError for a path that cannot be opened, or a type that cannot hold a page.

    >>> scrub("The council met on Monday.\\n\\nPhoto: Ann Lee / Reuters").text
    'The council met on Monday.'
    >>> scrub(b"%PDF-1.7 ...").status
    <Status.NOT_TEXT: 'not_text'>
    """
    return clean(read(source, url=url, kind=kind, charset=charset), rules=rules)


def scrub_split(source: Source, delimiter: str, *, rules: tuple[Rule, ...] | None = None) -> Iterator[Article]:
    """The articles of a plain text that holds many: a file is read as they are asked for, and never whole.

    The delimiter is a line that stands between two articles, white space at its ends aside; or it holds a control
    character, such as a form feed, and parts the text anywhere. Blank pieces are skipped.

    Raises ScrubberError for a blank delimiter, and SourceError as `scrub` does, also after some articles.

    >>> [article.text for article in scrub_split("One.\\n-----\\nTwo.\\n\\nAdvertisement", "-----")]
    ['One.', 'Two.']
    """
    return _articles(Pieces(source, Delimiter(delimiter)), rules)


def _articles(pieces: Pieces, rules: tuple[Rule, ...] | None) -> Iterator[Article]:
    for piece in pieces:
        if piece is None:
            yield Article(Status.TOO_LARGE, warnings=(TOO_LARGE,))
        else:
            yield scrub(piece, kind="text", rules=rules)
