"""What a rule of a file looks for: phrases, places, hosts. Words alone decide; no code of the user's is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Rule, is_judged
from scrubber.cleaner.verdict import Verdict
from scrubber.cleaner.wording import Phrases
from scrubber.page import Block, Container

MAX_PHRASE_WORDS = 40  # a longer paragraph quotes a phrase as often as it consists of it

Selector = frozenset[str]
"""The tokens that one element must have: `div`, `#main`, `.promo`."""

_SELECTOR = re.compile(r"(?=.)(?:[^\W\d][\w-]*)?(?:[#.][\w-]+)*")
_TOKEN = re.compile(r"[#.]?[\w-]+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Picks a block by any one of its phrases or places, on its hosts."""

    rule: str
    reason: str = ""
    hosts: tuple[str, ...] = ()
    """Each with its subdomains; none is every page."""
    lines: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    max_words: int | None = None
    """None: `MAX_PHRASE_WORDS` for phrases, any number inside a place."""
    keep: bool = False
    """Whether what it picks is brought back instead of dropped."""


def judge_pattern(pattern: Pattern, draft: Draft) -> Iterator[Verdict]:
    """Verdicts on the blocks that the pattern picks, and on which no other rule has said the same before."""
    if pattern.hosts and not is_on_host(draft, pattern.hosts):
        return
    for block in draft.page.blocks:
        if draft.is_kept(block) != pattern.keep and (found := _match(pattern, block)) is not None:
            reason = f"{pattern.reason}: {found}" if pattern.reason else found
            yield Verdict(block.index, pattern.keep, pattern.rule, reason)


def pattern_of(rule: Rule) -> Pattern | None:
    """What a rule of a file looks for; None for a rule in Python."""
    judge = rule.judge
    if isinstance(judge, partial) and judge.func is judge_pattern and isinstance(judge.args[0], Pattern):
        return judge.args[0]
    return None


def is_on_host(draft: Draft, hosts: tuple[str, ...]) -> bool:
    """Whether the page is of one of the hosts or a subdomain: by its URL or, without one, by its own canonical URL."""
    host = ascii_host(draft.evidence.host or "")
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def ascii_host(host: str) -> str:
    """A host name in lower case, as it is asked for in the DNS; one that has no such form stays as it is.

    >>> ascii_host("Gazette.example"), ascii_host("zürich.example."), ascii_host("ü..example")
    ('gazette.example', 'xn--zrich-kva.example', 'ü..example')
    """
    host = host.lower().removesuffix(".")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def is_inside(block: Block, selector: Selector) -> bool:
    """Whether one of the block-level elements around the block has all tokens of the selector, whole, in any case.

    >>> promo = Block(0, "Buy now", inside=(Container("div", "more", "Promo wide"), Container("p")))
    >>> is_inside(promo, selector_of("div.promo")), is_inside(promo, selector_of(".prom"))
    (True, False)
    """
    return any(selector <= _tokens(element) for element in block.inside)


@lru_cache(maxsize=256)
def selector_of(text: str) -> Selector:
    """The tokens of a tag, `.class`, `#id` or those joined. Raises ValueError for any other selector of CSS.

    >>> sorted(selector_of("DIV#more.promo"))
    ['#more', '.promo', 'div']
    >>> selector_of("div > p")
    Traceback (most recent call last):
    ValueError: div > p
    """
    if not _SELECTOR.fullmatch(text):
        raise ValueError(text)
    return frozenset(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=1024)
def _tokens(element: Container) -> Selector:
    ids = (f"#{identifier}" for identifier in element.identifier.lower().split())
    return frozenset({element.tag, *ids, *(f".{name}" for name in element.classes.lower().split())})


def _match(pattern: Pattern, block: Block) -> str | None:
    """Why the pattern picks the block; None if it does not."""
    if pattern.max_words is not None and block.words > pattern.max_words:
        return None
    place = next((place for place in pattern.places if is_inside(block, selector_of(place))), None)
    if place is not None:
        return f"stands in {place}"
    if not is_judged(block) or block.words > (pattern.max_words or MAX_PHRASE_WORDS):
        return None
    phrases = _phrases(pattern)
    if reason := phrases.reason(block.text, "the whole line is a phrase"):
        return reason
    hint = phrases.hint(block.text)
    return f"holds “{hint}”" if hint else None


@lru_cache(maxsize=256)
def _phrases(pattern: Pattern) -> Phrases:
    return Phrases.of([{"lines": pattern.lines, "opens": pattern.opens, "hints": pattern.hints}])
