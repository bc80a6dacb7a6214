"""Standfirsts: the paragraph in bold between the headline and the text, which often stands in the page's header."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.prose import is_prose
from scrubber.cleaner.rule import restoring_rule
from scrubber.cleaner.rules.headline import headline
from scrubber.cleaner.rules.restored import may_return
from scrubber.page import Block, BlockKind

MAX_DISTANCE = 3  # blocks from the headline; a kicker, a byline or a date may stand between them
MAX_WORDS = 70
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
_CUT_OFF = ("...", "…")  # a caption, or the first lines of the text
_NOT_AROUND = frozenset({"form", "aside", "nav", "footer", "fieldset", "dialog"})


@restoring_rule(keeps=["Plain text has no standfirst apart from its text."])
def standfirst(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Bring back the first prose right below the headline, if the text begins further down."""
    first = next((block.index for block in draft.kept_texts()), None)
    title = draft.first_under(headline.name)
    if first is None or title is None or title.index > first:
        return
    for block in draft.page.blocks[title.index + 1 : min(first, title.index + 1 + MAX_DISTANCE)]:
        if block.kind in _KINDS and block.words <= MAX_WORDS and is_prose(block) and may_return(draft, block):
            if not block.text.endswith(_CUT_OFF) and _NOT_AROUND.isdisjoint(
                container.tag for container in block.inside
            ):
                yield block, "prose right below the headline"
            return
