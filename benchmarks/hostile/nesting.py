"""Elements in elements: deeper than any parser's stack, or closed in an order that makes it copy them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.hostile.case import Bounds, Case, Trial, one_page, sized
from benchmarks.hostile.checks import keeps_sentinel
from benchmarks.hostile.pages import article

DEPTHS = (255, 257, 2049, 10_000, 100_000)
TAGS = ("div", "span", "b", "i", "font", "section", "blockquote", "ul", "li", "table", "form", "a")
ELEMENTS = 10_000
BOMBS = {
    "b and i crossed": "<b><i></b>",
    "i never closed in b": "<b><i>x</b><i><i>y</i>",
    "a in a": "<a href='/x'>",
    "a in p": "<p><a href='/x'>x",
    "form in form": "<form><form>",
    "table in table": "<table><tr><td>",
    "table in table without cells": "<table>",
    "foster parents": "<table><b>x",
    "p in fonts": "<font><p>x",
    "nobr and button": "<nobr><button>x",
    "end tags of nothing": "</p></b></div>",
    "select in table": "<table><select><td>x",
}


def _nested(tag: str, depth: int, *, is_closed: bool) -> bytes:
    deep = f"<{tag}>" * depth + "In the deep lies a line of text." + f"</{tag}>" * depth * is_closed
    return article(deep)


def _depths(scale: float) -> Iterator[Trial]:
    for depth in DEPTHS:
        for tag in TAGS:
            for closed in (True, False):
                name = f"{depth:,} {tag} {'closed' if closed else 'open'}"
                size = depth if depth < 2100 else sized(depth, scale)
                yield one_page(name, partial(_nested, tag, size, is_closed=closed), keeps_sentinel)


def _bombs(scale: float) -> Iterator[Trial]:
    for name, bomb in BOMBS.items():
        yield one_page(name, partial(article, bomb * sized(ELEMENTS, scale)))


CASES = (
    Case("P-02", "elements 255 to 100,000 deep, closed and not", Bounds(seconds=2.0), _depths, cpu_seconds=4),
    Case("P-07", "10,000 elements closed in the wrong order", Bounds(seconds=2.0), _bombs, cpu_seconds=4),
)
