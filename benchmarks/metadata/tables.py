"""The figures of metadata as tables."""

from benchmarks.metadata.fields import FIELDS, SILENCE
from benchmarks.metadata.quality import FieldQuality, SetMetadata
from benchmarks.metadata.times import ReaderTimes
from benchmarks.tables import NOTHING, Table, share


def metadata_tables(one: SetMetadata) -> tuple[Table, ...]:
    """All readers side by side, then field by field, the crashes, and the time."""
    tables = (_overview(one), _fields(one), _silence(one), _crashes(one), _times(one))
    return tuple(table for table in tables if table.rows)


def compared_fields(one: SetMetadata) -> tuple[tuple[str, tuple[FieldQuality | None, ...]], ...]:
    """The fields with truth, silence aside, each with what every reader reached; None for one that cannot answer."""
    rows = ((field, tuple(reader.of(field) for reader in one.readers)) for field in FIELDS if field not in SILENCE)
    return tuple((field, row) for field, row in rows if any(row))


def _overview(one: SetMetadata) -> Table:
    return Table(
        f"{one.name}: metadata, mean F1 by field over {one.pages} pages",
        ("field", "pages", *(reader.reader for reader in one.readers)),
        tuple(
            (field, str(_pages(row)), *(share(cell.f1) if cell else NOTHING for cell in row))
            for field, row in compared_fields(one)
        ),
    )


def _fields(one: SetMetadata) -> Table:
    rows = []
    for field, row in compared_fields(one):
        for reader, cell in zip(one.readers, row, strict=True):
            if cell:
                right = NOTHING if cell.right is None else share(cell.right)
                figures = (share(cell.answered), share(cell.exact), share(cell.f1), right)
                rows.append((field, reader.reader, str(cell.pages), *figures))
    header = ("field", "reader", "pages", "answered", "exact", "F1", "right when answered")
    return Table(f"{one.name}: metadata, field by field", header, tuple(rows), names=2)


def _silence(one: SetMetadata) -> Table:
    cells = [(field, reader.reader, reader.of(field)) for field in FIELDS if field in SILENCE for reader in one.readers]
    return Table(
        f"{one.name}: how often readers are silent where the page has nothing to tell",
        ("field", "reader", "pages", "silent"),
        tuple((field, reader, str(cell.pages), share(cell.exact)) for field, reader, cell in cells if cell),
        names=2,
    )


def _crashes(one: SetMetadata) -> Table:
    return Table(
        f"{one.name}: crashes, each counted as an empty answer",
        ("reader", "first error", "pages"),
        tuple(
            (row.reader, " ".join(row.first_crash.split()), str(row.crashes)) for row in one.readers if row.first_crash
        ),
        names=2,
    )


def _times(one: SetMetadata) -> Table:
    times = one.times
    reference = times.reference
    return Table(
        f"{times.name}: CPU ms a page over {times.pages} pages, and what of it metadata add to the text",
        ("reader", "mean", "median", "adds", "by median", f"of {reference}'s", "by median", "crashes"),
        tuple(_time_row(row) for row in times.readers),
    )


def _time_row(row: ReaderTimes) -> tuple[str, ...]:
    adds = row.adds
    ratios = (adds.of_reference_by_mean, adds.of_reference_by_median) if adds else (None, None)
    return (
        row.reader,
        f"{row.mean_ms:.2f}",
        f"{row.median_ms:.2f}",
        *((f"{adds.mean_ms:.2f}", f"{adds.median_ms:.2f}") if adds else (NOTHING, NOTHING)),
        *(NOTHING if ratio is None else f"{ratio:.2f}×" for ratio in ratios),
        str(row.crashes),
    )


def _pages(row: tuple[FieldQuality | None, ...]) -> int:
    return next(cell.pages for cell in row if cell)
