"""Mutants of the rules: each is left out, and its main threshold is moved either way. Which fixtures notice?

`mutations.toml` has the mutants; `python tests/mutations.py` prints a table of what notices them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from scrubber import Page, Rule, read, rules
from scrubber.cleaner.main_text import MainText
from scrubber.fixtures.cleaning import Cleaned, cleaned
from scrubber.fixtures.comparison import compare
from scrubber.fixtures.difference import Difference, Kind
from scrubber.fixtures.fixture import Fixture, find_fixtures
from scrubber.fixtures.outputs import Output, content_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
TABLES: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("mutations.toml").read_text(encoding="utf-8")
)
WAYS = ("disabled", "looser", "tighter")
CHOICES: tuple[MainText, ...] = ("auto", "trafilatura")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake in one rule, and how a fixture must notice it."""

    rule: str
    way: str
    """`disabled`, `looser` (it drops more) or `tighter` (it drops less)."""
    kind: Kind
    blamed: str
    """The rule that the difference must name: another one where the mutant is of a rule that brings text back."""
    constant: str | None = None
    """Where the threshold stands, `module.NAME`; None for a rule that is left out."""
    value: float | None = None
    main_text: MainText = "auto"
    """Whose choice of the main text the rule is asked of: some repair only what trafilatura breaks."""

    def __str__(self) -> str:
        return f"{self.rule}-{self.way}"

    @contextmanager
    def in_force(self) -> Iterator[tuple[Rule, ...]]:
        """The rules with the mistake in them."""
        if self.constant is None:
            yield rules(without=[self.rule], main_text=self.main_text)
            return
        module, _, name = self.constant.rpartition(".")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(import_module(module), name, self.value)
            yield rules(main_text=self.main_text)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A fixture, read once for all mutants."""

    fixture: Fixture
    page: Page = field(repr=False)
    expected: Mapping[MainText, Mapping[Output, str]] = field(repr=False)
    """By who chooses the main text: what comes out without any mutant."""

    def new_differences(self, mutated: Cleaned, main_text: MainText) -> list[Difference]:
        """What differs because of a mutant."""
        return list(_differences(self.expected[main_text], mutated))


def read_mutants() -> list[Mutant]:
    """All mutants, in the order of the file."""
    return [_mutant(rule, way, table) for rule, table in TABLES.items() for way in WAYS if way in table]


def read_saved_pages(root: Path = FIXTURES) -> list[SavedPage]:
    """All fixtures whose three expectations are there."""
    return [
        _saved(fixture) for fixture in find_fixtures(root) if all((fixture.folder / one).is_file() for one in Output)
    ]


def value_of(constant: str) -> float:
    """What a threshold is today. Raises AttributeError where it is no longer there."""
    module, _, name = constant.rpartition(".")
    value: float = getattr(import_module(module), name)
    return value


def noticed_by(mutant: Mutant, pages: Sequence[SavedPage]) -> Iterator[tuple[str, Difference]]:
    """The fixtures that turn red with the right class and rule, each with its first such difference."""
    for saved in pages:
        with mutant.in_force() as rule_set:  # never while a caller has the next of them
            mutated = cleaned(saved.page, rule_set)
        found = saved.new_differences(mutated, mutant.main_text)
        right = (one for one in found if one.kind is mutant.kind and one.rule == mutant.blamed)
        if (first := next(right, None)) is not None:
            yield saved.fixture.name, first


def table(pages: Sequence[SavedPage]) -> Iterator[str]:
    """The lines of a Markdown table: for each rule, how many fixtures notice its mutants, and the first of them."""
    mutants = {str(mutant): mutant for mutant in read_mutants()}
    yield "| rule | left out | threshold | looser | tighter |"
    yield "|---|---|---|---|---|"
    for rule, said in TABLES.items():
        cells = [_cell(mutants.get(f"{rule}-{way}"), pages) for way in WAYS]
        constant = said.get("constant")
        threshold = f"{constant.removeprefix('scrubber.cleaner.')} = {value_of(constant)}" if constant else said["why"]
        yield f"| {rule} | {cells[0]} | {threshold} | {cells[1]} | {cells[2]} |"


def _cell(mutant: Mutant | None, pages: Sequence[SavedPage]) -> str:
    if mutant is None:
        return "–"
    names = [name for name, _ in noticed_by(mutant, pages)]
    value = "" if mutant.value is None else f"{mutant.value}: "
    return f"{value}{mutant.kind}, {len(names)} ({names[0]})" if names else f"{value}NOT NOTICED"


def _mutant(rule: str, way: str, said: Mapping[str, Any]) -> Mutant:
    blamed = said.get("blamed", rule)
    main_text = said.get("main_text", "auto")
    if way == "disabled":
        return Mutant(rule, way, Kind(said[way]), blamed, main_text=main_text)
    return Mutant(rule, way, Kind(said[f"{way}_class"]), blamed, said["constant"], said[way], main_text)


def _saved(fixture: Fixture) -> SavedPage:
    says = fixture.says()
    page = read(fixture.page(), url=says.url, kind=says.kind)
    return SavedPage(fixture, page, {main_text: _outputs(page, main_text) for main_text in CHOICES})


def _outputs(page: Page, main_text: MainText) -> dict[Output, str]:
    article = cleaned(page, rules(main_text=main_text)).article
    return {output: content_of(article, output) for output in Output}


def _differences(expected: Mapping[Output, str], actual: Cleaned) -> tuple[Difference, ...]:
    differing = {output: said for output, said in expected.items() if said != content_of(actual.article, output)}
    return compare(differing, dict(expected), actual)


if __name__ == "__main__":
    print("\n".join(table(read_saved_pages())))
