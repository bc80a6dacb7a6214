"""A call that cannot be carried out."""

from scrubber.errors import ScrubberError


class UsageError(ScrubberError):
    """The arguments do not go together; the message says what to do."""
