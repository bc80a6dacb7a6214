"""How cleaning went."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How cleaning went. The list is closed, and each is its own word: `status == "ok"`."""

    OK = "ok"
    """Main text found."""
    PARTIAL = "partial"
    """Found, but part of the input was cut, lost or cleaned by a fallback; `warnings` says what."""
    PAYWALLED = "paywalled"
    """Found, and graded evidence says that the page is gated."""
    EMPTY = "empty"
    """Nothing visible in the input."""
    NO_CONTENT = "no_content"
    """A readable page without main text: a login, an error, a listing of links only."""
    NOT_TEXT = "not_text"
    """A binary, PDF, image, archive or JSON."""
    BAD_ENCODING = "bad_encoding"
    """No known encoding decodes it."""
    TOO_LARGE = "too_large"
    """A bound on size was hit."""
    TIMEOUT = "timeout"
    """The worker ran out of its time and was stopped."""
    CRASHED = "crashed"
    """The worker died."""
    UNREADABLE = "unreadable"
    """The file could not be opened."""

    @property
    def has_text(self) -> bool:
        """Whether an article of this status holds text."""
        return self in {Status.OK, Status.PARTIAL, Status.PAYWALLED}

    @property
    def failed(self) -> bool:
        """Whether a job should count the page as failed."""
        return not self.has_text
