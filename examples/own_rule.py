"""A rule of one's own: its examples are its tests, and it says why each line goes."""

import sys
from pathlib import Path

import scrubber
from scrubber import Block, Draft, block_rule

MAX_WORDS = 12  # a sentence that happens to open like a correction is longer


@block_rule(
    drops=["Correction: an earlier version misspelt the mayor's name."],
    keeps=["Correction of the river's course took the engineers the better part of a century, as the archive shows."],
)
def correction(block: Block, draft: Draft) -> str | None:
    """Drop short lines that tell of a correction."""
    if block.words <= MAX_WORDS and block.text.startswith("Correction: "):
        return f"opens like a correction and has only {block.words} words"
    return None


if __name__ == "__main__":
    article = scrubber.scrub(Path(sys.argv[1]), rules=scrubber.rules(extra=[correction]))
    print(article.text)
    for removal in article.removals:
        print(f"- {removal.rule}: {removal.reason}", file=sys.stderr)
