"""Plain text is judged in rounds until nothing falls: what has fallen leaves new neighbours.

So cleaning what was cleaned changes nothing, by construction. In each round lines of one sentence are judged as one,
and what is said of them is said of each line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.plain_text.passages import Passages, passages_of
from scrubber.cleaner.rule import Rule
from scrubber.page import BlockKind

Hear = Callable[[Rule, Draft], None]


def judge_in_rounds(draft: Draft, rules: tuple[Rule, ...], hear: Hear) -> None:
    """Ask the rules about the kept lines of a text, again and again, until all of them are kept.

    A text that is code from end to end, as mails and manual pages are read, is nobody's to judge.
    """
    if all(block.kind is BlockKind.CODE for block in draft.page.blocks):
        return
    asked, before = rules, None
    while True:
        passages = passages_of(draft.kept_as_read())
        if before is not None and not _stand_in(passages, before):
            asked = rules
        in_round = Draft(replace(draft.page, blocks=passages.blocks), draft.models)
        for rule in asked:
            hear(rule, in_round)
        draft.adopt(in_round, passages.lines)
        if len(in_round.kept()) == len(passages.blocks):
            return
        before = passages
        # A local rule would say the same again of the same passages, unless it was overruled, or something came back.
        is_final = not in_round.overruled and not any(verdict.keep for verdict in in_round.verdicts)
        asked = tuple(rule for rule in rules if not rule.is_local) if is_final else rules


def _stand_in(passages: Passages, before: Passages) -> bool:
    """Whether the lines are joined as they were."""
    return set(passages.lines) <= set(before.lines)
