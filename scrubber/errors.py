"""What a caller did wrong, or what the machine could not do. Odd content is a status, never an error."""


class ScrubberError(Exception):
    """Base of every error that this package raises; its message says what, where and what to do."""


class SourceError(ScrubberError):
    """A source that cannot be opened, or is of a type that cannot hold a page."""

    def __init__(self, subject: object, problem: str) -> None:
        super().__init__(f"{subject}: {problem}")
        self.subject = subject
        self.problem = problem

    def __reduce__(self) -> tuple[type["SourceError"], tuple[object, str]]:
        return type(self), (self.subject, self.problem)


class OutputError(SourceError):
    """A file or folder that cannot be written."""


class JournalError(ScrubberError):
    """A file that is no journal of a job, that another process works with, or that was begun with other options."""


class RuleError(ScrubberError):
    """A rule set that cannot be: an unknown name, a duplicate, a value outside its choices."""
