"""How an article is written: in which format, with what beside its text, and under which suffix."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

from scrubber.cli.usage import UsageError

SUFFIX_OF = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "parquet": ".parquet",
    "tei": ".xml",
    "schema-org": ".jsonld",
    "trafilatura": ".json",  # which as a suffix asks for `json`
}
_WITH_ROWS = ("jsonl", "csv", "parquet")


@dataclass(frozen=True, slots=True)
class Form:
    """What is written of an article."""

    name: str
    has_front_matter: bool = False

    @property
    def suffix(self) -> str:
        """Of a file in this form."""
        return SUFFIX_OF[self.name]

    @property
    def has_rows(self) -> bool:
        """Whether one file holds a row for each input, failed ones among them."""
        return self.name in _WITH_ROWS

    @property
    def can_come_in_parts(self) -> bool:
        """Whether what is printed of a part does not depend on those after it, as the count of its words does."""
        return self.name in ("text", "markdown") and not self.has_front_matter


def form_of(arguments: argparse.Namespace) -> Form:
    """The form that is asked for, or else that the suffix of the output file tells.

    Raises UsageError for one without front matter, if that is asked for.
    """
    output = (arguments.output or "").lower()
    told = (name for name, suffix in SUFFIX_OF.items() if output.endswith(suffix))
    form = Form(arguments.format or next(told, "text"), arguments.front_matter)
    if form.has_front_matter and form.name != "markdown":
        raise UsageError(f"{form.name} has no front matter; use --format markdown, or leave --front-matter out")
    return form
