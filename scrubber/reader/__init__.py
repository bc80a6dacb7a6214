"""HTML or plain text → a `Page` of blocks. Reads everything, decides nothing."""

from __future__ import annotations

from scrubber.article import Status
from scrubber.garbage import uncollected
from scrubber.page import Page
from scrubber.reader.binary_runs import without_binary_runs
from scrubber.reader.decode import Decoded, decode
from scrubber.reader.kind import Kind, is_binary, no_page, told_kind
from scrubber.reader.large_text import read_text
from scrubber.reader.parts import Part
from scrubber.reader.source import TOO_LARGE, Source, content_of
from scrubber.reader.text import read_lines

__all__ = ["Kind", "Part", "Source", "read", "read_part"]


@uncollected()
def read(source: Source, *, url: str | None = None, kind: Kind | None = None, charset: str | None = None) -> Page:
    """The page in a source: `str` (content, never a path), `bytes`, `pathlib.Path` or a binary file.

    `kind` is told by the content where it is not given. `charset` is what the sender of bytes calls their encoding,
    such as that of a Content-Type header: it is evidence, and no order. Content that cannot be read is a page without
    blocks whose `fault` says why.

    Raises SourceError for a path that cannot be opened, or a type that cannot hold a page.

    >>> page = read("<h1>Mill reopens</h1><p>It turns <b>again</b>.", kind="html")
    >>> [(block.place, block.text) for block in page.blocks]
    [('body > h1', 'Mill reopens'), ('body > p', 'It turns again.')]
    """
    content = content_of(source)
    warnings: tuple[str, ...] = ()
    if content is None:
        return _fault(Status.TOO_LARGE, TOO_LARGE, url)
    if isinstance(content, bytes) and kind != "text":
        content, gone = without_binary_runs(content)
        warnings = (f"{gone:,} bytes that are no text were taken out of the page",) if gone else ()
    if isinstance(content, str):
        decoded: Decoded | None = Decoded(content, "", "given as text")
    elif is_binary(content):
        return _fault(Status.NOT_TEXT, "its bytes are those of a binary format", url)
    else:
        decoded = decode(content, charset)
    if decoded is None:
        return _fault(Status.BAD_ENCODING, "no known encoding decodes it; convert it to UTF-8", url)
    if kind != "text" and (why := no_page(decoded.text)):
        return _fault(Status.NOT_TEXT, why, url)
    if (kind or told_kind(decoded.text)) == "html":
        return _read_html(decoded, url, warnings)
    blocks, judged = read_text(decoded.text)
    return Page(blocks, url, encoding=decoded.encoding or None, encoding_reason=decoded.reason, parts=judged)


@uncollected()
def read_part(part: Part) -> Page:
    """A part of a text as a page of its own."""
    return Page(read_lines(part.text, gap=part.opens == "\n\n"), parts=None if part.is_judged else ())


def _read_html(decoded: Decoded, url: str | None, warnings: tuple[str, ...]) -> Page:
    from scrubber.reader.html import read_tree  # lxml, which plain text does not need
    from scrubber.reader.parse import parse

    parsed = parse(decoded.text, decoded.utf8)
    return Page(
        blocks=read_tree(parsed.tree, url) if parsed.tree is not None else (),
        url=url,
        html=decoded.text,
        encoding=decoded.encoding or None,
        encoding_reason=decoded.reason,
        warnings=(*warnings, *parsed.warnings),
        is_cut=parsed.is_cut,
        _tree=parsed.tree,
    )


def _fault(status: Status, why: str, url: str | None) -> Page:
    return Page((), url, warnings=(why,), fault=status)
