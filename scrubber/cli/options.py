"""The options of each command. The choices are spelled out, so that `--help` need not import what they choose."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrubber.cleaner.rule import Rule

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

MAX_TIMEOUT_SECONDS = 86_400
FORMATS = (
    *("text", "markdown", "html", "json", "jsonl", "csv", "parquet", "tei"),
    *("schema-org", "trafilatura"),
)


def add_clean(commands: Commands) -> None:
    """`scrubber clean`."""
    says = "write the article of each page"
    parser = commands.add_parser("clean", help=says, description=f"{says.capitalize()}.")
    sources = "a file, a folder, a glob, a .jsonl or .parquet of {url, html|text}, a .warc, any of them .gz; or -"
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help=sources)
    holds = "what holds the page in .jsonl and .parquet; default: html, text"
    parser.add_argument("--column", metavar="NAME", help=holds)
    add_output(parser)
    delimiter = (
        r"what stands between the articles of a text: a line, or \f \n \t \0 anywhere; write --split=--- for dashes"
    )
    parser.add_argument("--split", metavar="DELIM", help=delimiter)
    add_workers(parser)
    _add_selection(parser)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where articles go, and in which form."""
    parser.add_argument("-o", "--output", metavar="DIR|FILE", help="where to write; standard output if not given")
    parser.add_argument("--format", choices=FORMATS, help="default: by the suffix of -o FILE, else text")
    parser.add_argument("--front-matter", action="store_true", help="with markdown: the metadata above it, as YAML")
    keeps = "keep there what is done, and go on where the command was ended"
    parser.add_argument("--job", metavar="FILE", help=keeps)


def add_workers(parser: argparse.ArgumentParser) -> None:
    """How many clean pages, and what one may take."""
    parser.add_argument("--jobs", type=count, metavar="N", help="worker processes; default: one a core")
    parser.add_argument(
        "--timeout", type=seconds, default=10.0, metavar="S", help="seconds to clean a page; default: 10"
    )
    parser.add_argument("--memory-limit", type=count, default=1000, metavar="MB", help="memory a page; default: 1000")


def add_explain(commands: Commands) -> None:
    """`scrubber explain`."""
    parser = commands.add_parser(
        "explain",
        help="show what was kept and dropped of a page, and by which rule",
        description="Show every block of a page in order: kept or dropped, by which rule, and why.",
    )
    parser.add_argument("input", metavar="FILE", help="a file, plain or .gz; or -")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--why", metavar="PHRASE", help="trace the blocks that hold the phrase through every rule")
    what.add_argument(
        "--metadata", action="store_true", help="show each field of the metadata, its source and what else is said"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _add_selection(parser)


def rules_of(arguments: argparse.Namespace) -> tuple[Rule, ...]:
    """The rule set that the options ask for. Raises RuleError."""
    from scrubber.cleaner.rules import rules

    return rules(
        main_text=arguments.main_text,
        favor=arguments.favor,
        comments=arguments.comments,
        without=arguments.disable,
        extra=[rule for file in arguments.rules for rule in _rules_in(file)],
    )


def _rules_in(file: str) -> tuple[Rule, ...]:
    from scrubber.cleaner.user_rules import read_rules

    return read_rules(file)


def _add_selection(parser: argparse.ArgumentParser) -> None:
    """What selects the text; the same for every command, so that explain explains what clean does."""
    parser.add_argument("--kind", choices=("html", "text"), help="what the input is; default: told by its content")
    add_rule_selection(parser)


def add_rule_selection(parser: argparse.ArgumentParser) -> None:
    """What `rules_of` reads."""
    parser.add_argument("--disable", action="append", default=[], metavar="RULE", help="leave a rule out; repeatable")
    parser.add_argument("--rules", action="append", default=[], metavar="FILE", help="rules of your own; repeatable")
    parser.add_argument(
        "--main-text", choices=("auto", "fast", "trafilatura"), default="auto", help="how it is chosen; default: auto"
    )
    parser.add_argument(
        "--favor", choices=("balanced", "precision", "recall"), default="balanced", help="default: balanced"
    )
    parser.add_argument("--comments", action="store_true", help="keep the comments under an article")


def count(text: str) -> int:
    """A whole number from 1 up. Raises ArgumentTypeError."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return number


def seconds(text: str) -> float:
    """A number of seconds above 0. Raises ArgumentTypeError."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= MAX_TIMEOUT_SECONDS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0, up to {MAX_TIMEOUT_SECONDS}")
    return number
