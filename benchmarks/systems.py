"""The extractors: for each one small function from a page's bytes to its main text, metadata off."""

import importlib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import metadata
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from benchmarks.errors import BenchmarkError
from benchmarks.stoplists import stoplist_name
from benchmarks.visible import visible_text

if TYPE_CHECKING:
    from scrubber.cleaner.main_text import MainText
    from scrubber.cleaner.models import Models

Extract = Callable[[bytes], str]
Given = TypeVar("Given")
Result = TypeVar("Result")


class Named(Protocol):
    """What can be chosen by its name, and may need a package."""

    @property
    def name(self) -> str:
        """What `--systems` calls it."""

    @property
    def module(self) -> str | None:
        """What must be importable for it."""

    @property
    def package(self) -> str | None:
        """The distribution that brings the module."""


Chosen = TypeVar("Chosen", bound=Named)


@dataclass(frozen=True, slots=True)
class System:
    """One way to extract main text; packages are imported when it is first used."""

    name: str
    extract: Extract
    module: str | None = None
    """What must be importable for it."""
    package: str | None = None
    """The distribution whose version is reported."""
    timed: Extract | None = None
    """What `speed` times instead of `extract`."""
    by_model: Callable[[bytes, "Models"], str] | None = None
    """The same with other models than the shipped ones, which may not have seen the page's site."""

    @property
    def version(self) -> str:
        """The version of its package, "" if it has none."""
        return version_of(self.package)


def version_of(package: str | None) -> str:
    """The version of an installed distribution, "" for one that is not there."""
    try:
        return metadata.version(package) if package else ""
    except metadata.PackageNotFoundError:
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system said about a page."""

    text: str
    crash: str | None = None
    """The exception it raised; the text is then empty."""


def ask(extract: Callable[[Given], str], page: Given) -> Answer:
    """The answer of an extractor or a cleaner; a crash is an empty answer that says so."""
    text, crash = attempt(extract, page)
    return Answer(text or "", crash)


def attempt(call: Callable[[Given], Result], given: Given) -> tuple[Result | None, str | None]:
    """What the call returns, and the exception that it raised instead."""
    try:
        return call(given), None
    except Exception as error:  # noqa: BLE001 - a peer may raise anything; the crash is counted and shown
        return None, f"{type(error).__name__}: {error}"[:200]


def scrubber(page: bytes, main_text: "MainText" = "auto") -> str:
    """Scrubber as it comes, or with another judge of the main text."""
    from scrubber import scrub

    return scrub(page, kind="html", rules=_rules(main_text)).text


def scrubber_by_model(page: bytes, models: "Models", main_text: "MainText" = "auto") -> str:
    """The same with other models."""
    from scrubber import read
    from scrubber.cleaner import judge

    return judge(read(page, kind="html"), rules=_rules(main_text), models=models).to_article().text


@cache
def _rules(main_text: "MainText") -> Any:
    from scrubber import rules

    return rules(main_text=main_text)


def trafilatura(page: bytes) -> str:
    """The default of trafilatura: comments under an article are in its text."""
    from trafilatura import extract

    return extract(page) or ""


def trafilatura_nocomments(page: bytes) -> str:
    """The default without comments, which the truths of the known sets leave out too."""
    from trafilatura import extract

    return extract(page, include_comments=False) or ""


def trafilatura_fast(page: bytes) -> str:
    """The same without its fallback extractors."""
    from trafilatura import extract

    return extract(page, include_comments=False, fast=True) or ""


def resiliparse(page: bytes) -> str:
    """Resiliparse's main content, the bytes decoded by its own detection."""
    encoding = importlib.import_module("resiliparse.parse.encoding")
    html2text = importlib.import_module("resiliparse.extract.html2text")
    html = encoding.bytes_to_str(page, encoding.detect_encoding(page, from_html_meta=True))
    return str(html2text.extract_plain_text(html, main_content=True))


def readability(page: bytes) -> str:
    """The text of readability-lxml's summary, which is HTML."""
    from lxml.html import fromstring

    return visible_text(fromstring(importlib.import_module("readability").Document(page).summary()))


@cache
def _stoplist(name: str) -> Any:
    return importlib.import_module("justext").get_stoplist(name)


def justext(page: bytes) -> str:
    """The good paragraphs of jusText, with the stoplist of the declared language."""
    paragraphs = importlib.import_module("justext").justext(page, _stoplist(stoplist_name(page)))
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def newspaper(page: bytes) -> str:
    """newspaper4k's article text; it reads metadata on the way and cannot be told not to."""
    article = importlib.import_module("newspaper").Article("https://page.example/", fetch_images=False)
    article.download(input_html=page, ignore_read_more=True)  # given its HTML, this fetches nothing
    return str(article.parse().text)


def parse(page: bytes) -> str:
    """Everything visible in the body: the floor of quality."""
    from lxml.html import document_fromstring

    return visible_text(document_fromstring(page))


def parse_only(page: bytes) -> str:
    """No text, only lxml's parse: the floor of time."""
    from lxml.html import document_fromstring

    document_fromstring(page)
    return ""


SYSTEMS = (
    System("scrubber", scrubber, "scrubber", "scrubber", by_model=scrubber_by_model),
    *(
        System(
            f"scrubber-{main_text}",
            partial(scrubber, main_text=main_text),
            module="scrubber",
            package="scrubber",
            by_model=partial(scrubber_by_model, main_text=main_text),
        )
        for main_text in ("fast", "trafilatura")
    ),
    System("trafilatura", trafilatura, module="trafilatura", package="trafilatura"),
    System("trafilatura-nocomments", trafilatura_nocomments, module="trafilatura", package="trafilatura"),
    System("trafilatura-fast", trafilatura_fast, module="trafilatura", package="trafilatura"),
    System("resiliparse", resiliparse, module="resiliparse.extract.html2text", package="resiliparse"),
    System("readability", readability, module="readability", package="readability-lxml"),
    System("justext", justext, module="justext", package="justext"),
    System("newspaper", newspaper, module="newspaper", package="newspaper4k"),
    System("parse", parse, module="lxml.html", package="lxml", timed=parse_only),
)


def choose_systems(names: Sequence[str], known: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """The systems of these names, in this order; raises `BenchmarkError` for an unknown or uninstalled one."""
    by_name = {system.name: system for system in known}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise BenchmarkError(f"no system is called {', '.join(unknown)}; there are {', '.join(by_name)}")
    chosen = tuple(by_name[name] for name in dict.fromkeys(names))
    for system in chosen:
        require_package(system)
    return chosen


def require_package(system: Named) -> None:
    """Import what the system needs, or say how to install it: else each page would count as a crash."""
    if system.module is None:
        return
    try:
        with warnings.catch_warnings(action="ignore"):  # newspaper4k misses nltk aloud; it is not needed here
            importlib.import_module(system.module)
    except ImportError as error:
        raise BenchmarkError(
            f"system {system.name} needs {system.package or system.module} ({error}): pip install -e '.[bench]'"
        ) from error
