"""Where articles go: standard output, or one file. A folder of them is in `folder.py`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from scrubber.cli.inputs.found import Input
from scrubber.cli.outputs.article_file import ArticleFile
from scrubber.cli.outputs.files import unwritable
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome
from scrubber.cli.outputs.parts import JoinedParts, RenderedPart
from scrubber.cli.outputs.rendering import Rendered
from scrubber.cli.outputs.rows import Rows, Sink
from scrubber.cli.terminal import forsake_stdout, is_terminal, printable, write_stdout
from scrubber.errors import OutputError

Given = Rendered | RenderedPart
"""What is written of an input that was cleaned whole, or of a part of one."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the output of an input."""

    output: str | None = None
    """The name of its file below the output folder."""
    problems: tuple[OutputError, ...] = ()
    is_whole: bool = True
    """Whether all of it was written, in whatever part something failed."""


class Destination(Protocol):
    """Takes each article in turn. What could not be written is returned, for the other articles go on."""

    @property
    def is_spent(self) -> bool:
        """Whether it takes no more."""
        ...

    def write(self, item: Input, given: Given, /) -> list[OutputError]:
        """An article, or the next part of one."""
        ...

    def close(self, item: Input, outcome: Outcome, /) -> Written:
        """The input has no further part."""
        ...

    def finish(self) -> list[OutputError]:
        """No further input comes."""
        ...

    def abandon(self) -> list[OutputError]:
        """The command was interrupted in the middle of one."""
        ...


class EndingSink(Sink, Protocol):
    """A file of rows."""

    def finish(self) -> None:
        """Every row has been written. Raises OutputError."""
        ...

    def discard(self) -> None:
        """Leave none that is not finished."""
        ...


class StandardOutput:
    """Standard output. A reader that goes away (`| head`) spends it without an error."""

    def __init__(self) -> None:
        self.is_spent = False

    def write(self, content: bytes) -> None:
        """Append. Raises OutputError, unless it is only that nobody reads any more."""
        if self.is_spent or not content:
            return
        if sys.stdout is None:
            self.is_spent = True
            raise OutputError("standard output", "is closed; write to a file with -o")
        if is_terminal(sys.stdout):
            content = printable(content.decode("utf-8")).encode("utf-8")
        try:
            write_stdout(content)
        except OSError as error:
            self.is_spent = True
            forsake_stdout()
            if not isinstance(error, BrokenPipeError):
                raise unwritable("standard output", error) from error

    def finish(self) -> None:
        """Nothing is left to do."""

    def discard(self) -> None:
        """What was printed stays."""


class PrintedArticle:
    """Prints one article."""

    def __init__(self, form: Form) -> None:
        self._stdout = StandardOutput()
        self._parts = JoinedParts(form)

    @property
    def is_spent(self) -> bool:
        """Whether nobody reads any more."""
        return self._stdout.is_spent

    def write(self, _item: Input, given: Given, /) -> list[OutputError]:
        return self._print(given.content if isinstance(given, Rendered) else self._parts.add(given))

    def close(self, _item: Input, _outcome: Outcome, /) -> Written:
        return Written(problems=tuple(self._print(self._parts.end())))

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        return []

    def _print(self, content: bytes) -> list[OutputError]:
        try:
            self._stdout.write(content)
        except OutputError as error:
            return [error]
        return []


class OneFile:
    """One file for one article. A failed input leaves what was there."""

    is_spent = False

    def __init__(self, path: Path, form: Form) -> None:
        self._file = ArticleFile(path, form)

    def write(self, _item: Input, given: Given, /) -> list[OutputError]:
        return self._file.add(given)

    def close(self, _item: Input, _outcome: Outcome, /) -> Written:
        return Written(problems=tuple(self._file.finish()))

    def finish(self) -> list[OutputError]:
        return []

    def abandon(self) -> list[OutputError]:
        self._file.discard()
        return []


class RowsFile:
    """A row an input. A file that is made anew appears when the command is done; an interrupted one leaves none."""

    def __init__(self, rows: Rows, file: EndingSink) -> None:
        self._rows, self._file = rows, file
        self._has_failed = False

    @property
    def is_spent(self) -> bool:
        """Whether no further row can be written."""
        return self._has_failed or (isinstance(self._file, StandardOutput) and self._file.is_spent)

    def write(self, item: Input, given: Given, /) -> list[OutputError]:
        assert isinstance(given, Rendered), "rows are not written in parts"
        return self.add(item.lead(output=None), given.content)

    def close(self, _item: Input, _outcome: Outcome, /) -> Written:
        return Written(is_whole=not self.is_spent)

    def add(self, lead: dict[str, object], row: bytes) -> list[OutputError]:
        """Append a row."""
        if self.is_spent:
            return []
        try:
            self._rows.add(lead, row)
        except OutputError as error:
            self._has_failed = True
            return [error]
        return []

    def finish(self) -> list[OutputError]:
        if self._has_failed:
            self._file.discard()
            return []
        try:
            self._rows.end()
            self._file.finish()
        except OutputError as error:
            return [error]
        return []

    def abandon(self) -> list[OutputError]:
        self._file.discard()
        return []
