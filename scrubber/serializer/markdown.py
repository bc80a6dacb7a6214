"""Article → Markdown (CommonMark, with the tables of GitHub's)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from scrubber.article import Article
from scrubber.page import Block, BlockKind, Image
from scrubber.serializer.front_matter import front_matter as front_matter_of

MARKDOWN = "markdown"  # the language of a line that is printed as it is
LIST_INDENT = "   "  # as wide as "1. ", so that a list nests under numbers and bullets alike
_SPECIAL_START = re.compile(r"^(\d*)(?=[#>+*=|~-]|(?<=\d)[.)](?:\s|$))")
_INLINE = re.compile(r"([\\`*_\[\]<]|&(?=#?\w+;))")
_UNSAFE_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.I)


def to_markdown(article: Article, *, captions: bool = True, links: bool = True, front_matter: bool = False) -> str:
    """The article as Markdown. `captions` prints the images with their captions after the text; `links` keeps links;
    `front_matter` puts the metadata above it, as YAML."""
    pieces: list[str] = []
    previous: Block | None = None
    blocks = _with_whole_code([block for block in article.blocks if block.text])
    for position, block in enumerate(blocks):
        columns = _columns(blocks[position:]) if _is_first_row(previous, block) else 0
        pieces += [separator(previous, block), _markdown_of(block, columns, links=links)]
        previous = block
    text = "".join(pieces[1:])
    figures = [_figure(image) for image in article.images if image.url or image.caption] if captions else []
    above = front_matter_of(article) if front_matter else ""
    return "\n\n".join(part for part in (above, text, *figures) if part)


def _with_whole_code(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; lines of code that a plain text parts are one block again."""
    whole: list[Block] = []
    for block in blocks:
        above = whole[-1] if whole else block
        is_line = block.kind is above.kind is BlockKind.CODE and block.place.startswith("line ")
        if whole and is_line and block.language == above.language != MARKDOWN:
            gap = "\n\n" if block.gap_before else "\n"
            whole[-1] = replace(above, text=f"{above.text}{gap}{block.text}")
        else:
            whole.append(block)
    return whole


def separator(previous: Block | None, block: Block) -> str:
    """A line break inside a list, a table or a run of lines; whatever Markdown would run together is set apart."""
    if previous is None or block.gap_before or _group(previous) != _group(block):
        return "\n\n"
    return "  \n" if _group(block) == "line" else "\n"  # two spaces keep the break between lines


def _group(block: Block) -> str:
    """Blocks of one group may follow each other without a blank line."""
    match block.kind:
        case BlockKind.LIST_ITEM | BlockKind.TABLE_ROW | BlockKind.QUOTE:
            return block.kind
        case BlockKind.TERM | BlockKind.DEFINITION:
            return "definition"
        case BlockKind.PARAGRAPH:
            return "line"
        case BlockKind.CODE if block.language == MARKDOWN:
            return MARKDOWN
    return f"block {block.index}"


def _columns(rows: Sequence[Block]) -> int:
    """Columns of the table that begins with the first row: Markdown cuts what its head does not announce."""
    first, *others = rows
    below = takewhile(lambda row: row.kind is BlockKind.TABLE_ROW and not row.gap_before, others)
    return max(len(row.cells) for row in (first, *below))


def _is_first_row(previous: Block | None, block: Block) -> bool:
    is_row = block.kind is BlockKind.TABLE_ROW
    return is_row and (previous is None or previous.kind is not BlockKind.TABLE_ROW or block.gap_before)


def _markdown_of(block: Block, columns: int, *, links: bool) -> str:
    """A block in Markdown; `columns` is for the first row of a table, else 0."""
    if block.kind is BlockKind.CODE:
        if block.language == MARKDOWN:
            return block.text
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", block.text)), default=0))
        return f"{fence}{block.language or ''}\n{block.text}\n{fence}"
    if block.kind is BlockKind.TABLE_ROW:
        cells = block.cells + ("",) * (columns - len(block.cells))
        row = "| " + " | ".join(escaped(cell).replace("|", "\\|") for cell in cells) + " |"
        return row + ("\n|" + " --- |" * columns if columns else "")
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
        yield label if _UNSAFE_SCHEME.match(link.url) else f"[{label}]({_target(link.url)})"
        position = link.end
    yield escaped(block.text[position:])


def _target(url: str) -> str:
    return "".join(url.split()).replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")


def _figure(image: Image) -> str:
    says = " ".join(part for part in (image.caption, f"({image.credit})" if image.credit else None) if part)
    picture = (
        f"![{escaped(image.alt or '')}]({_target(image.url)})"
        if image.url and not _UNSAFE_SCHEME.match(image.url)
        else ""
    )
    return "\n".join(part for part in (picture, f"*{escaped(says)}*" if says else "") if part)
