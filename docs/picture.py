"""Draws docs/before-after.svg: a page as it is, each line that falls tinted by its rule, beside the article.

Run `python docs/picture.py` from anywhere. The same fixture and rules give the same file, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from scrubber import Article, Image, scrub

DOCS = Path(__file__).resolve().parent
PAGE = DOCS.parent / "fixtures" / "gazette.example" / "seed-twin" / "page.txt"
TARGET = DOCS / "before-after.svg"

WIDTH = 920  # pixels, as all lengths here; GitHub shows a README about that wide
PADDING = 24
LEFT_WIDTH = 486
RIGHT = PADDING + LEFT_WIDTH + 40
RIGHT_WIDTH = WIDTH - PADDING - RIGHT
TOP = 78  # below the two headings
ROW, LINE = 25, 17  # from one line of the page to the next; from one line of the article to the next
GUTTER = 28  # the numbers of the lines

SANS = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
MONO_EM = 0.61  # width of a character of the widest of these fonts
INK, MUTED, FAINT, PAPER, CARD, EDGE = "#22272e", "#6a737d", "#a3abb3", "#f4f2ed", "#ffffff", "#dcd8cf"
TINTS = {  # rule: ground, text
    "truncated-twin": ("#fdf0cf", "#875a00"),
    "caption": ("#deecfa", "#1c5a94"),
    "ticker": ("#fbe3e4", "#a02c3c"),
    "subscription": ("#ebe3f9", "#5d3ba3"),
}
OTHER_TINT = ("#e8eaed", "#4a525a")


def picture() -> str:
    """The whole SVG."""
    article = scrub(PAGE)
    left = list(_page_rows(article))
    right, right_bottom = _article_column(article)
    bottom = max(TOP + len(left) * ROW, right_bottom) + 14
    height = bottom + PADDING
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>A page before and after</title>",
        "<desc>Left: a saved page, the lines that fall tinted by the rule that names them. Right: the article.</desc>",
        _box(0, 0, WIDTH, height, fill=PAPER, radius=10),
        _heading(PADDING, "page.txt", f"{_count(article)} lines; {len(article.removals)} fall, each under a rule"),
        _heading(RIGHT, "article", "the text, and its images as data"),
        _box(PADDING, TOP - 14, LEFT_WIDTH, bottom - TOP + 14, fill=CARD, radius=8, edge=EDGE),
        _box(RIGHT, TOP - 14, RIGHT_WIDTH, bottom - TOP + 14, fill=CARD, radius=8, edge=EDGE),
        _arrow(PADDING + LEFT_WIDTH + 13, TOP + (bottom - TOP) // 2 - 14),
        *left,
        *right,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _count(article: Article) -> int:
    return len(article.blocks) + len(article.removals)


def _page_rows(article: Article) -> Iterator[str]:
    """The lines of the page in order, one row each."""
    rule_of = {removal.place: removal.rule for removal in article.removals}
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line]
    for row, (number, line) in enumerate(numbered):
        yield _page_row(TOP + row * ROW, number, line, rule_of.get(f"line {number}"))


def _page_row(top: int, number: int, line: str, rule: str | None) -> str:
    x, baseline = PADDING + 8, top + 16
    room = int((LEFT_WIDTH - GUTTER - 28 - (_width(rule, 11) + 8 if rule else 0)) / (10.5 * MONO_EM))
    if rule is None:
        return "\n".join(
            [
                _text(x + GUTTER - 8, baseline, str(number), size=9, fill=FAINT, family=MONO, end=True),
                _text(x + GUTTER, baseline, _shortened(line, room), size=10.5, fill=INK, family=MONO),
            ]
        )
    ground, ink = TINTS.get(rule, OTHER_TINT)
    return "\n".join(
        [
            _box(x, top + 1, LEFT_WIDTH - 16, ROW - 3, fill=ground, radius=4),
            _text(x + GUTTER - 8, baseline, str(number), size=9, fill=ink, family=MONO, end=True),
            _text(x + GUTTER, baseline, _both_ends(line, room), size=10.5, fill=ink, family=MONO),
            _text(x + LEFT_WIDTH - 24, baseline, rule, size=11, fill=ink, bold=True, end=True),
        ]
    )


def _article_column(article: Article) -> tuple[list[str], int]:
    """The article: its paragraphs, two lines of each, and the images below; and where it ends."""
    x, y = RIGHT + 16, TOP + 4
    parts: list[str] = []
    for block in article.blocks:
        for line in _first_lines(block.text, RIGHT_WIDTH - 32, size=12):
            parts.append(_text(x, y + 10, line, size=12, fill=INK))
            y += LINE
        y += 7
    y += 2
    rows = list(_data_rows(article))
    parts.append(_box(RIGHT + 8, y, RIGHT_WIDTH - 16, len(rows) * 16 + 14, fill=TINTS["caption"][0], radius=5))
    for row, (indent, key, value) in enumerate(rows):
        parts.append(_data_row(x + indent * 14, y + 20 + row * 16, key, value))
    return parts, y + len(rows) * 16 + 14 - 6


def _data_rows(article: Article) -> Iterator[tuple[int, str, str]]:
    """Indent, key and value of each line of the record that is shown."""
    yield 0, "dateline", article.metadata.dateline or ""
    yield 0, "images", ""
    for image in article.images:
        yield from _image_rows(image)


def _image_rows(image: Image) -> Iterator[tuple[int, str, str]]:
    yield 0, "- caption", image.caption or ""
    yield 1, "credit", image.credit or ""


def _data_row(x: int, baseline: int, key: str, value: str) -> str:
    size = 10.5
    room = RIGHT + RIGHT_WIDTH - 16 - x - int((len(key) + 2) * size * MONO_EM)
    key_text = f'<tspan font-weight="600">{key}:</tspan>'
    shown = escape(_shortened(value, int(room / (size * MONO_EM))), quote=False)
    return (
        f'<text x="{x}" y="{baseline}" font-family="{MONO}" font-size="{size}" fill="{TINTS["caption"][1]}">{key_text}'
        + (f" {shown}</text>" if shown else "</text>")
    )


def _first_lines(text: str, width: int, *, size: float, most: int = 2) -> list[str]:
    """The text wrapped to a width, cut to `most` lines."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = lines[:most]
        while _width(lines[-1] + " …", size) > width:
            lines[-1] = lines[-1].rpartition(" ")[0]
        lines[-1] += " …"
    return lines


def _width(text: str, size: float) -> float:
    """About the width of a text in a sans-serif font, rather too much than too little."""
    narrow = sum(character in "ijlft.,:;'’|! ()" for character in text)
    wide = sum(character in "mwMW—…" or character.isupper() for character in text)
    return size * (0.57 * len(text) - 0.24 * narrow + 0.15 * wide)


def _shortened(text: str, characters: int) -> str:
    """The start of a text, cut between words; a long page must fit one row a line."""
    if len(text) <= characters:
        return text
    return text[: characters - 1].rpartition(" ")[0].rstrip(",.") + " …"


def _both_ends(text: str, characters: int) -> str:
    """The start and the end of a text: how a line ends is often why it falls."""
    if len(text) <= characters:
        return text
    end = text[-(characters // 2) :].partition(" ")[2]
    return f"{_shortened(text, characters - len(end) - 1)} {end}"


def _heading(x: int, name: str, note: str) -> str:
    offset = int(_width(name, 15)) + 14
    return _text(x, 42, name, size=15, fill=INK, bold=True) + "\n" + _text(x + offset, 42, note, size=12, fill=MUTED)


def _arrow(x: int, y: int) -> str:
    path = f"M{x} {y}h14m-6 -6l6 6l-6 6"
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" fill="none" stroke="{MUTED}" stroke-width="2" {ends}/>'


def _box(  # noqa: PLR0913 - a rectangle has four numbers
    x: int, y: int, width: int, height: int, *, fill: str, radius: int, edge: str | None = None
) -> str:
    stroke = f' stroke="{edge}"' if edge else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"{stroke}/>'


def _text(  # noqa: PLR0913 - a line of type is a place, a text and a face
    x: int,
    baseline: int,
    text: str,
    *,
    size: float,
    fill: str,
    family: str = SANS,
    bold: bool = False,
    end: bool = False,
) -> str:
    more = (' font-weight="600"' if bold else "") + (' text-anchor="end"' if end else "")
    return (
        f'<text x="{x}" y="{baseline}" font-family="{family}" font-size="{size}" fill="{fill}"{more}>'
        f"{escape(text, quote=False)}</text>"
    )


if __name__ == "__main__":
    TARGET.write_text(picture(), encoding="utf-8", newline="\n")
