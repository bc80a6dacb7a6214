"""`scrubber fixture add`: a saved page becomes a fixture, with what comes out of it today."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from scrubber.cleaner.rule import Rule
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.explain import write_lines
from scrubber.cli.inputs import STANDARD_INPUT, standard_input
from scrubber.cli.options import rules_of
from scrubber.cli.terminal import say
from scrubber.cli.usage import UsageError
from scrubber.errors import SourceError
from scrubber.fixtures.addition import Addition, AdditionError, folder_for, host_of, url_of
from scrubber.fixtures.cleaning import cleaned
from scrubber.fixtures.fixture import Fixture, Says
from scrubber.page import Page
from scrubber.reader import Kind, read
from scrubber.reader.source import content_of
from scrubber.version import __version__


def add_fixtures(arguments: argparse.Namespace) -> int:
    """The exit code. Nothing is written unless every page can be. Raises UsageError, SourceError, OutputError."""
    if len(arguments.pages) > 1 and (arguments.url is not None or arguments.case is not None):
        raise UsageError("--url and --case are of one page; add the pages one by one")
    rules = rules_of(arguments)
    additions = [_addition(arguments, name, rules) for name in arguments.pages]
    folders = [one.fixture.folder for one in additions]
    if doubled := next((folder for folder in folders if folders.count(folder) > 1), None):
        raise UsageError(f"{doubled}: two of the pages would be there; add them one by one, with --case")
    for one in additions:
        one.write()
        write_lines(iter([_summary(one)]))
    say("read article.md and removals.tsv in each: what they hold is expected from now on")
    return ExitCode.OK


def _addition(arguments: argparse.Namespace, name: str, rules: tuple[Rule, ...]) -> Addition:
    content = _content(name)
    page = _page(arguments, name, content)
    url = page.url or ""
    outcome = cleaned(page, rules)
    try:
        title = outcome.article.metadata.title
        folder = folder_for(Path(arguments.folder), url, case=arguments.case, title=title)
    except AdditionError as error:
        raise UsageError(f"{name}: {error}") from error
    kind: Kind = "text" if page.html is None else "html"
    guards = arguments.guards if arguments.guards is not None else _default_guards(url)
    return Addition(Fixture(folder), Says(url, kind, guards, __version__), content, outcome)


def _default_guards(url: str) -> str:
    return f"A page of {host_of(url)}, added on {date.today()}, goes on giving the text that a person has read."


def _summary(added: Addition) -> str:
    article = added.cleaned.article
    words = sum(block.words for block in article.blocks)
    lines = "1 line" if len(article.removals) == 1 else f"{len(article.removals)} lines"
    return f"{added.fixture.folder}: {article.status}, {words} words kept, {lines} removed"


def _content(name: str) -> bytes:
    if name == STANDARD_INPUT:
        job = standard_input(None)
        if job.problem is not None:
            raise SourceError(name, job.problem)
        content = content_of(job.source)
    else:
        content = content_of(Path(name))
    if content is None:
        raise SourceError(name, "is too large for a page")
    return content if isinstance(content, bytes) else content.encode()


def _page(arguments: argparse.Namespace, name: str, content: bytes) -> Page:
    """The page, read with its URL. Raises UsageError where it is no page, or its URL is not known."""
    page = read(content, url=arguments.url, kind=arguments.kind)
    if page.fault is not None:
        raise UsageError(f"{name}: {page.fault}: {'; '.join(page.warnings)}; a fixture needs a page of HTML or text")
    if page.url is not None:
        return page
    url = url_of(page)
    if url is None:
        raise UsageError(f"{name}: does not say its address (canonical URL or og:url); give it with --url")
    return read(content, url=url, kind=arguments.kind)
