"""Runs of one thing, wherever a page may hold them: no pattern looks at them again and again.

`python -m benchmarks hostile --cases P-06` measures how the time grows, in six places.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

from benchmarks.hostile.growth import TRIGGERS
from benchmarks.hostile.pages import PARAGRAPHS, article
from scrubber import scrub, to_markdown

RUN_BYTES = 40_000
MAX_SECONDS = 0.6  # of CPU; most take a hundredth, and what looks at a run of that length again and again takes several


def in_meta(name: str) -> Callable[[str], str]:
    return lambda run: f'<meta name="{name}" property="{name}" content="{quoted(run)}">'


def in_script(content: str) -> Callable[[str], str]:
    return lambda run: f'<script type="application/ld+json">{content.replace("RUN", run.replace("</", ""))}</script>'


def in_values(run: str) -> str:
    value = json.dumps(run.replace("</", ""))
    item = f'{{"@type": "NewsArticle", "author": {value}, "datePublished": {value}, "keywords": {value}}}'
    return f'<script type="application/ld+json">{item}</script>'


def quoted(run: str) -> str:
    return run.replace('"', "&quot;")


HEADS: dict[str, Callable[[str], str]] = {
    **{name: in_meta(name) for name in ("keywords", "author", "article:published_time", "og:title", "og:site_name")},
    "a title and its site": lambda run: in_meta("og:title")(run) + in_meta("og:site_name")(f"The {run}"),
    "a script": in_script("RUN"),
    "between values": in_script('{"@type": "NewsArticle" RUN, "headline": "A bridge"}'),
    "values": in_values,
    "addresses": lambda run: (
        f'<link rel=canonical href="https://a.example/{quoted(run)}"><meta property="og:image" content="{quoted(run)}">'
    ),
    "the head": str,
    "a style": lambda run: f"<style>{run}</style>",
}
BODIES: dict[str, Callable[[str], str]] = {
    "time": lambda run: f'<p><time datetime="{quoted(run)}">{run}</time></p>',
    "a heading": lambda run: f"<h1>{run}</h1>",
    "a figure": lambda run: f'<figure><img src=a.jpg alt="{quoted(run)}"><figcaption>{run}</figcaption></figure>',
    "an image": lambda run: f'<img src="{quoted(run)}" srcset="{quoted(run)}" style="{quoted(run)}">',
    "a byline": lambda run: f"<p class='byline author' rel=author>By Ann {run}</p>",
    "a credit": lambda run: f"<p>Photo: {run}</p>",
    "code": lambda run: f"<pre>{run}</pre>",
    "a row": lambda run: f"<table><tr><td>a<td>{run}</table>",
    "a list": lambda run: f"<ul><li>{run}<li>{run}</ul>",
    "a comment": lambda run: f"<!-- {run} --><p>A line.</p>",
    "names": lambda run: f'<p id="{quoted(run)}" role="{quoted(run)}" itemprop="{quoted(run)}">A line.</p>',
}
TEXTS: dict[str, Callable[[str], str]] = {
    "a line": lambda run: "\n\n".join((PARAGRAPHS[0], run, PARAGRAPHS[1])),
    "a line of names": lambda run: f"A headline\nBy Ann {run}\n\n{PARAGRAPHS[0]}",
}
PLACES: dict[str, Callable[[str], bytes]] = {
    **{name: lambda run, make=make: article("", head=make(run)) for name, make in HEADS.items()},
    **{name: lambda run, make=make: article(make(run)) for name, make in BODIES.items()},
    "before the page": lambda run: run.encode() + article(""),
    "behind the page": lambda run: article("") + run.encode(),
    **{name: lambda run, make=make: make(run).encode() for name, make in TEXTS.items()},
}


@pytest.mark.parametrize("place", PLACES)
def test_no_pattern_looks_at_a_run_again_and_again(place: str) -> None:
    slow = {}
    for trigger in TRIGGERS:
        page = PLACES[place](trigger * (RUN_BYTES // len(trigger.encode())))
        start = time.process_time()
        found = scrub(page, kind="text" if place in TEXTS else "html")
        outputs = found.text, found.metadata, found.html, to_markdown(found), found.to_dict()
        seconds = time.process_time() - start
        if seconds > MAX_SECONDS:
            slow[trigger] = seconds
        assert len(outputs) == 5
    assert not slow
