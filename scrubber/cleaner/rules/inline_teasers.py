"""Inline teasers: on a news page, links to other articles between the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block, BlockKind

MAX_WORDS = 30
MIN_LABELLED_DENSITY = 0.6  # of "Look: the mill burns", where all after the colon is the link
MIN_HEADLINE_DENSITY = 0.9
MIN_HEADLINE_WORDS = 4
_LABEL = re.compile(r"\W{0,4}(?:[^\W\d_]+[ ,.!]*){1,4}\s?[:：»>|→]\s*(?=\S)")
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE})
_NEWS = '<html><script type=\'application/ld+json\'>{"@type": "NewsArticle"}</script>'
_PROSE = "<p>The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours.</p>"


@page_rule(
    drops=[
        Example(
            f"{_NEWS}<article>{_PROSE}<p>Look: <a href=/a>the mill burns for the second time</a></p>{_PROSE}"
            "<h3><a href=/b>The park closes for repairs until May</a></h3><h3><a href=/c>Buses run late again</a></h3>"
            "</article>",
            (
                "Look: the mill burns for the second time",
                "The park closes for repairs until May",
                "Buses run late again",
            ),
        )
    ],
    keeps=[
        Example(f"<article>{_PROSE}<p>Look: <a href=/a>the mill burns for the second time</a></p>{_PROSE}</article>"),
        Example(f"{_NEWS}<article>{_PROSE}<p>The mayor said: <a href=/a>we</a> will build it.</p>{_PROSE}</article>"),
        Example(f"{_NEWS}<article><h3><a href=/b>What the bridge will cost</a></h3>{_PROSE}</article>"),
    ],
)
def inline_teaser(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop, on pages that declare themselves news, a label and a linked headline, and linked headings over no text."""
    found = list(_between_paragraphs(draft.kept_texts()))
    if found and draft.is_news:  # to know it takes longer than to find that there is none
        yield from found


def _between_paragraphs(kept: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    for block, below in zip_longest(kept, kept[1:]):
        density = block.link_density or 0.0
        if density < MIN_LABELLED_DENSITY:
            continue
        if block.kind not in _KINDS or block.words > MAX_WORDS or not is_judged(block):
            continue
        if label := _label_before_link(block):
            yield block, f"“{label}” and a link"
        elif (
            block.kind is BlockKind.HEADING
            and density >= MIN_HEADLINE_DENSITY
            and block.words >= MIN_HEADLINE_WORDS
            and "#" not in block.links[0].url
            and (below is None or not is_prose(below))
        ):
            yield block, "a linked headline with no text of its own"


def _label_before_link(block: Block) -> str | None:
    """The label, if the link is all that follows it."""
    label = _LABEL.match(block.text)
    starts = [link.start for link in block.links]
    return label[0].strip() if label and starts and min(starts) >= label.end() - 1 else None
