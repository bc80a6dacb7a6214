"""The systems for plain text: for each one small function from a page's text to its main text."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from benchmarks import line_rules
from benchmarks.systems import version_of


@dataclass(frozen=True, slots=True)
class FlatPage:
    """A page as plain text, with what a cleaner may know beside it."""

    text: str
    fold: int = 0
    """The part of the sites that its site is in, 0 to 4: for a model that was fitted without that part."""
    stoplist: str = "English"
    """jusText's list for the language that the page declares; no text says so itself."""


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One way to clean plain text; packages are imported when it is first used."""

    name: str
    clean: Callable[[FlatPage], str]
    module: str | None = None
    """What must be importable for it."""
    package: str | None = None
    """The distribution whose version is reported."""

    @property
    def version(self) -> str:
        """The version of its package, "" if it has none."""
        return version_of(self.package)


def scrubber(page: FlatPage) -> str:
    """Scrubber as it comes."""
    from scrubber import scrub

    return scrub(page.text, kind="text").text


def identity(page: FlatPage) -> str:
    """Everything: the floor of quality."""
    return page.text


def c4(page: FlatPage) -> str:
    """C4's rules for lines."""
    return line_rules.c4(page.text)


def c4_pages(page: FlatPage) -> str:
    """C4's rules for lines and for pages."""
    return line_rules.c4_pages(page.text)


def fineweb(page: FlatPage) -> str:
    """FineWeb's rules, all of them turned into rules for lines."""
    return line_rules.fineweb(page.text)


def fineweb_pages(page: FlatPage) -> str:
    """The same, and its rules for pages."""
    return line_rules.fineweb_pages(page.text)


def justext(page: FlatPage) -> str:
    """The good paragraphs of jusText, each line given as one, with the stoplist of the declared language."""
    paragraphs = importlib.import_module("justext").justext(as_paragraphs(page.text), _stoplist(page.stoplist))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


@cache
def _stoplist(name: str) -> Any:
    return importlib.import_module("justext").get_stoplist(name)


def trafilatura(page: FlatPage) -> str:
    """trafilatura without comments, each line given as a paragraph."""
    from trafilatura import extract

    return extract(as_paragraphs(page.text), include_comments=False) or ""


def as_paragraphs(text: str) -> str:
    r"""The lines as the paragraphs of an HTML page, for systems that read nothing else.

    >>> as_paragraphs("One & two\n\nThree")
    '<html><body><p>One &amp; two</p><p>Three</p></body></html>'
    """
    lines = (escape(line, quote=False) for line in text.splitlines() if line.strip())
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"


CLEANERS = (
    Cleaner("scrubber", scrubber, module="scrubber", package="scrubber"),
    Cleaner("identity", identity),
    Cleaner("c4", c4),
    Cleaner("c4-pages", c4_pages),
    Cleaner("fineweb", fineweb),
    Cleaner("fineweb-pages", fineweb_pages),
    Cleaner("justext", justext, module="justext", package="justext"),
    Cleaner("trafilatura", trafilatura, module="trafilatura", package="trafilatura"),
)
