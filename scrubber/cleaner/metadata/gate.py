"""Is the text behind a gate? By evidence of several grades; never by phrases, which free pages have as well."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from scrubber.cleaner.metadata.access import read_access
from scrubber.cleaner.metadata.said import Said
from scrubber.page import Block

MIN_SHARE = 0.6  # of the words that the page says it has; counts differ by a caption or two
MIN_WORDS_OF_PART = 30  # of a part that is to be paid for; a teaser of it has fewer


def is_gated(said: Said, kept: Sequence[Block]) -> bool:
    """Whether a page declares that it is not free, and its main text is not all there.

    Declaring it alone is no evidence: many publishers send the whole text and hide it by a script. What tells are the
    part that is to be paid for, which the page names, and the number of words that it gives.
    """
    access = read_access(said)
    if not access or access[0].value:
        return False
    words = sum(block.words for block in kept)
    named = list(_paid_parts(said))
    if named:
        return not any(_words_in(part, kept) >= MIN_WORDS_OF_PART for part in named)
    whole = _declared_words(said.items.main)
    return whole > 0 and words < MIN_SHARE * whole


def _paid_parts(said: Said) -> Iterator[str]:
    """The class names or ids of the parts that are to be paid for, by schema.org's `hasPart` and `cssSelector`."""
    parts = said.items.main.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        item = said.items.resolved(part)
        if not isinstance(item, Mapping) or str(item.get("isAccessibleForFree")).lower() == "true":
            continue
        for selector in said.items.texts(item.get("cssSelector")):
            for one in selector.split(","):
                last = one.split()[-1] if one.split() else ""
                if last[:1] in {".", "#"} and len(last) > 1:
                    yield last[1:].split(".")[0].lower()


def _words_in(name: str, kept: Collection[Block]) -> int:
    return sum(block.words for block in kept if any(name in container.names for container in block.inside))


def _declared_words(item: Mapping[str, Any]) -> int:
    """The number of words that a page says it has; 0 if it does not."""
    given = item.get("wordCount")
    digits = str(given).strip() if isinstance(given, (int, str)) and not isinstance(given, bool) else ""
    return int(digits) if digits.isdecimal() and len(digits) < 7 else 0
