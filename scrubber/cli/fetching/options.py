"""The options of `scrubber fetch` and `scrubber links`, and the settings that they make."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from scrubber.cli.options import add_output, add_rule_selection, add_workers, count, rules_of, seconds
from scrubber.cli.usage import UsageError
from scrubber.errors import ScrubberError

if TYPE_CHECKING:
    from scrubber.cli.options import Commands
    from scrubber.fetcher import Access, Cleaning, Limits, Politeness


def add_fetch(commands: Commands) -> None:
    """`scrubber fetch`."""
    says = "fetch pages, and write the article of each"
    parser = commands.add_parser("fetch", help=says, description=f"{says.capitalize()}.")
    parser.add_argument("urls", nargs="*", metavar="URL")
    parser.add_argument(
        "-i",
        "--input",
        action="append",
        default=[],
        metavar="FILE",
        help="a URL a line, plain or .gz; or -; repeatable",
    )
    add_output(parser)
    parser.add_argument("--save-html", metavar="DIR", help="keep the pages there, as they came")
    parser.add_argument("--save-warc", metavar="FILE", help="keep them in an archive, a .warc.gz")
    unchanged = "keep pages there, and ask the next time only whether they have changed"
    parser.add_argument("--cache", metavar="FILE", help=unchanged)
    tokens = "write passwords and tokens of addresses as they are"
    parser.add_argument("--keep-secrets", action="store_true", help=tokens)
    parser.add_argument("--keep-truncated", action="store_true", help="clean what came of a page that was cut")
    parser.add_argument("--concurrency", type=count, default=32, metavar="N", help="requests at a time; default: 32")
    parser.add_argument(
        "--fetch-timeout", type=seconds, default=60.0, metavar="S", help="seconds to fetch a page; default: 60"
    )
    add_workers(parser)
    _add_manners(parser)
    add_rule_selection(parser)


def add_links(commands: Commands) -> None:
    """`scrubber links`."""
    says = "list the pages that a site announces in its feeds and sitemaps"
    parser = commands.add_parser("links", help=says, description=f"{says.capitalize()}.")
    parser.add_argument("site", metavar="SITE", help="the address of a site, a feed or a sitemap")
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text, a URL a line")
    parser.add_argument("--limit", type=count, default=50_000, metavar="N", help="so many at most; default: 50000")
    _add_manners(parser)


def _add_manners(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user-agent", metavar="TEXT", help="who asks; add how to reach you")
    between = "seconds between two requests to a host; default: 1"
    parser.add_argument("--delay", type=pause, default=1.0, metavar="S", help=between)
    longest = "leave a host that asks for a longer pause; default: 3600"
    parser.add_argument("--max-wait", type=seconds, default=3600.0, metavar="S", help=longest)
    parser.add_argument("--ignore-robots", action="store_true", help="do not ask robots.txt; for sites of your own")
    networks = "reach it though it is not public, such as 10.1.0.0/16; repeatable"
    parser.add_argument("--allow", action="append", default=[], metavar="NETWORK", help=networks)


def politeness_of(arguments: argparse.Namespace) -> Politeness:
    """The manners that the options ask for."""
    from scrubber.fetcher import Politeness
    from scrubber.fetcher.settings import USER_AGENT

    return Politeness(
        user_agent=arguments.user_agent or USER_AGENT,
        delay_seconds=arguments.delay,
        longest_wait_seconds=arguments.max_wait,
        obeys_robots=not arguments.ignore_robots,
    )


def limits_of(arguments: argparse.Namespace) -> Limits:
    """The bounds that the options set."""
    from scrubber.fetcher import Limits

    total, given = arguments.fetch_timeout, Limits()
    return Limits(
        connect_seconds=min(given.connect_seconds, total),
        head_seconds=min(given.head_seconds, total),
        total_seconds=total,
    )


def cleaning_of(arguments: argparse.Namespace) -> Cleaning:
    """How the options let pages be cleaned. Raises RuleError."""
    from scrubber.fetcher import Cleaning

    return Cleaning(
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        memory_limit=arguments.memory_limit * 1_000_000,
        rules=rules_of(arguments),
        keeps_truncated=arguments.keep_truncated,
    )


def access_of(arguments: argparse.Namespace) -> Access:
    """Whom the options let us reach. Raises UsageError for what is no network."""
    from scrubber.fetcher import Access
    from scrubber.fetcher.reach import Reach

    try:
        Reach(arguments.allow)
    except ScrubberError as error:
        raise UsageError(f"--allow: {error}") from error
    return Access(allow=tuple(arguments.allow))


def pause(text: str) -> float:
    """A number of seconds, which may be none."""
    return 0.0 if text.strip() in {"0", "0.0"} else seconds(text)
