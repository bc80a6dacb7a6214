"""The command line. Each command is a module, imported when it is called."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.fetching.options import add_fetch, add_links
from scrubber.cli.fixtures.options import add_fixture
from scrubber.cli.options import add_clean, add_explain
from scrubber.cli.usage import UsageError
from scrubber.errors import JournalError, OutputError, RuleError, ScrubberError, SourceError
from scrubber.version import __version__

_EPILOG = """\
exit codes: 0 no input failed, 1 some failed, 2 wrong usage, 3 every input failed, 4 output cannot be written,
5 a page no longer gives what is expected of it, 130 interrupted"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    try:
        try:
            code = _run(_parser().parse_args(argv))
        except SystemExit as end:  # argparse: --help, --version, wrong usage
            code = end.code if isinstance(end.code, int) else ExitCode.USAGE
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:  # of standard output: every file has been seen to where it was used
        from scrubber.cli.terminal import forsake_stdout, say

        forsake_stdout()
        if isinstance(error, BrokenPipeError):
            return ExitCode.OK
        say(f"standard output: cannot be written: {error.strerror}; free some space, then run it again")
        return ExitCode.UNWRITABLE
    return code


def _run(arguments: argparse.Namespace) -> int:
    from scrubber.cli.terminal import say

    try:
        if arguments.command == "clean":
            from scrubber.cli.clean import clean_inputs

            return clean_inputs(arguments)
        if arguments.command == "fetch":
            from scrubber.cli.fetching.command import fetch_urls

            return fetch_urls(arguments)
        if arguments.command == "links":
            from scrubber.cli.fetching.links import list_links

            return list_links(arguments)
        if arguments.command == "fixture":
            from scrubber.cli.fixtures.command import run_fixture

            return run_fixture(arguments)
        from scrubber.cli.explaining.command import explain

        return explain(arguments)
    except (JournalError, RuleError, UsageError) as error:
        say(str(error))
        return ExitCode.USAGE
    except OutputError as error:
        say(str(error))
        return ExitCode.UNWRITABLE
    except SourceError as error:
        say(f"{error.subject}: unreadable: {error.problem}")
        return ExitCode.ALL_FAILED
    except ScrubberError as error:
        say(str(error))
        return ExitCode.ALL_FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scrubber",
        description="Strips the boilerplate from web pages, HTML or plain text, and says why each line went.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"scrubber {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    add_clean(commands)
    add_fetch(commands)
    add_links(commands)
    add_explain(commands)
    add_fixture(commands)
    return parser
