"""What became of an input, whether it was cleaned in one piece or in parts."""

from __future__ import annotations

from dataclasses import dataclass

from scrubber.article import Article, Status
from scrubber.reader import Part

_WITHOUT_TEXT = (Status.EMPTY, Status.NO_CONTENT)
"""A part of these is no loss: nothing was in it, or nothing but boilerplate."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record says of an input, its text aside."""

    status: Status
    warnings: tuple[str, ...]
    title: str | None
    words: int

    def then(self, other: Outcome) -> Outcome:
        """The outcome of both, of which the other one comes later in the text."""
        return Outcome(
            status=_status_of_both(self.status, other.status),
            warnings=tuple(dict.fromkeys(self.warnings + other.warnings)),
            title=self.title,
            words=self.words + other.words,
        )


def outcome_of(article: Article) -> Outcome:
    """The outcome of an input that is one piece, or of a part."""
    words = sum(block.words for block in article.blocks)
    return Outcome(article.status, article.warnings, article.metadata.title, words)


def loss_of(part: Part, article: Article) -> str | None:
    """What is missing of a text whose part could not be cleaned, and why; None if nothing is.

    >>> loss_of(Part("x" * 100, start=500), Article(Status.TIMEOUT, warnings=("stopped after 10 seconds",)))
    'characters 501 to 600 are missing: timeout: stopped after 10 seconds'
    """
    if article.status.has_text or article.status in _WITHOUT_TEXT:
        return None
    why = ": ".join((article.status, *article.warnings))
    if not part.text:
        return f"what follows character {part.start:,} is missing: {why}"
    return f"characters {part.start + 1:,} to {part.start + len(part.text):,} are missing: {why}"


def _status_of_both(one: Status, other: Status) -> Status:
    both = {one, other}
    lost = [status for status in (one, other) if status.failed and status not in _WITHOUT_TEXT]
    if any(status.has_text for status in both):
        return Status.PARTIAL if lost or Status.PARTIAL in both else Status.OK
    if lost:
        return lost[0]
    return Status.NO_CONTENT if Status.NO_CONTENT in both else Status.EMPTY
