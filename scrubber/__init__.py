"""Strips the boilerplate from web pages, saved as HTML or as plain text, and says why each line went.

>>> import scrubber
>>> article = scrubber.scrub("The council met on Monday.\\n\\nPhoto: Ann Lee / Reuters")
>>> article.text
'The council met on Monday.'
>>> [(removal.rule, removal.text) for removal in article.removals]
[('credit', 'Photo: Ann Lee / Reuters')]
"""

from scrubber.article import Article, Metadata, Removal, Status
from scrubber.cleaner import clean
from scrubber.cleaner.rule import Example, Rule, block_rule, page_rule
from scrubber.cleaner.rules import RULES, rules
from scrubber.errors import OutputError, RuleError, ScrubberError, SourceError
from scrubber.page import Block, BlockKind, Image, Link, Page
from scrubber.reader import read
from scrubber.scrubbing import scrub
from scrubber.version import __version__
from scrubber.workers import scrub_many

__all__ = [
    "RULES",
    "Article",
    "Block",
    "BlockKind",
    "Example",
    "Image",
    "Link",
    "Metadata",
    "OutputError",
    "Page",
    "Removal",
    "Rule",
    "RuleError",
    "ScrubberError",
    "SourceError",
    "Status",
    "__version__",
    "block_rule",
    "clean",
    "page_rule",
    "read",
    "rules",
    "scrub",
    "scrub_many",
]
