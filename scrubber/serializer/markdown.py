"""Article → Markdown (CommonMark, with the tables of GitHub's)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from scrubber.article import Article
from scrubber.page import Block, BlockKind, Image
from scrubber.serializer.figures import caption_of, printed
from scrubber.serializer.front_matter import front_matter as front_matter_of
from scrubber.serializer.outline import code_of, group_of, is_line_of_markdown, runs
from scrubber.words import without_controls

LIST_INDENT = "   "  # as wide as "1. ", so that a list nests under numbers and bullets alike
_SPECIAL_START = re.compile(r"^(\d*)(?=[#>+*=|~-]|(?<=\d)[.)](?:\s|$))")
_INLINE = re.compile(r"([\\`*_\[\]<]|&(?=#?\w+;))")
_UNSAFE_SCHEME = re.compile(r"(?:javascript|vbscript|data):", re.I)
_INSIDE_TARGET = re.compile(r"[()<>\\]|&(?=#?\w+;)")  # which mean something there
_NOT_IN_INFO = re.compile(r"[`\s]")  # the language of a fence


def to_markdown(article: Article, *, captions: bool = True, links: bool = True, front_matter: bool = False) -> str:
    """The article as Markdown (CommonMark, with the tables of GitHub's).

    `captions` prints the images with their captions after the text; `links` keeps links; `front_matter` puts the
    metadata above it, as YAML.
    """
    text = "\n\n".join(_markdown_of(run, links=links) for run in runs(article.blocks))
    figures = filter(None, map(_figure, printed(article.images))) if captions else ()
    above = front_matter_of(article) if front_matter else ""
    return "\n\n".join(part for part in (above, text, *figures) if part)


def separator(previous: Block | None, block: Block) -> str:
    """A line break inside a list, a table or a run of lines; whatever Markdown would run together is set apart."""
    group = group_of(block)
    if previous is None or block.gap_before or group is None or group_of(previous) != group:
        return "\n\n"
    return _break_in(block)


def _break_in(block: Block) -> str:
    return "  \n" if block.kind is BlockKind.PARAGRAPH else "\n"  # two spaces keep the break between lines


def _markdown_of(run: Sequence[Block], *, links: bool) -> str:
    """A run of blocks; see `runs`."""
    first = run[0]
    if first.kind is BlockKind.CODE:
        return code_of(run) if is_line_of_markdown(first) else _fenced(code_of(run), first.language or "")
    if first.kind is BlockKind.TABLE_ROW:
        return _table(run)
    return _break_in(first).join(_line(block, links=links) for block in run)


def _fenced(code: str, language: str) -> str:
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", code)), default=0))
    return f"{fence}{_NOT_IN_INFO.sub('', language)}\n{code}\n{fence}"


def _table(rows: Sequence[Block]) -> str:
    """Rows below a head that has a cell for every column: Markdown cuts what its head does not announce."""
    columns = max(len(row.cells) for row in rows)
    first, *others = (row.cells for row in rows)
    head = first + ("",) * (columns - len(first))
    return "\n".join([_row(head), "|" + " --- |" * columns, *map(_row, others)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(escaped(cell).replace("|", "\\|") for cell in cells) + " |"


def _line(block: Block, *, links: bool) -> str:
    text = _with_links(block) if links else escaped(block.text)
    match block.kind:
        case BlockKind.HEADING:
            return "#" * max(1, block.level) + " " + text
        case BlockKind.LIST_ITEM:
            return LIST_INDENT * (max(1, block.level) - 1) + ("1. " if block.ordered else "- ") + text
        case BlockKind.QUOTE:
            return "> " + text
        case BlockKind.TERM:
            return f"**{text}**"
        case BlockKind.DEFINITION:
            return ": " + text
    return _SPECIAL_START.sub(r"\1\\", text)


def escaped(text: str) -> str:
    """Text that stands inside of a line."""
    return _INLINE.sub(r"\\\1", text)


def _with_links(block: Block) -> str:
    return "".join(_link_pieces(block))


def _link_pieces(block: Block) -> Iterator[str]:
    position = 0
    for link in block.links:
        if link.start < position:
            continue
        yield escaped(block.text[position : link.start])
        label = escaped(block.text[link.start : link.end])
        target = _target(link.url)
        yield f"[{label}]({target})" if target else label
        position = link.end
    yield escaped(block.text[position:])


def _target(url: str) -> str:
    r"""An address as readers of Markdown take it literally; none that runs a script.

    >>> _target("/a?b=1&copy;(2)"), _target("java\tscript:alert(1)"), _target("javascript&colon;alert(1)")
    ('/a?b=1&amp;copy;%282%29', '', 'javascript&amp;colon;alert%281%29')
    """
    address = "".join(without_controls(url).split())
    return "" if _UNSAFE_SCHEME.match(address) else _INSIDE_TARGET.sub(_literal, address)


def _literal(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else quote(found[0])


def _figure(image: Image) -> str:
    says, target = caption_of(image), _target(image.url or "")
    picture = f"![{escaped(image.alt or '')}]({target})" if target else ""
    return "\n".join(part for part in (picture, f"*{escaped(says)}*" if says else "") if part)
