"""Junk runs: base64, hexadecimal and bytes read as letters, which the reader has lifted out of the text."""

from __future__ import annotations

from collections.abc import Iterator

from scrubber.cleaner.draft import Draft
from scrubber.cleaner.rule import Example, page_rule
from scrubber.junk import is_junk, junk_runs
from scrubber.page import Block, BlockKind

_DATA = "QmFzZTY0IGlzIG5vIHRleHQ" * 12
_ADDRESS = "https://example.org/?state=" + "3fa9c04e" * 40


@page_rule(
    drops=[_DATA, Example(f"<p>The picture {_DATA} was lost.</p>", (_DATA,))],
    keeps=[
        _ADDRESS,
        f"It was found at {_ADDRESS} on Monday.",
        "thesewordshavelosttheirspaces" * 10,
        Example(f"<pre>{_DATA}</pre>"),
    ],
)
def junk_run(draft: Draft) -> Iterator[tuple[Block, str]]:
    """Drop runs of more than 200 characters that are neither words nor an address: base64, hexadecimal, one letter."""
    for block in draft.kept_texts():
        if block.kind is not BlockKind.CODE and is_junk(block.text):
            longest = max(end - start for start, end in junk_runs(block.text))
            yield block, f"a run of {longest:,} characters, and no words"
