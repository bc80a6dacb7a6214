"""`scrubber explain --why`: the blocks that hold a phrase, through every rule in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Rule
from scrubber.cleaner.verdict import Overruled, Verdict
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.explaining.layout import INDENT, Layout, text_of
from scrubber.cli.explaining.told import block_record, last_words, write_lines
from scrubber.cli.terminal import say
from scrubber.cli.usage import UsageError
from scrubber.page import Block, Page


def trace(draft: Draft, rules: Sequence[Rule], phrase: str, *, as_json: bool) -> int:
    """Print what each rule said of each block with the phrase; 1 if none holds it. Raises UsageError for no phrase."""
    if not folded(phrase):
        raise UsageError("--why needs a phrase; give some words of the text")
    found = blocks_with(draft.page, phrase)
    if as_json:
        said = last_words(draft)
        records = [
            {**block_record(block, draft, said.get(block.index)), "steps": list(steps(block, draft, rules))}
            for block in found
        ]
        write_lines(iter([json.dumps({"phrase": phrase, "blocks": records}, ensure_ascii=False, indent=2)]))
    elif found:
        write_lines(_lines(found, draft, rules))
    if not found:
        say(f"no block holds “{phrase}”; {_elsewhere(draft.page, phrase)}")
        return ExitCode.SOME_FAILED
    return ExitCode.OK


def folded(text: str) -> str:
    """The text without case, and with single spaces.

    >>> folded(" Read\\n  MORE ")
    'read more'
    """
    return " ".join(text.casefold().split())


def blocks_with(page: Page, phrase: str) -> list[Block]:
    """The blocks that hold a phrase, whatever its case and white space; where none does, those that share it out."""
    wanted = folded(phrase)
    alone = [block for block in page.blocks if wanted in folded(text_of(block))]
    return alone or _blocks_sharing(page, wanted)


def _blocks_sharing(page: Page, wanted: str) -> list[Block]:
    """The blocks over which a phrase goes from one into the next."""
    spans: list[tuple[int, int, Block]] = []
    text = ""
    for block in page.blocks:
        if piece := folded(block.text):
            start = len(text) + 1 if text else 0
            spans.append((start, start + len(piece), block))
            text = f"{text} {piece}" if text else piece  # CPython extends it in place
    found: dict[int, Block] = {}
    at = text.find(wanted)
    while at >= 0:
        found |= {block.index: block for start, end, block in spans if start < at + len(wanted) and at < end}
        at = text.find(wanted, at + 1)
    return list(found.values())


def steps(block: Block, draft: Draft, rules: Sequence[Rule]) -> Iterator[dict[str, Any]]:
    """What each rule said of a block, in order; plain text is judged round by round, until nothing more falls."""
    left = [verdict for verdict in draft.verdicts if verdict.block == block.index]
    kept, rounds = True, 1
    while True:
        before = len(left)
        for rule in rules:
            verdict = left.pop(0) if left and left[0].rule == rule.name else None
            yield {
                "round": rounds,
                "rule": rule.name,
                **_step(verdict, _overruling(rule, block, draft), is_kept=kept),
            }
            kept = verdict.keep if verdict else kept
        if not left or before == len(left):
            return
        rounds += 1


def _step(verdict: Verdict | None, overruling: Overruled | None, *, is_kept: bool) -> dict[str, Any]:
    if verdict is not None:
        return {"said": "keep" if verdict.keep else "drop", "reason": verdict.reason}
    if overruling is not None:
        return {"said": "overruled", "reason": overruling.message}
    return {"said": "nothing", "reason": None if is_kept else "already dropped"}


def _overruling(rule: Rule, block: Block, draft: Draft) -> Overruled | None:
    """The overruled word of a rule on a block, if it had one."""
    return next(
        (
            overruled
            for overruled in draft.overruled
            if overruled.rule == rule.name and any(verdict.block == block.index for verdict in overruled.verdicts)
        ),
        None,
    )


def _lines(found: Sequence[Block], draft: Draft, rules: Sequence[Rule]) -> Iterator[str]:
    layout = Layout(sys.stdout)
    said = last_words(draft)
    width = max(len(rule.name) for rule in rules) if rules else 0
    for block in found:
        yield from layout.block(block, draft.naming_verdict(block), said.get(block.index))
        for step in steps(block, draft, rules):
            again = f" (round {step['round']})" if step["round"] > 1 else ""
            text = f"{INDENT}{step['rule']:<{width}}  {step['said']}{again}"
            text += f": {step['reason']}" if step["reason"] else ""
            yield text if step["said"] in {"nothing", "overruled"} else layout.verdict(step["said"] == "keep", text)
        yield ""
    for note in draft.notes:
        yield layout.line(f"note: {note}")


def _elsewhere(page: Page, phrase: str) -> str:
    if page.fault is not None:
        return f"nothing of the input could be read ({page.fault}: {'; '.join(page.warnings)})"
    if page.html is None:
        return "all of the text is in blocks, so that it is not in the input"
    from html import unescape

    if folded(phrase) in folded(page.html) or folded(phrase) in folded(unescape(page.html)):
        return "the source holds it, but not as visible text: in a script, an attribute or a comment"
    return "nor does the source, as it stands; markup or another spelling may part its words"
