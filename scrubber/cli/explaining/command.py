"""`scrubber explain`: every block of a page in order, kept or dropped, by which rule and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrubber.article import Article, Status
from scrubber.cleaner import judge
from scrubber.cleaner.draft import Draft
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.explaining.layout import Layout
from scrubber.cli.explaining.told import block_record, last_words, write_lines
from scrubber.cli.inputs.found import STANDARD_INPUT, standard_input
from scrubber.cli.options import rules_of
from scrubber.cli.usage import UsageError
from scrubber.page import Block
from scrubber.reader import Source, read


def explain(arguments: argparse.Namespace) -> int:
    """The exit code. Raises SourceError for a file that cannot be opened, RuleError and UsageError."""
    rules = rules_of(arguments)
    draft = judge(read(_source(arguments.input), kind=arguments.kind), rules=rules)
    article = draft.to_article()
    if arguments.metadata:
        from scrubber.cli.explaining.metadata_report import metadata_lines

        write_lines(metadata_lines(article, as_json=arguments.format == "json"))
        return ExitCode.ALL_FAILED if article.status.failed else ExitCode.OK
    if arguments.why is not None:
        from scrubber.cli.explaining.trace import trace

        return trace(draft, rules, arguments.why, as_json=arguments.format == "json")
    if arguments.format == "json":
        lines: Iterator[str] = iter(
            [json.dumps(_record(arguments.input, draft, article), ensure_ascii=False, indent=2)]
        )
    else:
        lines = _lines(arguments.input, draft, article)
    write_lines(lines)
    return ExitCode.ALL_FAILED if article.status.failed else ExitCode.OK


def _source(name: str) -> Source:
    if name == STANDARD_INPUT:
        return standard_input(None).source
    path = Path(name)
    if path.is_dir() or name.lower().removesuffix(".gz").endswith(".jsonl"):
        raise UsageError(f"{name}: explain takes one page; name a file of HTML or text")
    return path


def _lines(name: str, draft: Draft, article: Article) -> Iterator[str]:
    layout = Layout(sys.stdout)
    title = f", “{article.metadata.title}”" if article.metadata.title else ""
    yield layout.strong(f"{name}: {article.status}{title}")
    said = last_words(draft)
    for block in draft.page.blocks:
        yield ""
        yield from layout.block(block, draft.naming_verdict(block), said.get(block.index))
    yield ""
    yield from _summary(draft, article, layout)


def _summary(draft: Draft, article: Article, layout: Layout) -> Iterator[str]:
    kept = [block for block in draft.page.blocks if draft.is_kept(block)]
    yield layout.strong(f"{'words':>7} {'blocks':>7}")
    yield f"{_words(kept):>7} {len(kept):>7}  kept"
    for rule, blocks in _by_rule(draft).items():
        yield f"{_words(blocks):>7} {len(blocks):>7}  dropped by {rule}"
    for warning in article.warnings:
        yield layout.line(f"warning: {warning}")
    if article.status is Status.NO_CONTENT:
        yield "no block is left: --disable RULE leaves a rule out, --why PHRASE traces one block through every rule"


def _by_rule(draft: Draft) -> dict[str, list[Block]]:
    """The blocks that each rule removed, the rule that took the most words first."""
    taken: dict[str, list[Block]] = {}
    for block in draft.page.blocks:
        if (verdict := draft.naming_verdict(block)) is not None:
            taken.setdefault(verdict.rule, []).append(block)
    return dict(sorted(taken.items(), key=lambda item: -_words(item[1])))


def _words(blocks: list[Block]) -> int:
    return sum(block.words for block in blocks)


def _record(name: str, draft: Draft, article: Article) -> dict[str, Any]:
    said = last_words(draft)
    words = Counter({rule: _words(blocks) for rule, blocks in _by_rule(draft).items()})
    return {
        "input": name,
        "status": str(article.status),
        "title": article.metadata.title,
        "blocks": [block_record(block, draft, said.get(block.index)) for block in draft.page.blocks],
        "words_kept": _words([block for block in draft.page.blocks if draft.is_kept(block)]),
        "words_dropped": dict(words),
        "warnings": list(article.warnings),
    }
