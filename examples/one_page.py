"""The text of one page, and what was taken from it, by which rule and why."""

import sys
from pathlib import Path

import scrubber

article = scrubber.scrub(Path(sys.argv[1]))
print(article.text)
print()
print(f"{article.status}: {article.metadata.title!r}, {article.word_count} words, {len(article.images)} images")
for removal in article.removals:
    print(f"- {removal.rule}: {removal.reason}: {removal.text[:60]!r}")
