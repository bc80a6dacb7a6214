"""What extractors remember of the texts of a page, so that none of them finds there what it has read a moment ago."""

import importlib
import sys

from benchmarks.rule_times import text_memos

TRAFILATURA_MEMOS = ("line_processing", "trim")


def forget_texts() -> None:
    """Forget the texts that Scrubber, trafilatura and htmldate remember, as far as they have been imported."""
    for memo in text_memos():
        memo.cache_clear()
    if trafilatura := sys.modules.get("trafilatura.utils"):
        for name in TRAFILATURA_MEMOS:
            getattr(trafilatura, name).cache_clear()
    if "htmldate" in sys.modules:
        importlib.import_module("htmldate.meta").reset_caches()
