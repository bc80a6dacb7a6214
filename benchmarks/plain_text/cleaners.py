"""The systems for plain text: for each one small function from a page's text to its main text."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.out_of_fold import model_of_fold
from benchmarks.plain_text import line_rules
from benchmarks.systems import version_of

if TYPE_CHECKING:
    from scrubber import Page
    from scrubber.cleaner.models import Models


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
    tell_regime: Callable[[FlatPage], str] | None = None
    """Whether a text is a whole `page` or the `body` of one; None for a cleaner that does not say."""

    @property
    def version(self) -> str:
        """The version of its package, "" if it has none."""
        return version_of(self.package)


def scrubber(page: FlatPage) -> str:
    """Scrubber as it comes."""
    from scrubber import scrub

    return scrub(page.text, kind="text").text


def out_of_fold(cleaner: Cleaner, models: Path) -> Cleaner:
    """The cleaner; Scrubber with, for each page, the line model that was trained without the page's site."""
    if cleaner.name != "scrubber":
        return cleaner
    return replace(cleaner, clean=partial(_clean_out_of_fold, models), tell_regime=partial(tell_regime, models))


def _clean_out_of_fold(models: Path, page: FlatPage) -> str:
    from scrubber.cleaner import judge

    return judge(read_text(page), models=_models_of_fold(models, page.fold)).to_article().text


def tell_regime(models: Path | None, page: FlatPage) -> str:
    """What Scrubber takes a text for: `page` or `body`."""
    from scrubber.cleaner.draft import Draft
    from scrubber.cleaner.models import SHIPPED
    from scrubber.cleaner.plain_text.passages import passages_of

    read = read_text(page)
    chosen = _models_of_fold(models, page.fold) if models else SHIPPED
    scores = Draft(replace(read, blocks=passages_of(read.blocks).blocks), chosen).line_scores
    return "page" if scores is not None and scores.is_page else "body"


def read_text(page: FlatPage) -> Page:
    """The text as Scrubber reads it."""
    from scrubber import read

    return read(page.text, kind="text")


def _models_of_fold(models: Path, fold: int) -> Models:
    """The line model that `python -m benchmarks.line_model --folds` has trained without a part of the sites."""
    from scrubber.cleaner.models import Models
    from scrubber.cleaner.plain_text.model import read_model

    return Models(line=model_of_fold(models, fold, read_model))


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
    Cleaner("scrubber", scrubber, module="scrubber", package="scrubber", tell_regime=partial(tell_regime, None)),
    Cleaner("identity", identity),
    Cleaner("c4", c4),
    Cleaner("c4-pages", c4_pages),
    Cleaner("fineweb", fineweb),
    Cleaner("fineweb-pages", fineweb_pages),
    Cleaner("justext", justext, module="justext", package="justext"),
    Cleaner("trafilatura", trafilatura, module="trafilatura", package="trafilatura"),
)
