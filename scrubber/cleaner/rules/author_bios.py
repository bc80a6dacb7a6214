"""Author bios: who wrote this, below what they wrote."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.credits import particles
from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import Example, is_judged, page_rule
from scrubber.cleaner.wording import after_words, phrases, words_of
from scrubber.page import Block

MIN_WORDS, MAX_WORDS = 5, 90  # "Ann Lee is a reporter."
LAST_SHARE = 0.15  # of the prose words; above, it may be the life of the person whom the article is about
LAST_BLOCKS = 3  # of the kept ones; a poem has no prose to take a share of
TRADE_WITHIN = 14  # words from the name to the trade: "is an award-winning freelance science journalist"
MAX_NAME_WORDS = 5


@page_rule(
    drops=[
        Example(
            "The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours in which "
            "the mayor, the engineer and the owner of the mill took the floor more than once and agreed on nothing.\n\n"
            "Jane Doe is a freelance journalist who covers bridges for the Gazette.",
            ("Jane Doe is a freelance journalist who covers bridges for the Gazette.",),
        ),
    ],
    keeps=[
        Example(
            "Jane Doe is a journalist who has spent her life under bridges.\n\nShe was born in the valley in 1950, and "
            "when she was ten the flood took the house of her parents, the bridge and the mill, so that she decided "
            "to learn what holds a bridge up, and why some of them do not hold at all when the water comes."
        ),
        Example(
            "The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours in which "
            "the mayor, the engineer and the owner of the mill took the floor more than once and agreed on nothing.\n\n"
            "The bridge is a work of art, said the reporter of the Gazette."
        ),
    ],
    budget=0.2,
)
def author_bio(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop a few lines on the author at the end: a name, "is a", and a trade; or in an element that says so."""
    yield from draft.standing_in("bio")
    is_below_heading = False
    for block in _at_the_end(draft.kept_texts()):
        if draft.stands_in(block, "bio") or not is_judged(block) or block.words > MAX_WORDS:
            continue
        if draft.may_begin(block, "bio") and phrases("bio").line(block.text):
            is_below_heading = True
            yield block, "the whole line heads a note on the author"
        elif is_below_heading and is_prose(block):
            is_below_heading = False
            yield block, "stands below the heading of a note on the author"
        elif block.words >= MIN_WORDS and (trade := _trade(block.text)):
            yield block, f"a name, and their trade (“{trade}”), at the end"


def _at_the_end(kept: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks below which little prose stands, in order."""
    words = [block.words * is_prose(block) for block in kept]
    limit = LAST_SHARE * sum(words)
    below, count = 0, LAST_BLOCKS if len(kept) > 2 * LAST_BLOCKS else 0
    for position, held in enumerate(reversed(words), 1):
        if below > limit:
            break
        count = max(count, position)
        below += held
    return kept[len(kept) - count :]


def _trade(text: str) -> str | None:
    """The trade of the person with whose name the text opens."""
    name = _name_words(text)
    bio = phrases("bio")
    words = words_of(after_words(text, name)[:200]) if name > 1 else ()
    if not any(words[: len(mark)] == mark for mark in bio.marks_by_word.get(words[0] if words else "", ())):
        return None
    return next((word for word in words[:TRADE_WITHIN] if word in bio.words), None)


def _name_words(text: str) -> int:
    """How many words of a name the text opens with: capitals, and small particles between them."""
    count = 0
    for word in text.split(None, MAX_NAME_WORDS)[:MAX_NAME_WORDS]:
        if not (word[0].isupper() or (count and word in particles())):
            break
        count += 1
    return count
