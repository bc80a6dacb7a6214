"""`scrubber links`: the pages that a site announces in its sitemaps and feeds."""

from __future__ import annotations

import argparse
import asyncio
import sys
from contextlib import aclosing
from dataclasses import asdict

from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.fetching.options import access_of, politeness_of
from scrubber.cli.outputs.rows import json_bytes
from scrubber.cli.stopping import stop_on_sigterm
from scrubber.cli.terminal import is_terminal, printable, say, write_stdout
from scrubber.cli.usage import UsageError
from scrubber.fetcher import Cleaning, Fetcher
from scrubber.fetcher.listings import Listed
from scrubber.fetcher.site_links import SiteLinks
from scrubber.fetcher.web_url import BadUrl
from scrubber.serializer.record import json_line


def list_links(arguments: argparse.Namespace) -> int:
    """The exit code: 3 if the site announces nothing. Raises UsageError before any request."""
    fetcher = Fetcher(politeness=politeness_of(arguments), access=access_of(arguments), cleaning=Cleaning(jobs=0))
    try:
        links = SiteLinks(fetcher, arguments.site, limit=arguments.limit)
    except BadUrl as error:
        raise UsageError(f"{arguments.site}: {error}") from error
    stop_on_sigterm()
    count = asyncio.run(_print(fetcher, links, arguments.format))
    for problem in links.problems:
        say(problem)
    if not count:
        say(f"{arguments.site}: no feed or sitemap was found that announces a page")
    return ExitCode.OK if count else ExitCode.ALL_FAILED


async def _print(fetcher: Fetcher, links: SiteLinks, form: str) -> int:
    count = 0
    async with fetcher, aclosing(links.pages()) as pages:
        async for page in pages:
            write_stdout(_line(page, form))
            count += 1
    return count


def _line(page: Listed, form: str) -> bytes:
    line = json_bytes(json_line(asdict(page)) if form == "jsonl" else page.url)
    return printable(line.decode()).encode() if is_terminal(sys.stdout) else line
