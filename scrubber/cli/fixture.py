"""`scrubber fixture`: saved pages with what must come out of them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrubber.cleaner.rule import Rule
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.explain import write_lines
from scrubber.cli.fixture_report import differences_record, lines_of
from scrubber.cli.layout import Layout
from scrubber.cli.options import rules_of
from scrubber.cli.terminal import say
from scrubber.cli.usage import UsageError
from scrubber.fixtures.accept import accept
from scrubber.fixtures.check import Checked, check, silent_rules
from scrubber.fixtures.fixture import Fixture, find_fixtures


def run_fixture(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, RuleError, SourceError and OutputError."""
    if arguments.action == "add":
        from scrubber.cli.fixture_add import add_fixtures

        return add_fixtures(arguments)
    rules = rules_of(arguments)
    fixtures = chosen_fixtures(arguments.folder, arguments.cases)
    if arguments.action == "accept":
        return _accept_all(fixtures, rules)
    return _check_all(fixtures, rules, as_json=arguments.format == "json")


def chosen_fixtures(folder: str, cases: Sequence[str]) -> list[Fixture]:
    """The fixtures in a folder that are asked for, all if none is named. Raises UsageError."""
    root = Path(folder)
    if not root.is_dir():
        raise UsageError(f"{folder}: there is no such folder; check the path")
    try:
        found = find_fixtures(root)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be listed: {error.strerror}") from error
    if not found:
        raise UsageError(f"{folder}: holds no fixture (HOST/CASE/page.toml); `scrubber fixture add` makes one")
    for case in cases:
        if not any(_is_named(fixture, case) for fixture in found):
            raise UsageError(f"{case}: no fixture in {folder} has that name; check it, or leave it out to take all")
    return [fixture for fixture in found if not cases or any(_is_named(fixture, case) for case in cases)]


def _is_named(fixture: Fixture, case: str) -> bool:
    host, _, name = fixture.name.rpartition("/")
    return case.strip("/") in (host, name, fixture.name) or Path(case).absolute() == fixture.folder.absolute()


def _check_all(fixtures: list[Fixture], rules: tuple[Rule, ...], *, as_json: bool) -> int:
    checked = [check(fixture, rules) for fixture in fixtures]
    differing = [one for one in checked if one.differing]
    if as_json:
        records = [differences_record(one) for one in checked]
        write_lines(iter([json.dumps({"fixtures": records}, ensure_ascii=False, indent=2)]))
    else:
        write_lines(_report(differing))
    _warn_of_silent_rules(rules, checked)
    advice = "; `scrubber fixture accept` takes over what is right" if differing else ""
    says = f"{len(differing) or 'none'} {_verb(len(differing))} from what is expected{advice}"
    say(f"{_counted(len(checked))} checked, {says}")
    return ExitCode.DRIFTED if differing else ExitCode.OK


def _accept_all(fixtures: list[Fixture], rules: tuple[Rule, ...]) -> int:
    checked = [check(fixture, rules) for fixture in fixtures]
    broken = [one for one in checked if one.cleaned is None]
    rewritten = [one for one in checked if accept(one)]
    write_lines(_report(rewritten))
    for one in broken:
        say(f"{one.differences[0].what}: {one.differences[0].detail}")
    _warn_of_silent_rules(rules, checked)
    advice = "; read what changed before you commit it" if rewritten else ""
    say(f"{len(rewritten) or 'none'} of {_counted(len(checked))} rewritten{advice}")
    if broken:
        return ExitCode.ALL_FAILED if len(broken) == len(checked) else ExitCode.SOME_FAILED
    return ExitCode.OK


def _report(checked: list[Checked]) -> Iterator[str]:
    layout = Layout(sys.stdout)
    for number, one in enumerate(checked):
        if number:
            yield ""
        yield from lines_of(one, layout)


def _warn_of_silent_rules(rules: tuple[Rule, ...], checked: list[Checked]) -> None:
    for name in silent_rules(rules, checked):
        say(f"warning: rule {name} matched nothing on {_counted(len(checked))}; check it, or add a page that it is for")


def _counted(number: int) -> str:
    return f"{number} fixture" if number == 1 else f"{number} fixtures"


def _verb(number: int) -> str:
    return "differs" if number == 1 else "differ"
