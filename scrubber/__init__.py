"""Strips the boilerplate from web pages, saved as HTML or as plain text, and says why each line went.

>>> import scrubber
>>> article = scrubber.scrub("The council met on Monday.\\n\\nPhoto: Ann Lee / Reuters")
>>> article.text
'The council met on Monday.'
>>> [(removal.rule, removal.text) for removal in article.removals]
[('credit', 'Photo: Ann Lee / Reuters')]
"""

from typing import TYPE_CHECKING

from scrubber.version import __version__

if TYPE_CHECKING:
    from scrubber.article import Article, Metadata, Removal, Status
    from scrubber.cleaner import clean
    from scrubber.cleaner.draft import Draft
    from scrubber.cleaner.examples import check_examples
    from scrubber.cleaner.rule import Example, Rule, block_rule, page_rule
    from scrubber.cleaner.rules import RULES, rules
    from scrubber.cleaner.user_rules import read_rules
    from scrubber.errors import JournalError, OutputError, RuleError, ScrubberError, SourceError
    from scrubber.fetcher import (
        Access,
        Cleaning,
        Fetcher,
        FetchResult,
        FetchStatus,
        Limits,
        PageCache,
        Politeness,
        fetch,
    )
    from scrubber.journal import Journal
    from scrubber.page import Block, BlockKind, Image, Link, Page
    from scrubber.reader import read
    from scrubber.scrubbing import scrub, scrub_split
    from scrubber.serializer.markdown import to_markdown
    from scrubber.workers import Job, scrub_many

__all__ = [
    "RULES",
    "Access",
    "Article",
    "Block",
    "BlockKind",
    "Cleaning",
    "Draft",
    "Example",
    "FetchResult",
    "FetchStatus",
    "Fetcher",
    "Image",
    "Job",
    "Journal",
    "JournalError",
    "Limits",
    "Link",
    "Metadata",
    "OutputError",
    "Page",
    "PageCache",
    "Politeness",
    "Removal",
    "Rule",
    "RuleError",
    "ScrubberError",
    "SourceError",
    "Status",
    "__version__",
    "block_rule",
    "check_examples",
    "clean",
    "fetch",
    "page_rule",
    "read",
    "read_rules",
    "rules",
    "scrub",
    "scrub_many",
    "scrub_split",
    "to_markdown",
]

# Imported when they are asked for: every test run of every project imports this package, if only for its pytest plugin.
_NAMES_OF = {
    "article": ("Article", "Metadata", "Removal", "Status"),
    "cleaner": ("clean",),
    "cleaner.draft": ("Draft",),
    "cleaner.examples": ("check_examples",),
    "cleaner.rule": ("Example", "Rule", "block_rule", "page_rule"),
    "cleaner.rules": ("RULES", "rules"),
    "cleaner.user_rules": ("read_rules",),
    "errors": ("JournalError", "OutputError", "RuleError", "ScrubberError", "SourceError"),
    "fetcher": ("Access", "Cleaning", "FetchResult", "FetchStatus", "Fetcher", "Limits", "Politeness", "fetch"),
    "fetcher.page_cache": ("PageCache",),
    "journal": ("Journal",),
    "page": ("Block", "BlockKind", "Image", "Link", "Page"),
    "reader": ("read",),
    "scrubbing": ("scrub", "scrub_split"),
    "serializer.markdown": ("to_markdown",),
    "workers": ("Job", "scrub_many"),
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _NAMES_OF.items():
        if name in names:
            value: object = getattr(import_module(f"scrubber.{module}"), name)
            globals()[name] = value  # the next time it is an attribute like any other
            return value
    raise AttributeError(f"module 'scrubber' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
