"""What the documents write of a site, said of one on loopback, which need not be asked to wait."""

from __future__ import annotations

import re

from misbehaving.server import Server

SITE = "https://valley.example"
HERE = "127.0.0.0/8"
MANNERS = f"--allow {HERE} --delay 0.1"
IN_PYTHON = f'access=scrubber.Access(allow=("{HERE}",)), politeness=scrubber.Politeness(delay_seconds=0)'


def here(words: str, server: Server) -> str:
    """The same commands and programs, that ask the server."""
    words = re.sub(r"\bscrubber (fetch|links)\b", rf"\g<0> {MANNERS}", words.replace(SITE, server.url("")))
    words = words.replace("Fetcher()", f"Fetcher({IN_PYTHON})")
    return words.replace("Fetcher(cache=cache)", f"Fetcher(cache=cache, {IN_PYTHON})")
