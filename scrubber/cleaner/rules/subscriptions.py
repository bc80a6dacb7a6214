"""Subscription banners and paywalls: two to five short lines, of which few say the word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.cleaner.wording import phrases, unglued
from scrubber.page import Block, BlockKind
from scrubber.scripts import ends_like_sentence

MAX_LINE_WORDS = 20
MIN_SENTENCE_OPENING = 3  # words of a phrase that begins a whole sentence; a shorter one begins other sentences, too
MAX_PRICE_WORDS = 12  # of a line with a price; a longer one is a sentence about it
MAX_BANNER_LINES = 8  # a longer run of prices is a price list
MIN_OFFER_WORDS = 2  # one word is a label
MIN_OFFERS = 2  # lines with an offer that are no items of a list, where none asks to subscribe
MIN_LINES_BELOW = 3  # of a banner whose first line is a slogan
MAX_BRIDGE_WORDS = 8  # of one line between two of a banner, such as the name of what is sold
_DIGIT = re.compile(r"\d")
_PRICE = re.compile(
    r"[$€£¥₽₺]\s?\d|\d\s?(?:[¢€£$¥₽₺円元]|(?:cents?|euro|eur|chf|kr|kč|zł|руб|tl|reais)(?:\b|(?=für|pro|im|for|per)))",
    re.I,
)


@page_rule(
    drops=[
        Example(
            "The council met on Monday and voted for the bridge.\n\nSUBSCRIBE\n\n"
            "Full Digital AccessOnly 30¢for 6 months\n\nACT NOWSALE ENDS SOON | CANCEL ANYTIME",
            ("SUBSCRIBE", "Full Digital AccessOnly 30¢for 6 months", "ACT NOWSALE ENDS SOON | CANCEL ANYTIME"),
        ),
        Example(
            "Subscribe now\n\nOne Year of the Gazette\n\nFor 99 centsfor 3 months",
            ("Subscribe now", "One Year of the Gazette", "For 99 centsfor 3 months"),
        ),
        "Already a subscriber? Log in here",
        "Dieser Artikel ist nur für Abonnenten",
        Example("Jetzt abonnieren\nNur 1 € im ersten Monat", ("Jetzt abonnieren", "Nur 1 € im ersten Monat")),
    ],
    keeps=[
        "Enjoy unlimited access to complimentary lectures",
        "Membership fee auto-renews each month. Cancel any time.",
        "New users can try the app for a week and cancel if they're not satisfied.",
        "The paper raised the price of a subscription to $30 a month, its publisher said.",
        Example("<h2>Subscribe</h2><p>Call subscribe() with a topic and a handler.</p><p>It returns a token.</p>"),
    ],
    budget=0.34,
)
def subscription(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop lines that ask to subscribe, with the prices and offers in the lines next to them."""
    yield from draft.standing_in("subscription")
    if not (_any_asks(draft) or any(map(_price, draft.kept_and_judged()))):
        return  # offers alone are no banner
    for run in _runs(draft):
        asking = [block for block in run if _asks(block, alone=len(run) == 1)]
        offers = [block for block in run if _offer(block) and block.kind is not BlockKind.LIST_ITEM]
        if len(run) > MAX_BANNER_LINES or not (asking or (len(offers) >= MIN_OFFERS and any(map(_price, run)))):
            continue
        for block in (*_capitals_above(run, draft), *run):
            yield block, "asks to subscribe" if block in asking else f"an offer beside “{(asking or offers)[0].text}”"


def _capitals_above(run: list[Block], draft: Draft) -> list[Block]:
    """The line in capitals right above a banner of plain text, with no blank line between: "YOUR TOWN. YOUR PAPER."."""
    above = [block for block in draft.page.blocks[: run[0].index][-1:] if draft.is_kept(block)]
    if run[0].gap_before or len(run) < MIN_LINES_BELOW or run[0].link_density is not None:
        return []
    return [block for block in above if block.text.isupper() and 1 < block.words <= MAX_BRIDGE_WORDS]


def _runs(draft: Draft) -> Iterator[list[Block]]:
    """Stretches of adjacent lines that may belong to a banner; one short line between two such lines may, too."""
    run: list[Block] = []
    bridge: list[Block] = []
    for block in draft.kept_texts():
        if block.words <= MAX_LINE_WORDS and is_judged(block) and _is_sign(block, draft):
            run += [*bridge, block]
            bridge = []
        elif run and not bridge and _may_bridge(block):
            bridge = [block]
        else:
            if run:
                yield run
            run, bridge = [], []
    if run:
        yield run


def _is_sign(block: Block, draft: Draft) -> bool:
    if draft.may_begin(block, "subscription") and _asks(block, alone=False):
        return True
    return _price(block) or _offer(block) is not None


def _any_asks(draft: Draft) -> bool:
    lines = (block for block in draft.candidates("subscription") if block.words <= MAX_LINE_WORDS)
    return any(_asks(block, alone=False) for block in lines)


def _may_bridge(block: Block) -> bool:
    is_label = block.text.isupper() or not ends_like_sentence(block.text)
    return is_judged(block) and block.words <= MAX_BRIDGE_WORDS and is_label


def _asks(block: Block, *, alone: bool) -> bool:
    words = phrases("subscription")
    if not words.line(block.text):
        opening = words.opening(block.text) or ""
        if len(opening.split()) < (MIN_SENTENCE_OPENING if is_prose(block) else 1):
            return False
    if alone and block.words == 1:  # "Subscribe" heads a chapter of a manual, too
        return block.text.isupper() and block.kind is not BlockKind.HEADING
    return True


def _offer(block: Block) -> str | None:
    return None if block.words < MIN_OFFER_WORDS or is_prose(block) else _hint_in(block.text)


def _price(block: Block) -> bool:
    return block.words <= MAX_PRICE_WORDS and _DIGIT.search(block.text) is not None and _has_price(block.text)


@lru_cache(maxsize=4096)  # the lines of plain text are asked about in every round
def _hint_in(text: str) -> str | None:
    return phrases("subscription").hint(text)


@lru_cache(maxsize=4096)
def _has_price(text: str) -> bool:
    return _PRICE.search(unglued(text)) is not None
