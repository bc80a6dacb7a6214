"""The figures as tables, the same for the terminal and the report."""

from dataclasses import dataclass

from benchmarks.bootstrap import Interval
from benchmarks.measures import WordScore
from benchmarks.quality import FAR, Comparison, SetQuality, SnippetQuality, SystemQuality
from benchmarks.speed import SetSpeed

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """Cells ready to print; the leading `names` columns are words, the others numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1
    is_detail: bool = False
    """Folded up in the report until somebody asks."""


def aligned(table: Table) -> str:
    """The table in columns, words to the left and numbers to the right.

    >>> print(aligned(Table("Animals", ("name", "legs"), (("cat", "4"), ("millipede", "750")))))
    Animals
      name       legs
      cat           4
      millipede   750
    """
    widths = [max(map(len, column)) for column in zip(table.header, *table.rows, strict=True)]
    lines = [
        "  ".join(
            cell.ljust(width) if index < table.names else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (table.header, *table.rows)
    ]
    return "\n".join([table.title, *(f"  {line}".rstrip() for line in lines)])


def in_markdown(table: Table) -> str:
    """The header and the rows as a table of Markdown.

    >>> print(in_markdown(Table("Animals", ("name", "legs"), (("cat", "4"),))))
    | name | legs |
    | --- | ---: |
    | cat | 4 |
    """
    ruler = tuple("---" if index < table.names else "---:" for index in range(len(table.header)))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (table.header, ruler, *table.rows))


def quality_tables(quality: SetQuality) -> tuple[Table, ...]:
    """The tables that have something to say about this set."""
    tables = (
        _means(quality),
        _types(quality),
        _differences(quality),
        _far_behind(quality),
        _worst(quality),
        _crashes(quality),
    )
    return tuple(table for table in tables if table.rows)


def speed_table(speed: SetSpeed) -> Table:
    """CPU milliseconds a page, and the ratios to the reference."""
    return Table(
        f"{speed.name}: CPU ms a page over {speed.pages} pages, and how many times as fast as {speed.reference}",
        ("system", "mean", "median", "p99", "× by mean", "× by median", "crashes"),
        tuple(
            (
                row.system,
                *(f"{value:.2f}" for value in (row.mean_ms, row.median_ms, row.p99_ms)),
                *(f"{value:.2f}×" for value in (row.times_faster_by_mean, row.times_faster_by_median)),
                str(row.crashes),
            )
            for row in speed.systems
        ),
    )


def _means(quality: SetQuality) -> Table:
    columns: list[tuple[str, ...]] = [("system", *(row.system for row in quality.systems))]
    if quality.systems[0].words:
        columns += zip(("word F1", "precision", "recall"), *(_words(row.words) for row in quality.systems), strict=True)
    if quality.systems[0].snippets:
        header = ("snippet F1", "found", "leaked")
        columns += zip(header, *(_snippets(row.snippets) for row in quality.systems), strict=True)
    if quality.systems[0].snippets_in_any_case:
        header = ("any-case F1", "found", "leaked")
        columns += zip(header, *(_snippets(row.snippets_in_any_case) for row in quality.systems), strict=True)
    columns += zip(("empty", "crashes"), *((str(row.empty), str(row.crashes)) for row in quality.systems), strict=True)
    header, *rows = zip(*columns, strict=True)
    return Table(f"{quality.name}: {quality.pages} pages", header, tuple(rows))


def _types(quality: SetQuality) -> Table:
    return Table(
        f"{quality.name}: word F1 by page type (pages)",
        ("system", *(f"{one.type} ({one.pages})" for one in quality.systems[0].types)),
        tuple((row.system, *(share(one.f1) for one in row.types)) for row in quality.systems if row.types),
    )


def _differences(quality: SetQuality) -> Table:
    rows = []
    for row, against in _compared(quality):
        rows.append((row.system, *_interval(against.words), *_interval(against.snippets)))
    first = quality.systems[0]
    measures = [name for name, known in (("word F1", first.words), ("snippet F1", first.snippets)) if known]
    header = ("system", *(cell for name in measures for cell in (name, "interval")))
    return Table(f"{quality.name}: difference to {first.system}, with 95 % interval", header, tuple(rows))


def _far_behind(quality: SetQuality) -> Table:
    compared = _compared(quality)
    columns = compared[0][1].far_behind if compared else ()
    return Table(
        f"{quality.name}: pages more than {FAR} of F1 behind {quality.systems[0].system}",
        ("system", *(one.type or "all" for one in columns)),
        tuple(
            (row.system, *(f"{one.behind / one.pages:.1%}" for one in against.far_behind)) for row, against in compared
        ),
    )


def _worst(quality: SetQuality) -> Table:
    return Table(
        f"{quality.name}: pages furthest behind {quality.systems[0].system}",
        ("system", "page", "F1", f"F1 of {quality.systems[0].system}"),
        tuple(
            (row.system, page.id, share(page.f1), share(page.first_f1))
            for row, against in _compared(quality)
            for page in against.worst
        ),
        names=2,
        is_detail=True,
    )


def _crashes(quality: SetQuality) -> Table:
    return Table(
        f"{quality.name}: crashes, each counted as an empty answer",
        ("system", "first error", "pages"),
        tuple(
            (row.system, " ".join(row.first_crash.split()), str(row.crashes))
            for row in quality.systems
            if row.first_crash
        ),
        names=2,
    )


def _compared(quality: SetQuality) -> list[tuple[SystemQuality, Comparison]]:
    return [(row, row.against_first) for row in quality.systems if row.against_first]


def share(value: float) -> str:
    """A value of 0 to 1 as tables print it."""
    return f"{value:.3f}"


def _words(score: WordScore | None) -> tuple[str, str, str]:
    return (share(score.f1), share(score.precision), share(score.recall)) if score else (NOTHING,) * 3


def _snippets(score: SnippetQuality | None) -> tuple[str, str, str]:
    return (share(score.f1), share(score.found_rate), share(score.leak_rate)) if score else (NOTHING,) * 3


def difference_cells(interval: Interval) -> tuple[str, str]:
    """A difference and its interval as tables print them."""
    return f"{interval.difference:+.3f}", f"{interval.low:+.3f} … {interval.high:+.3f}"


def _interval(interval: Interval | None) -> tuple[str, ...]:
    if interval is None:
        return ()
    return difference_cells(interval)
