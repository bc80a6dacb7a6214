"""What makes a parser or a regular expression look at the same characters again and again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.hostile.case import MEGABYTE, Bounds, Case, Trial, growing, sized
from benchmarks.hostile.checks import has_text
from benchmarks.hostile.pages import article

LINE = "A short line of text. "
FLAT = {"spans, closed": f"<span>{LINE}</span>"} | {
    f"{tag}, open": f"<{tag}>{LINE}" for tag in ("span", "p", "li", "a", "br", "td", "option", "dt")
}
FLAT_BYTES = 5 * MEGABYTE
TRIGGERS = (
    *(" ", "\t", "\n", "\r", "\r\n", "\u00a0", "\u200b", "\u2028", "\u0301", " \n"),
    *(".", "...", ". ", "-", "--", " - ", "\u2013", "\u2014 ", "_", "*", "/", "\\", "|", " || ", "\u00b7 ", "\u2022 "),
    *("1", "1 ", "1.", "2024-", "2024-01-01 ", "1 May 2024 ", "12:30 ", "$1,000 "),
    *("a@", "a@b.", "a.b@c.example ", "www.", "http://", "//a/", "x:"),
    *("<", "<<", "< ", "</", "<!", "<!-- ", "<?", "<a ", "]]>", "&", "&#", "&lt;a ", "&amp;"),
    *('"', "'", "\u201c", '="', "{", "[", "(", "Aa ", "A", "By "),
)
TRIGGER_BYTES = MEGABYTE
PLACES: dict[str, Callable[[str], bytes]] = {
    "text": lambda run: article(f"<p>{run}</p>"),
    "title": lambda run: article("", head=f"<title>{run}</title><meta property='og:title' content='A bridge'>"),
    "meta": lambda run: article("", head=f'<meta name="description" content="{_quoted(run)}">'),
    "JSON-LD": lambda run: article("", head=_linked_data(run)),
    "href": lambda run: article(f'<p><a href="{_quoted(run)}">A link.</a></p>'),
    "class": lambda run: article(f'<p class="{_quoted(run)}">A line.</p>'),
}


def _quoted(run: str) -> str:
    return run.replace('"', "&quot;")


def _linked_data(run: str) -> str:
    content = json.dumps({"@type": "NewsArticle", "headline": run, "description": run[:1000]}, ensure_ascii=False)
    content = content.replace("</", r"<\/")
    return f'<script type="application/ld+json">{content}</script>'


def _repeated(text: str, size: int) -> str:
    return text * (size // len(text.encode()))


def _flat_page(element: str, size: int) -> bytes:
    return article(_repeated(element, size))


def _triggering(make: Callable[[str], bytes], trigger: str, size: int) -> bytes:
    return make(_repeated(trigger, size))


def _flat(scale: float) -> Iterator[Trial]:
    for name, element in FLAT.items():
        yield growing(name, partial(_flat_page, element), sized(FLAT_BYTES, scale), has_text)


def _triggers(scale: float) -> Iterator[Trial]:
    for number, trigger in enumerate(TRIGGERS):
        for place in PLACES if scale >= 1 else (tuple(PLACES)[number % len(PLACES)],):
            make = PLACES[place]
            yield growing(f"{trigger!a} in {place}", partial(_triggering, make, trigger), sized(TRIGGER_BYTES, scale))


CASES = (
    Case(
        "P-04",
        "flat and unclosed elements, up to 5 MB",
        Bounds(seconds_a_megabyte=2.0, exponent=1.15),
        _flat,
        may_fall_back=True,
    ),
    Case(
        "P-06",
        f"{len(TRIGGERS)} triggers of slow patterns in 6 places, up to 1 MB",
        Bounds(seconds_a_megabyte=1.0, exponent=1.15),
        _triggers,
        cpu_seconds=8,
    ),
)
