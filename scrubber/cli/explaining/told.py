"""What is told of a block, and how it is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.verdict import Verdict
from scrubber.cli.terminal import write_stdout
from scrubber.errors import OutputError
from scrubber.page import Block


def write_lines(lines: Iterable[str]) -> None:
    """Print in UTF-8. Raises OutputError where standard output is closed, OSError where it is full."""
    if sys.stdout is None:
        raise OutputError("standard output", "is closed; open it, or send it to a file")
    write_stdout("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


def last_words(draft: Draft) -> dict[int, Verdict]:
    """What was said last of each block that anything was said of."""
    return {verdict.block: verdict for verdict in draft.verdicts}


def block_record(block: Block, draft: Draft, last: Verdict | None) -> dict[str, Any]:
    """A block with what became of it. `rule` is None where no rule spoke of it."""
    naming = draft.naming_verdict(block) or last
    return {
        "index": block.index,
        "kept": draft.is_kept(block),
        "kind": str(block.kind),
        "place": block.place,
        "rule": naming.rule if naming else None,
        "reason": naming.reason if naming else None,
        "words": block.words,
        "text": block.text,
    }
