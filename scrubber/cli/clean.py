"""`scrubber clean`: the article of each input, in order, cleaned in workers that can be killed."""

from __future__ import annotations

import argparse
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from scrubber.article import Article, Status
from scrubber.cli.destinations import destination_for, output_folder_of
from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.files import interrupts_held
from scrubber.cli.forms import form_of
from scrubber.cli.inputs import Found, Input, find_files, inputs_of
from scrubber.cli.options import rules_of
from scrubber.cli.outcome import Outcome, loss_of, outcome_of
from scrubber.cli.outputs import Destination
from scrubber.cli.report import Report
from scrubber.cli.splits import delimiter_of, inputs_of_pieces
from scrubber.errors import OutputError
from scrubber.workers import Job, scrub_many

_REASONS = {
    Status.EMPTY: "nothing visible is in it",
    Status.NO_CONTENT: "no main text was found; scrubber explain shows why each block fell",
}


@dataclass(slots=True)
class Cleaning:
    """Where the articles of one call go, and how many inputs went which way."""

    destination: Destination
    report: Report
    inputs: int = 0
    failed: int = 0
    unwritten: int = 0
    outcome: Outcome | None = None
    """Of the parts so far of an input that has more."""

    @property
    def exit_code(self) -> ExitCode:
        """Failed output outranks failed inputs."""
        if self.unwritten:
            return ExitCode.UNWRITABLE
        if self.failed:
            return ExitCode.ALL_FAILED if self.failed == self.inputs else ExitCode.SOME_FAILED
        return ExitCode.OK

    def take(self, item: Input, article: Article) -> None:
        """Write an article, or the next part of one, and tell what went wrong with it."""
        outcome = outcome_of(article)
        if item.job.part is not None and (loss := loss_of(item.job.part, article)):
            self.report.say(f"{item.name}: {loss}")
            outcome = replace(outcome, warnings=(loss,))
        self.tell(self.destination.write(item, article))
        self.outcome = self.outcome.then(outcome) if self.outcome else outcome
        if item.is_last:
            self._close(item, self.outcome)
            self.outcome = None

    def tell(self, problems: list[OutputError]) -> None:
        """A line for each file that was not written."""
        for problem in problems:
            self.unwritten += 1
            self.report.say(str(problem))

    def _close(self, item: Input, outcome: Outcome) -> None:
        self.inputs += 1
        if outcome.status.failed:
            self.failed += 1
            self.report.say(f"{item.name}: {outcome.status}: {_reason(item, outcome)}")
        self.tell(self.destination.close(item, outcome))
        self.report.advance()


def clean_inputs(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, RuleError, and OutputError for an unwritable place, before any page is read."""
    rules = rules_of(arguments)
    files = find_files(arguments.inputs, output_folder_of(arguments))
    waiting: deque[Input] = deque()
    delimiter = None if arguments.split is None else delimiter_of(arguments.split, files, arguments.kind)
    _stop_on_sigterm()
    with Report(None if delimiter else _total(files)) as report:
        with interrupts_held():  # or a file might be made that nobody knows of
            cleaning = Cleaning(destination_for(arguments, files), report)
        is_done = False
        if delimiter is None:
            inputs = inputs_of(files, arguments.kind, in_parts=form_of(arguments).can_come_in_parts)
        else:
            inputs = inputs_of_pieces(files, delimiter, report.say)
        jobs = _jobs(inputs, waiting)
        try:
            with closing(scrub_many(jobs, jobs=arguments.jobs, timeout=arguments.timeout, rules=rules)) as articles:
                for article in articles:
                    cleaning.take(waiting.popleft(), article)
                    if cleaning.destination.is_spent:
                        break
            is_done = True
        finally:
            cleaning.tell(cleaning.destination.finish() if is_done else cleaning.destination.abandon())
    return cleaning.exit_code


def _jobs(inputs: Iterator[Input], waiting: deque[Input]) -> Iterator[Job]:
    """The job of each input, which waits for its article from then on."""
    for item in inputs:
        waiting.append(item)
        yield item.job


def _reason(item: Input, outcome: Outcome) -> str:
    known = "; ".join(outcome.warnings) or _REASONS.get(outcome.status, "no reason is known")
    source = item.job.source
    return known.removeprefix(f"{source}: ") if isinstance(source, Path) else known  # the problem of a path names it


def _total(files: list[Found]) -> int | None:
    return None if any(found.is_records for found in files) else len(files)


def _stop_on_sigterm() -> None:
    """End in the same order as on Ctrl-C: workers killed, no half of a file left."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
