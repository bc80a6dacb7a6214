"""What people read: nothing in it may steer their terminal."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"  # and bidi marks
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text on one line, with control characters, marks of direction and lone surrogates spelled out.

    >>> print(visible("red\\x1b[31m.html\\nscrubber: forged"))
    red\\x1b[31m.html\\nscrubber: forged
    """
    return _STEERING.sub(_spelled, text)


def printable(text: str) -> str:
    """The text with its line breaks and tabs; other control characters are spelled out."""
    return _CONTROLS.sub(_spelled, text)


def say(message: str) -> None:
    """A line on standard error, if anybody listens there."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"scrubber: {visible(message)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # ValueError: it has been closed
            return


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person reads the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def has_colours(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal that wants colours (https://no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_stdout(content: bytes) -> None:
    """All of the bytes, to standard output. Raises OSError."""
    rest = memoryview(content)
    while rest:  # under PYTHONUNBUFFERED a write may be short
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def forsake_stdout() -> None:
    """Let what is still buffered for standard output go nowhere, or Python complains of it as it ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _spelled(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
