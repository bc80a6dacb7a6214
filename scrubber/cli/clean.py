"""`scrubber clean`: the article of each input, in order, cleaned in workers that can be killed."""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator
from contextlib import closing, nullcontext

from scrubber.cli.exit_codes import ExitCode
from scrubber.cli.inputs.found import Found, Input, find_files, inputs_of
from scrubber.cli.inputs.record import Asked
from scrubber.cli.inputs.records import check_records
from scrubber.cli.inputs.splits import delimiter_of, inputs_of_pieces
from scrubber.cli.jobs.job_files import job_of
from scrubber.cli.options import rules_of
from scrubber.cli.outputs.destinations import destination_for, output_folder_of
from scrubber.cli.outputs.files import interrupts_held
from scrubber.cli.outputs.forms import form_of
from scrubber.cli.outputs.rendering import Renderer
from scrubber.cli.report import Report
from scrubber.cli.stopping import Stopping
from scrubber.cli.tally import Tally
from scrubber.workers import Bounds, Job, Orders, clean_many, pickled_rules


def clean_inputs(arguments: argparse.Namespace) -> int:
    """The exit code. Raises UsageError, RuleError, and OutputError for an unwritable place, before any page is read."""
    rules = rules_of(arguments)
    form = form_of(arguments)
    files = find_files(arguments.inputs, output_folder_of(arguments))
    check_records([found.name for found in files if found.is_records], arguments.column)
    delimiter = None if arguments.split is None else delimiter_of(arguments.split, files, arguments.kind)
    job = job_of(arguments)
    stopping = Stopping()
    waiting: deque[Input] = deque()
    with (
        stopping.watched(),
        job.journal if job else nullcontext(),
        Report(None if delimiter else _total(files)) as report,
    ):
        with interrupts_held():  # or a file might be made that nobody knows of
            tally = Tally(destination_for(arguments, files, job), report, job)
        if delimiter is None:
            asked = Asked(arguments.kind, arguments.column, report.say)
            inputs = inputs_of(files, asked, in_parts=form.can_come_in_parts)
        else:
            inputs = inputs_of_pieces(files, delimiter, report.say)
        if job is not None:
            job.tell_of_start(report)
            inputs = job.left_of(inputs, report)
        bounds = Bounds(arguments.timeout, arguments.memory_limit * 1_000_000)
        orders = Orders(bounds, Renderer(form), pickled_rules(rules))
        rendered = clean_many(_jobs(inputs, waiting, stopping), orders, jobs=arguments.jobs)
        with tally.ended(stopping), closing(rendered):
            for given in rendered:
                tally.take(waiting.popleft(), given)
                if tally.is_spent:
                    break
        return ExitCode.INTERRUPTED if stopping.is_asked else tally.exit_code


def _jobs(inputs: Iterator[Input], waiting: deque[Input], stopping: Stopping) -> Iterator[Job]:
    """The job of each input, which waits for its article from then on. None begins once an end is asked for."""
    is_inside = False
    for item in inputs:
        if stopping.is_asked and not is_inside:
            return
        is_inside = not item.is_last
        waiting.append(item)
        yield item.job


def _total(files: list[Found]) -> int | None:
    return None if any(found.is_records for found in files) else len(files)
