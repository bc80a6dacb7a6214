"""What a command ends with."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes; the list is closed."""

    OK = 0
    """No input failed."""
    SOME_FAILED = 1
    USAGE = 2
    """The command was called in a way that cannot be carried out."""
    ALL_FAILED = 3
    UNWRITABLE = 4
    """Output could not be written, whatever else went wrong."""
    DRIFTED = 5
    """What comes out is not what was expected."""
    INTERRUPTED = 130
