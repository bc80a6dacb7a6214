"""Pages of documentation as transcripts: their files are saved, their commands run, their outputs compared."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^(?P<before>[^\n]*)\n\n```(?P<language>\w*)\n(?P<content>.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_SAVE = re.compile(r"(?:^|\W)[Ss]ave this as `([^`]+)`:$")
PROMPT = "$ "
RUN_AS_WRITTEN = ("test-your-sites.md", "text-archives.md")
"""Pages that tests/test_docs.py runs."""
RUN_IN_A_CHECKOUT = "first-rule.md"
"""The page that tests/test_docs_first_rule.py runs."""
RUN_AGAINST_A_SITE = "jobs.md"
"""The page that tests/test_docs_jobs.py runs."""


@dataclass(frozen=True)
class Saved:
    """A block after “Save this as `path`:”."""

    path: str
    content: str

    def run_in(self, folder: Path) -> str:
        """Save it."""
        (folder / self.path).write_text(self.content, encoding="utf-8")
        return ""

    expected = ""


@dataclass(frozen=True)
class Command:
    """A line of a `console` block that begins with `$ `, and the lines below it: what it prints."""

    line: str
    expected: str

    def run_in(self, folder: Path) -> str:
        """What bash prints, to both streams."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
        environment |= {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}", "COLUMNS": "80"}
        done = subprocess.run(
            ["bash", "-c", self.line],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
        )
        return done.stdout.decode("utf-8")


def steps_of(markdown: str) -> Iterator[Saved | Command]:
    """What a reader of the page does, in order."""
    for block in _BLOCK.finditer(markdown):
        if saved := _SAVE.search(block["before"]):
            yield Saved(saved[1], block["content"])
        elif block["language"] == "console":
            for part in re.split(rf"^{re.escape(PROMPT)}", block["content"], flags=re.MULTILINE)[1:]:
                line, _, expected = part.partition("\n")
                yield Command(line, expected)
