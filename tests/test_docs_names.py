"""What the documents name is there, and what is there they name: options, formats, statuses, codes, pages."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from scrubber import FetchStatus, Status
from scrubber.cli import _parser
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.jobs.settled import settled_options, settled_places
from scrubber.cli.outputs.forms import SUFFIX_OF, Form

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
COMMANDS = next(
    action.choices for action in _parser()._actions if isinstance(action, argparse._SubParsersAction) and action.choices
)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def words(page: str) -> str:
    return (ROOT / "docs" / page).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next one."""
    return re.split(r"^#+ ", words(page).split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """What the rows of a table begin with."""
    return re.findall(r"^\| `?(\w+)`? \|", text.partition("|---|")[2], re.MULTILINE)


def options_of(command: str) -> set[str]:
    return {name for action in COMMANDS[command]._actions for name in action.option_strings if name.startswith("--")}


@pytest.mark.parametrize(("command", "inherited"), [("clean", ()), ("fetch", ("clean",))])
def test_the_options_of_a_command_are_all_described(command: str, inherited: tuple[str, ...]) -> None:
    described = {
        option
        for name in (command, *inherited)
        for row in re.findall(r"^\| (`-.*?) \|", section("cli.md", f"scrubber {name}"), re.MULTILINE)
        for option in OPTION.findall(row)
    }
    assert options_of(command) - {"--help", "--output", "--input"} <= described
    assert described <= options_of(command) | {option for name in inherited for option in options_of(name)}


@pytest.mark.parametrize("page", ["cli.md", "jobs.md", "fetching.md"])
def test_the_options_that_a_page_names_are_there(page: str) -> None:
    there = {option for command in ("clean", "fetch", "links", "explain") for option in options_of(command)}
    fixtures = {"--guards", "--url", "--case"} | {"--version"}
    assert set(OPTION.findall(words(page))) <= there | fixtures


def test_the_formats_are_all_there_with_their_suffixes() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| `(\.\w+)` \|", section("cli.md", "Formats"), re.MULTILINE)
    assert rows == list(SUFFIX_OF.items())
    told = re.search(r"^(`.*) are \*\*rows\*\*", section("cli.md", "Formats"), re.MULTILINE)
    assert told and set(re.findall(r"`(\w+)`", told[1])) == {name for name in SUFFIX_OF if Form(name).has_rows}


def test_the_statuses_and_codes_are_all_there() -> None:
    assert first_cells(section("cli.md", "Statuses")) == list(Status)
    failed = re.findall(r"^\| `(\w+)` \| failed:", section("cli.md", "Statuses"), re.MULTILINE)
    assert set(failed) == {status for status in Status if status.failed}
    assert first_cells(section("fetching.md", "What becomes of a URL")) == list(FetchStatus)
    assert first_cells(section("cli.md", "Exit codes")) == [str(int(code)) for code in ExitCode]


def test_the_options_that_a_job_holds_to_are_those_that_its_guide_names() -> None:
    told = re.search(r"\*\*Other options are refused\*\*(.*?)Inputs, manners", words("jobs.md"), re.DOTALL)
    assert told
    places = "-o a/ --save-html b --save-warc c --rules d"
    others = "--keep-secrets --keep-truncated --comments --disable e --format json --front-matter"
    given = _parser().parse_args(f"fetch {places} {others}".split())
    also_of_clean = {"kind", "split", "column"}
    held = set(settled_options(given)) | set(settled_places(given)) | also_of_clean
    said_in_words = {"command", "output"}
    assert {option.removeprefix("--").replace("-", "_") for option in OPTION.findall(told[1])} == held - said_in_words


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    for path, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", page.read_text(encoding="utf-8")):
        target = page.parent / path if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors_of(target), f"{path}#{anchor}"
