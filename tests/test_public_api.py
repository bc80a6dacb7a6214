"""What others rely on: the names, and that a type checker has seen each of them."""

from __future__ import annotations

import re
from pathlib import Path

import scrubber

NAMES = {
    *("Access", "Article", "Block", "BlockKind", "Cleaning", "Draft", "Example", "FetchResult", "FetchStatus"),
    *("Fetcher", "Image", "Job", "Journal", "JournalError", "Limits", "Link", "Metadata", "OutputError", "Page"),
    *("PageCache", "Politeness", "RULES", "Removal", "Rule", "RuleError", "ScrubberError", "SourceError", "Status"),
    *("__version__", "block_rule", "check_examples", "clean", "fetch", "page_rule", "read", "read_rules", "rules"),
    *("scrub", "scrub_many", "scrub_split", "to_markdown"),
}


def test_the_public_names_are_these() -> None:
    """Whoever adds or removes one changes this list, and says so in CHANGELOG.md."""
    assert set(scrubber.__all__) == NAMES


def test_each_public_name_is_type_checked_from_outside() -> None:
    checked = Path(__file__).with_name("public_types.py").read_text("utf-8")
    assert [name for name in NAMES if not re.search(rf"scrubber\.{name}\b", checked)] == []
