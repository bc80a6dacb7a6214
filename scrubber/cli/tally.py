"""Where the articles of one call go, and how many inputs went which way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scrubber.article import Status
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.inputs.found import Input
from scrubber.cli.jobs.job_files import JobFiles
from scrubber.cli.outputs.destination import Destination, Given, Written
from scrubber.cli.outputs.outcome import Outcome
from scrubber.cli.outputs.parts import RenderedPart
from scrubber.cli.report import Report
from scrubber.cli.stopping import Stopping
from scrubber.errors import OutputError

MAX_UNWRITTEN = 10  # a single file may have a folder in its place; ten in a row are a full disk
_REASONS = {
    Status.EMPTY: "nothing visible is in it",
    Status.NO_CONTENT: "no main text was found; scrubber explain shows why each block fell",
}


@dataclass(slots=True)
class Tally:
    """Writes articles, tells what went wrong with them, and counts."""

    destination: Destination
    report: Report
    job: JobFiles | None = None
    inputs: int = 0
    failed: int = 0
    unwritten: int = 0
    unwritten_in_a_row: int = 0
    """Inputs of a job without a record, as their output could not be written."""
    outcome: Outcome | None = None
    """Of the parts so far of an input that has more."""

    @property
    def is_spent(self) -> bool:
        """Whether there is no use in going on: all that is done from here on would have to be done again."""
        return self.destination.is_spent or self.unwritten_in_a_row >= MAX_UNWRITTEN

    @property
    def exit_code(self) -> ExitCode:
        """Failed output outranks failed inputs. That of a job tells of all its runs."""
        if self.unwritten:
            return ExitCode.UNWRITABLE
        inputs, failed = (self.inputs, self.failed) if self.job is None else self.job.counts
        if failed:
            return ExitCode.ALL_FAILED if failed == inputs else ExitCode.SOME_FAILED
        return ExitCode.OK

    def take(self, item: Input, given: Given) -> None:
        """Write an article, or the next part of one, and tell what went wrong with it."""
        if isinstance(given, RenderedPart) and given.loss:
            self.report.say(f"{item.name}: {given.loss}")
        self.tell(self.destination.write(item, given))
        self.outcome = self.outcome.then(given.outcome) if self.outcome else given.outcome
        if item.is_last:
            self._close(item, self.outcome)
            self.outcome = None

    @contextmanager
    def ended(self, stopping: Stopping) -> Iterator[None]:
        """Bring the output to its end, whole or interrupted."""
        is_done = False
        try:
            yield
            is_done = not stopping.is_asked
        finally:
            self.tell(self.destination.finish() if is_done else self.destination.abandon())

    def tell(self, problems: list[OutputError]) -> None:
        """A line for each file that was not written."""
        for problem in problems:
            self.unwritten += 1
            self.report.say(str(problem))

    def _close(self, item: Input, outcome: Outcome) -> None:
        self.inputs += 1
        if outcome.status.failed:
            self.failed += 1
            self.report.say(f"{item.name}: {item.problem or _problem(item, outcome)}")
        written = self.destination.close(item, outcome)
        self.tell(list(written.problems))
        if self.job is not None:
            self._record(self.job, item, outcome, written)
        self.report.advance()

    def _record(self, job: JobFiles, item: Input, outcome: Outcome, written: Written) -> None:
        problems = job.commit(item, outcome, written) if written.is_whole else job.take_back()
        self.tell(problems)
        self.unwritten_in_a_row = 0 if written.is_whole and not problems else self.unwritten_in_a_row + 1
        if self.is_spent:
            self.report.say("the job ends here, as nothing can be written; mend that, and it goes on")


def _problem(item: Input, outcome: Outcome) -> str:
    known = "; ".join(outcome.warnings) or _REASONS.get(outcome.status, "no reason is known")
    source = item.job.source
    if isinstance(source, Path):
        known = known.removeprefix(f"{source}: ")  # the problem of a path names it
    return f"{outcome.status}: {known}"
