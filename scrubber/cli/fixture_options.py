"""The options of `scrubber fixture`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from scrubber.cli.options import add_rule_selection

if TYPE_CHECKING:
    from scrubber.cli.options import Commands


def add_fixture(commands: Commands) -> None:
    """`scrubber fixture add|check|accept`."""
    says = "keep saved pages with what must come out of them, and see what changes"
    parser = commands.add_parser("fixture", help=says, description=f"{says.capitalize()}.")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_add(actions)
    _add_check(actions)
    _add_accept(actions)


def _add_add(actions: Commands) -> None:
    says = "make a fixture of a saved page, with what comes out of it today"
    parser = actions.add_parser("add", help=says, description=f"{says.capitalize()}.")
    parser.add_argument("folder", metavar="DIR", help="where the fixtures are; made if it is not there")
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="a file of HTML or text, plain or .gz; or -")
    parser.add_argument("--url", help="the address of the page; default: what the page says of itself")
    parser.add_argument("--case", metavar="NAME", help="its folder below DIR/HOST; default: by its address")
    parser.add_argument("--guards", metavar="TEXT", help="why it is there, in a sentence")
    parser.add_argument("--kind", choices=("html", "text"), help="what the page is; default: told by its content")
    add_rule_selection(parser)


def _add_check(actions: Commands) -> None:
    says = "compare what comes out with what is expected, line by line"
    parser = actions.add_parser("check", help=says, description=f"{says.capitalize()}.")
    _add_cases(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    add_rule_selection(parser)


def _add_accept(actions: Commands) -> None:
    says = "expect from now on what comes out today"
    parser = actions.add_parser("accept", help=says, description=f"{says.capitalize()}, and show what that changes.")
    _add_cases(parser)
    add_rule_selection(parser)


def _add_cases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="where the fixtures are")
    parser.add_argument("cases", nargs="*", metavar="CASE", help="HOST/CASE, HOST, CASE or its folder; default: all")
