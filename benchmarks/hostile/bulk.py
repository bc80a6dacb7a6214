"""Much of one thing: a token of many megabytes, an element of many attributes, a word without an end."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.hostile.case import MEGABYTE, Bounds, Case, Trial, one_page, sized
from benchmarks.hostile.checks import has_no_junk, keeps_sentinel, keeps_words
from benchmarks.hostile.pages import PARAGRAPHS, WORDS, article

MEGABYTES = (11, 19)
JUNK_PLACE = "@junk@"
NEIGHBOURS = "The register of that day shows a picture. And nobody had noticed it for a week."
ATTRIBUTES = 200_000
NOTE = "a note of five words "
BULK: dict[str, Callable[[int], str]] = {
    "text": lambda size: f"<p>{PARAGRAPHS[0] * (size // len(PARAGRAPHS[0]))}</p>",
    "attribute": lambda size: f'<p title="{NOTE * (size // len(NOTE))}">A line.</p>',
    "comment": lambda size: f"<!-- {NOTE * (size // len(NOTE))} -->",
    "script": lambda size: f"<script>{'x=1;' * (size // 4)}</script>",
    "style": lambda size: f"<style>{'a{b:c}' * (size // 6)}</style>",
    "data: URI": lambda size: f'<img alt="" src="data:image/png;base64,{"QUJD" * (size // 4)}">',
}
CROWDS: dict[str, Callable[[int], str]] = {
    "different": lambda count: " ".join(f"a{index}=1" for index in range(count)),
    "with colons": lambda count: " ".join(f"ns:a{index}='1'" for index in range(count)),
    "5 times as many, all the same": lambda count: "a=1 " * (5 * count),
}


def _made(make: Callable[[int], str], size: int) -> bytes:
    return article(make(size))


def _crowded(make: Callable[[int], str], count: int) -> bytes:
    return article(f"<div {make(count)}>x</div>")


def _with_junk(make: Callable[[], bytes]) -> bytes:
    before, after = NEIGHBOURS.split(". ")
    return article(f"<p>{before}. {JUNK_PLACE} {after}</p>").replace(JUNK_PLACE.encode(), make())


def _tokens(scale: float) -> Iterator[Trial]:
    for megabytes in MEGABYTES:
        for name, make in BULK.items():
            size = sized(megabytes * MEGABYTE, scale)
            yield one_page(f"{megabytes} MB of {name}", partial(_made, make, size), keeps_sentinel)


def _crowds(scale: float) -> Iterator[Trial]:
    for name, make in CROWDS.items():
        count = sized(ATTRIBUTES, scale)
        yield one_page(f"attributes, {name}", partial(_crowded, make, count))


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


def _junk(scale: float) -> Iterator[Trial]:
    checks = (has_no_junk, keeps_words(1.0, (*WORDS, *NEIGHBOURS.split())))
    size = sized(20_000, scale)
    kinds: dict[str, Callable[[], bytes]] = {
        "a few bytes": lambda: _noise(size // 100),
        "more bytes than text": lambda: _noise(size // 10),
        "bytes as Latin-1": lambda: (
            bytes(b for b in _noise(size) if chr(b).isprintable() and b not in b"<&").decode("latin-1").encode()
        ),
        "base64": lambda: base64.b64encode(_noise(size)),
        "base64 in lines of 76": lambda: base64.encodebytes(_noise(size)),
        "hexadecimal": lambda: _noise(size).hex().encode(),
        "a word of a million letters": lambda: b"a" * sized(MEGABYTE, scale),
    }
    for name, make in kinds.items():
        yield one_page(name, partial(_with_junk, make), *checks)


CASES = (
    Case("P-03", "a token of 11 or 19 MB", Bounds(seconds=3.0, times_input=12.0), _tokens, cpu_seconds=10),
    Case(
        "P-05", "200,000 attributes on one element, a million duplicates", Bounds(seconds=1.0), _crowds, cpu_seconds=5
    ),
    Case("P-12", "binary and base64 in a paragraph, a word of 1,000,000 letters", Bounds(), _junk),
)
