"""Next articles: what an endless page appends below the one that was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import prose_words
from scrubber.cleaner.rule import Example, page_rule
from scrubber.cleaner.rules.headline import headline as headline_rule
from scrubber.page import Block, BlockKind, Container

MIN_FIRST_WORDS = 60  # of prose in the first article; entries of a listing or a thread are shorter
MIN_LINK_DENSITY = 0.9  # of the headline of an article that has a page of its own
MAX_NEXT = 4  # articles that are appended; more of them are a listing, a thread or a live blog
_PROSE_1 = (
    "<p>The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours in which the "
    "mayor, the engineer and the owner of the mill took the floor more than once.</p><p>The vote ends a quarrel that "
    "had lasted for eleven years and cost two mayors their office, and a third one her sleep, as she said.</p>"
)


@page_rule(
    drops=[
        Example(
            f"<main><article><h1>Bridge voted</h1>{_PROSE_1}</article>"
            "<article><h1>The mill burns</h1><p>The mill burned for the second time.</p></article></main>",
            ("The mill burns", "The mill burned for the second time."),
        )
    ],
    keeps=[
        Example(
            "<article><h2>10:14</h2><p>The mayor has arrived.</p></article>"
            "<article><h2>10:02</h2><p>The doors are open.</p></article>"
        ),
        Example(f"<article><h1>Bridge voted</h1>{_PROSE_1}<article><h2>Reply</h2><p>Yes.</p></article></article>"),
    ],
    budget=0.8,
)
def next_article(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop articles below the first: further `<article>` elements, or elements named like that of the headline, with
    headings of their own."""
    if draft.page.html is None:
        return
    yield from _articles(draft)
    yield from _named_like_the_first(draft)


def _articles(draft: Draft) -> Iterator[tuple[Block, str]]:
    articles: dict[Container, list[Block]] = {}
    for block in draft.kept_texts():
        outermost = next((container for container in block.inside if container.tag == "article"), None)
        if outermost is not None:
            articles.setdefault(outermost, []).append(block)
    first, *others = articles.values() if articles else ([],)
    if not others or len(others) > MAX_NEXT or prose_words(first) < MIN_FIRST_WORDS:
        return
    for blocks in others:
        if any(block.kind is BlockKind.HEADING and block.level <= 2 for block in blocks[:3]):
            for block in blocks:
                yield block, f"belongs to another article, “{blocks[0].text[:60]}”"


def _named_like_the_first(draft: Draft) -> Iterator[tuple[Block, str]]:
    """What stands in elements of the tag and the first class name of the one around the headline, each with a linked
    heading of its own."""
    headline = draft.first_under(headline_rule.name)
    if headline is None or len(headline.inside) < 2:
        return
    home = headline.inside[-2]
    kept = draft.kept_texts()
    others = {
        block.inside[-2]: block.text
        for block in kept
        if _is_linked_heading(block) and block.index > headline.index and _is_named_like(block.inside[-2], home)
    }
    first = [block for block in kept if home in block.inside]
    if not others or len(others) > MAX_NEXT or prose_words(first) < MIN_FIRST_WORDS:
        return
    for block in kept:
        if (other := next((container for container in block.inside if container in others), None)) is not None:
            yield block, f"belongs to another article, “{others[other][:60]}”"


def _is_linked_heading(block: Block) -> bool:
    return (
        block.kind is BlockKind.HEADING
        and block.level <= 2
        and len(block.inside) > 1
        and (block.link_density or 0.0) >= MIN_LINK_DENSITY
        and "#" not in block.links[0].url
    )


def _is_named_like(container: Container, other: Container) -> bool:
    name = other.classes.split(None, 1)[:1]
    return (
        container is not other and container.tag == other.tag and bool(name) and name == container.classes.split()[:1]
    )
