"""`scrubber clean`: the article of each input, in order, cleaned in workers that can be killed."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator
from contextlib import closing

from scrubber.cli.destinations import destination_for, output_folder_of
from scrubber.cli.files import interrupts_held
from scrubber.cli.forms import form_of
from scrubber.cli.inputs import Found, Input, find_files, inputs_of
from scrubber.cli.options import rules_of
from scrubber.cli.report import Report
from scrubber.cli.splits import delimiter_of, inputs_of_pieces
from scrubber.cli.stopping import stop_on_sigterm
from scrubber.cli.tally import Tally
from scrubber.workers import Job, scrub_many


def clean_inputs(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, RuleError, and OutputError for an unwritable place, before any page is read."""
    rules = rules_of(arguments)
    files = find_files(arguments.inputs, output_folder_of(arguments))
    waiting: deque[Input] = deque()
    delimiter = None if arguments.split is None else delimiter_of(arguments.split, files, arguments.kind)
    stop_on_sigterm()
    with Report(None if delimiter else _total(files)) as report:
        with interrupts_held():  # or a file might be made that nobody knows of
            tally = Tally(destination_for(arguments, files), report)
        is_done = False
        if delimiter is None:
            inputs = inputs_of(files, arguments.kind, in_parts=form_of(arguments).can_come_in_parts)
        else:
            inputs = inputs_of_pieces(files, delimiter, report.say)
        jobs = _jobs(inputs, waiting)
        try:
            with closing(scrub_many(jobs, jobs=arguments.jobs, timeout=arguments.timeout, rules=rules)) as articles:
                for article in articles:
                    tally.take(waiting.popleft(), article)
                    if tally.destination.is_spent:
                        break
            is_done = True
        finally:
            tally.tell(tally.destination.finish() if is_done else tally.destination.abandon())
    return tally.exit_code


def _jobs(inputs: Iterator[Input], waiting: deque[Input]) -> Iterator[Job]:
    """The job of each input, which waits for its article from then on."""
    for item in inputs:
        waiting.append(item)
        yield item.job


def _total(files: list[Found]) -> int | None:
    return None if any(found.is_records for found in files) else len(files)
