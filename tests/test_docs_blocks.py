"""Every fenced block of the documents is run, or read by what it is written for."""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fenced_blocks import PAGES, ROOT, Block, blocks_of, commands_of, lines_of
from killing import ENVIRONMENT
from misbehaving.answers import HTML, by_target, page
from misbehaving.server import Server
from site_on_loopback import here
from transcripts import RUN_AGAINST_A_SITE, RUN_AS_WRITTEN, RUN_IN_A_CHECKOUT, Command, Saved, steps_of

from benchmarks.corpus import read_sets
from benchmarks.hostile import command as hostile
from benchmarks.metadata.readers import READERS
from benchmarks.options import names_of, parser_of
from benchmarks.plain_text.cleaners import CLEANERS
from benchmarks.systems import SYSTEMS
from benchmarks.training import command as training
from scrubber import RULES, check_examples, read_rules
from scrubber.cli import _parser

BLOCKS = [block for page in PAGES for block in blocks_of(page)]
TRANSCRIPTS = {ROOT / "docs" / name for name in (*RUN_AS_WRITTEN, RUN_AGAINST_A_SITE, RUN_IN_A_CHECKOUT)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES_OF_PROGRAMS = sorted(
    {
        block.page
        for block in BLOCKS
        if block.language == "python" and not block.is_doctest and block.page not in TRANSCRIPTS
    }
)
TYPED = re.compile(r"^(\$|>>>) ", re.MULTILINE)


def parse(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    try:
        return parser.parse_args(arguments)
    except SystemExit as error:
        raise AssertionError(f"{parser.prog} does not take {arguments}") from error


def of_make(arguments: list[str]) -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert arguments and set(arguments) <= set(targets)


def of_pip(arguments: list[str]) -> None:
    """It is not installed, but what is asked for is there."""
    *options, what = arguments
    assert options in (["install"], ["install", "-e"])
    name, _, extra = what.removesuffix("]").partition("[")
    assert name in {".", PROJECT["project"]["name"]}
    assert not extra or extra in PROJECT["project"]["optional-dependencies"]


def of_python(arguments: list[str]) -> None:
    if arguments[0] != "-m":
        assert (ROOT / arguments[0]).is_file()
        return
    _, module, *rest = arguments
    if module == "benchmarks" and rest[:1] == ["hostile"]:
        parse(hostile._parser(), rest[1:])
    elif module == "benchmarks":
        asked = parse(parser_of(SYSTEMS, CLEANERS, READERS), rest)
        assert set(names_of(asked.systems)) <= {system.name for system in SYSTEMS}
    elif module in {"benchmarks.block_model", "benchmarks.line_model"}:
        parse(training._parser(module, ""), rest)
    elif not (ROOT / module.replace(".", "/")).with_suffix(".py").is_file():  # a module alone says itself what it takes
        parse(importlib.import_module(f"{module}.__main__").command_line(), rest)


PROGRAMS: dict[str, Callable[[list[str]], object]] = {
    "scrubber": lambda arguments: parse(_parser(), arguments),
    "make": of_make,
    "pip": of_pip,
    "python": of_python,
    "export": lambda arguments: [word.index("=") for word in arguments],
}


def check_commands(block: Block) -> None:
    """Each command is one that its program takes."""
    commands = [command for line in lines_of(block) for command in commands_of(line)]
    assert commands, "it has no command"
    for program, *arguments in commands:
        assert program in PROGRAMS, f"no test knows what {program} takes"
        PROGRAMS[program](arguments)


def check_text(block: Block) -> None:
    """It is for the eye; nothing in it is typed."""
    assert not TYPED.search(block.content), "say `console` or `python` of what is typed"


def check_rules(block: Block) -> None:
    """It is the file that the page names, and its examples hold."""
    path = ROOT / "docs" / "your-rules.toml"
    assert path.read_text(encoding="utf-8") == block.content
    assert [said for rule in read_rules(path) for said in check_examples(rule)] == []


def check_example(block: Block) -> None:
    """It is an example of a rule, which other tests try."""
    pages = {example.page for rule in RULES for example in (*rule.drops, *rule.keeps)}
    assert block.content.rstrip("\n") in {page.rstrip("\n") for page in pages}


def check_program(block: Block) -> None:
    """Doctest runs it, or it is a part of a page's program, which is run below."""
    if block.is_doctest:
        folders = [ROOT / folder for folder in PROJECT["tool"]["pytest"]["ini_options"]["testpaths"]]
        assert "--doctest-glob=*.md" in PROJECT["tool"]["pytest"]["ini_options"]["addopts"]
        assert any(folder in block.page.parents for folder in folders), "doctest does not look at this page"
    else:
        assert block.page in PAGES_OF_PROGRAMS


READ: dict[str, Callable[[Block], None]] = {
    "sh": check_commands,
    "console": check_commands,
    "text": check_text,
    "toml": check_rules,
    "html": check_example,
    "python": check_program,
}


def steps_in(page: Path) -> Iterator[str]:
    """What a transcript types and saves."""
    for step in steps_of(page.read_text(encoding="utf-8")):
        assert isinstance(step, Saved | Command)
        yield step.content if isinstance(step, Saved) else step.line


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_every_block_is_run_or_read(block: Block) -> None:
    assert block.language, "say what it is: `text`, if it is for the eye"
    if block.page in TRANSCRIPTS and not block.is_doctest:
        done = set(steps_in(block.page))
        typed = lines_of(block) if block.language == "console" else [block.content]
        assert typed and set(typed) <= done, "the test of the transcript neither saves nor runs it"
        return
    assert block.language in READ, f"no test runs or reads a block of {block.language}"
    READ[block.language](block)


def program_of(page: Path) -> str:
    return "\n".join(
        block.content for block in BLOCKS if block.page == page and block.language == "python" and not block.is_doctest
    )


def run(program: str, folder: Path) -> str:
    """What a page's program prints, in a folder with the files that pages name."""
    (folder / "page.html").write_bytes(HTML)
    (folder / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=60
    )
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", PAGES_OF_PROGRAMS, ids=lambda path: path.name)
def test_the_programs_of_a_page_run_one_after_the_other(path: Path, tmp_path: Path) -> None:
    with Server(by_target({f"/{place}": page(HTML) for place in ("bridge", "market")})) as server:
        printed = run(here(program_of(path), server), tmp_path).replace(server.url(""), "")
    if "fetch_all" in program_of(path):
        assert sorted(printed.splitlines()) == ["/bridge ok 9", "/market ok 9"]
        assert (tmp_path / "pages.sqlite").exists()


def test_the_set_of_pages_that_the_docs_write_is_one_that_the_benchmarks_read(tmp_path: Path) -> None:
    run(program_of(ROOT / "docs" / "benchmarks.md"), tmp_path)
    (written,) = read_sets((tmp_path / "mine",))
    assert [(one.id, one.type) for one in written.pages] == [("bridge", "article")]
