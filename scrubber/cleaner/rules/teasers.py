"""Teasers: headlines of other articles, strewn between the paragraphs of this one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from scrubber.cleaner.credits import split_credit
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.plain_text import MIN_TELLING_LINES
from scrubber.cleaner.prose import prose_words
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.page import Block, BlockKind
from scrubber.scripts import GOES_ON, ends_like_sentence

MIN_SEPARATORS = 2  # " ... " in a line of teasers
MAX_PIECE_WORDS = 12
MIN_REPEATED_WORDS, MAX_REPEATED_WORDS = 4, 25  # shorter lines repeat in structured pages, longer ones are prose
SURE = 0.8  # of lines that repeat in clean texts nearly all are above it, of teasers few
MIN_PROSE_SHARE = 0.6  # of the words, for a page on which a repeated line is almost surely boilerplate
_LABEL_OR_FIGURE = re.compile(r"\d|^[^:]{1,20}: ")  # "Joined: Sunday", "2 eggs": records and quantities repeat, too
_OUTLET = re.compile(r"\s+[|•]\s+[^|•.]{1,40}$")  # behind the last headline: "… | The Gazette"
_SEPARATOR = re.compile(r"\s+(?:\.\.\.|…)\s+")


@page_rule(
    drops=[
        Example(
            "The council met on Monday and voted for the bridge.\n\n"
            "Mayor resigns ... Park closed for repairs ... Buses run late again\n\n"
            "Old mill burns ... Park closed for repairs ... Buses run late again Credit: Gazette",
            (
                "Mayor resigns ... Park closed for repairs ... Buses run late again",
                "Old mill burns ... Park closed for repairs ... Buses run late again Credit: Gazette",
            ),
        )
    ],
    keeps=[
        "Sooner or later something's gonna give ... Apple got away ... for now.",
        ">>> stmt = select( ... users ) ... where( ... )",
        "Mayor resigns ... Park closed for repairs ... Buses run late again",
    ],
    budget=0.34,
)
def ticker(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop lines of headlines set apart by " ... ", if the page repeats the line or one of its headlines."""
    lines: dict[str, list[Block]] = defaultdict(list)
    pieces_of = {block.index: pieces for block in draft.kept_and_judged() if (pieces := _headlines(block))}
    for index, pieces in pieces_of.items():
        for piece in {piece.casefold() for piece in pieces}:
            lines[piece].append(draft.page.blocks[index])
    for index, pieces in pieces_of.items():
        shared = next((piece for piece in pieces if len(lines[piece.casefold()]) > 1), None)
        if shared is not None:
            yield (
                draft.page.blocks[index],
                f"a line of headlines; {len(lines[shared.casefold()])} such lines hold “{shared}”",
            )


def _headlines(block: Block) -> tuple[str, ...]:
    """The pieces of a ticker; none for a line of another form."""
    if ("..." not in block.text and "…" not in block.text) or block.text.endswith((".", "…", "!", ";", ")")):
        return ()
    text, _ = split_credit(block.text)
    pieces = tuple(_SEPARATOR.split(_OUTLET.sub("", text or block.text)))
    if len(pieces) <= MIN_SEPARATORS or not all(_is_headline(piece) for piece in pieces):
        return ()
    return pieces


def _is_headline(piece: str) -> bool:
    opens = piece[:1].isupper() or piece[:1].isdigit() or piece[:1] in "“‘\"'„«"
    return opens and 1 < len(piece.split()) <= MAX_PIECE_WORDS


@page_rule(
    drops=[
        Example(
            "Storm closes harbour for a second day\n\nThe council met and voted for the bridge, nine to four.\n\n"
            "Storm closes harbour for a second day\n\nThe vote ends a quarrel that had lasted for eleven years.",
            ("Storm closes harbour for a second day", "Storm closes harbour for a second day"),
        )
    ],
    keeps=[
        Example("Joined: last Sunday\n\nFour shafts are enough for anybody, I think.\n\nJoined: last Sunday"),
        Example("1 cup of plain flour\n2 eggs\n1 cup of plain flour\n1 pinch of salt"),
        Example("Row, row, row the boat\nGently down the stream\nRow, row, row the boat\nOver stone and beam"),
        Example(
            "Said the first one to the other.\n\nNever.\n\nNever.\n\nSo they parted, and neither of them looked back."
        ),
    ],
    budget=0.34,
)
def repeated_teaser(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop every copy of a line of four words or more without a stop, if plain text repeats it and is mostly prose."""
    if draft.page.html is not None:
        return  # the choice of the main text has judged lists of links there; what still repeats is content
    copies = Counter(block.text for block in draft.kept())
    candidates = [block for block in draft.kept() if copies[block.text] > 1 and _may_be_teaser(block)]
    if candidates and _is_prose_like(draft):
        for block in candidates:
            if not _is_content(block, draft):
                yield block, f"stands {copies[block.text]} times on the page"


def _may_be_teaser(block: Block) -> bool:
    return (
        MIN_REPEATED_WORDS <= block.words <= MAX_REPEATED_WORDS
        and block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        and is_judged(block)
        and not ends_like_sentence(block.text)
        and block.text[-1] not in GOES_ON
        and not _LABEL_OR_FIGURE.search(block.text)
    )


def _is_prose_like(draft: Draft) -> bool:
    kept = draft.kept()
    return prose_words(kept) >= MIN_PROSE_SHARE * sum(block.words for block in kept)


def _is_content(block: Block, draft: Draft) -> bool:
    """Whether the scores are sure of it, in a text that is long enough: clean texts have lines that repeat, too."""
    if len(draft.page.blocks) < MIN_TELLING_LINES or draft.line_scores is None:
        return False
    return bool(draft.line_scores.sure[block.index] > SURE)
