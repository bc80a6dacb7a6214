"""Verdicts → a table, and the document around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.hostile.case import Case
from benchmarks.hostile.verdicts import LEAST_SECONDS, Verdict
from benchmarks.tables import NOTHING, Table

MAX_SHOWN = 12
"""Failures of a system on a case that are named; the others are counted."""
HEAD = """# Hostile input

Pages that are made to cost an extractor its time, its memory or its life, or its reader the text. The ids are those of
the project's scoreboard. Written by `python -m benchmarks hostile --doc docs/hostile.md`.

A cell is `pass` where every page of the case meets every condition; else it says how many pages fail, and how the first
one does. Beneath stands the highest of the figures that have a bound. `–`: the system does not read plain text.
"""
METHOD = f"""
## How it is measured

* The pages are generated: an invented article, something hostile, and a sentence at the end that must survive.
* Every trial runs in a process of its own, forked from one that has imported the system and read one ordinary
  page, with limits of CPU, memory and time. A trial is one page, the three sizes of a page that grows, or many small
  pages of a kind.
* Seconds are CPU seconds. What took less than 2 s is run three times, and the shortest time counts.
* The exponent is the slope of a line through the logarithms of n, 2n, 4n and of their seconds. It is judged where the
  largest page takes {LEAST_SECONDS} s or more: below that, it is the exponent of the clock.
* Memory × input is the peak over what the process held before the page was made, the page itself included.
* Files and addresses touched: a file is watched by inotify, a port of loopback listens.
* P-13 is run through `scrubber clean --jobs 1`, which reads large texts piece by piece; MB of memory are those of the
  largest of its processes, and its start is in its seconds.
* P-04 counts the text of a fallback (status `partial`) as one, and says so; the peers have no such status.
* All systems are judged by the same conditions. Ours are run as they come; the peers as in docs/benchmarks.md.
* P-10 compares words in whatever form of Unicode: a text is as the page has it, and is not normalised.
* P-15 breaks the pages of the sets that `SCRUBBER_BENCH` names, or else those of the fixtures. html5lib's tests of
  parsing are seeds of the fuzzing (`CONTRIBUTING.md`), which asks more of each.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A case, and the verdict on each system; None where it cannot be run."""

    case: Case
    verdicts: tuple[Verdict | None, ...]


def as_table(systems: Sequence[str], rows: Sequence[Row]) -> Table:
    """The verdicts, a case a row."""
    cells = tuple((row.case.id, row.case.title, *map(_cell, row.verdicts)) for row in rows)
    return Table("Hostile input", ("id", "case", *systems), cells, names=2 + len(systems))


def failures_of(row: Row) -> Iterator[str]:
    """A line for each system on a case, and one for each failure that is shown."""
    for verdict in filter(None, row.verdicts):
        yield f"{row.case.id} {verdict.system}: {_cell(verdict)}"
        for failure in verdict.failures[:MAX_SHOWN]:
            yield f"    {failure.page}: {failure.why}"
        if len(verdict.failures) > MAX_SHOWN:
            yield f"    and {len(verdict.failures) - MAX_SHOWN:,} more"


def as_document(systems: Sequence[str], rows: Sequence[Row], *, scale: float) -> str:
    """The document: the table, how it was measured, and what falls short of ours."""
    header = ("id", "case", *systems)
    lines = [f"| {' | '.join(header)} |", f"|{' --- |' * len(header)}"]
    lines += [f"| {' | '.join(map(_escaped, cells))} |" for cells in as_table(systems, rows).rows]
    columns = zip(*(row.verdicts for row in rows), strict=True)
    counts = (sum(one is not None and one.has_passed for one in column) for column in columns)
    passed = ", ".join(f"{name} {count}" for name, count in zip(systems, counts, strict=True))
    sizes = "" if scale == 1 else f" Sizes and numbers are {scale:g} of the scoreboard's."
    short = [line for row in rows for line in _shortfalls(row)] or ["Nothing."]
    total = f"Passed, of {len(rows)}: {passed}.{sizes}"
    return "\n".join([HEAD, *lines, "", total, METHOD, "## What falls short", "", *short, ""])


def _shortfalls(row: Row) -> Iterator[str]:
    """The failures of the system that comes first."""
    first = row.verdicts[0]
    if first is None or first.has_passed:
        return
    yield f"**{row.case.id}**, {len(first.failures)} of {first.pages:,} pages:\n"
    for failure in first.failures[:MAX_SHOWN]:
        yield f"* {failure.page}: {failure.why}"
    yield ""


def _cell(verdict: Verdict | None) -> str:
    """What the table says of a system on a case."""
    if verdict is None:
        return NOTHING
    worst = f" ({verdict.worst})" if verdict.worst else ""
    if verdict.has_passed:
        fallback = f", fallback on {verdict.fallbacks} of {verdict.pages}" if verdict.fallbacks else ""
        return f"pass{fallback}{worst}"
    first = verdict.failures[0]
    return f"{len(verdict.failures):,} of {verdict.pages:,} fail: {first.page}: {first.why}{worst}"


def _escaped(cell: str) -> str:
    return cell.replace("&", "&amp;").replace("|", "\\|").replace("<", "&lt;")
