"""The figures of plain text as tables."""

from benchmarks.plain_text.quality import OURS, RIVAL, SetCrop, SetText, ViewCountries
from benchmarks.quality import SetQuality
from benchmarks.tables import NOTHING, Table, quality_tables, share, speed_table


def text_tables(one: SetText) -> tuple[Table, ...]:
    """The views side by side, each of them, then the half-clean, the clean, and the time."""
    each = (table for view in one.views for table in quality_tables(view) if not table.is_detail)
    countries = map(_countries, one.countries)
    tables = (*countries, *map(_crop, one.crops), _clean(one), _regimes(one), speed_table(one.speed))
    return tuple(table for table in (_overview(one), *each, *tables) if table.rows)


def _overview(one: SetText) -> Table:
    """F1 of all views; nothing where there is one only, whose own table says it."""
    measure = "word F1" if one.views and one.views[0].systems[0].words else "snippet F1"
    views = one.views if len(one.views) > 1 else ()
    rows = zip(*(view.systems for view in views), strict=True)
    return Table(
        f"{one.name}: {measure} by view",
        ("cleaner", *(_view_name(one, view) for view in views)),
        tuple((row[0].system, *(share(cell.f1) for cell in row)) for row in rows),
    )


def _view_name(one: SetText, view: SetQuality) -> str:
    return f"{view.name.removeprefix(f'{one.name}, ')} ({view.pages})"


def _countries(view: ViewCountries) -> Table:
    return Table(
        f"{view.name}: word F1 by country; {OURS} is not better than {RIVAL} "
        f"in {view.not_better} of {len(view.countries)}",
        ("country", "pages", OURS, RIVAL, "difference"),
        tuple(
            (row.country, str(row.pages), share(row.f1), share(row.rival_f1), f"{row.f1 - row.rival_f1:+.3f}")
            for row in view.countries
        ),
        is_detail=True,
    )


def _crop(one: SetCrop) -> Table:
    header = ("content words kept", "lines inside", "removed", "lines after", "removed")
    return Table(
        f"{one.name}: kept of the content, and removed of the boilerplate, over {one.pages} pages",
        ("cleaner", *header),
        tuple(
            (
                row.cleaner,
                _part(row.counts.kept_words, row.counts.content_words),
                str(row.counts.inside),
                _part(row.counts.inside_removed, row.counts.inside),
                str(row.counts.after),
                _part(row.counts.after_removed, row.counts.after),
            )
            for row in one.cleaners
        ),
    )


def _clean(one: SetText) -> Table:
    texts = one.clean[0].counts.texts if one.clean else 0
    return Table(
        f"{one.name}: what is kept of {texts} texts that are clean already",
        ("cleaner", "words kept", "same lines", "same bytes"),
        tuple(
            (
                row.cleaner,
                _part(row.counts.kept_words, row.counts.words, digits=4),
                _part(row.counts.same_lines, row.counts.texts),
                _part(row.counts.same_bytes, row.counts.texts),
            )
            for row in one.clean
        ),
    )


def _regimes(one: SetText) -> Table:
    return Table(
        f"{one.name}: how often {OURS} tells a page from a body",
        ("view", "texts", "right"),
        tuple((row.view, str(row.texts), _part(row.right, row.texts)) for row in one.regimes),
    )


def _part(some: int, all_of_them: int, *, digits: int = 3) -> str:
    """A share; nothing where there was nothing to share.

    >>> _part(1, 4), _part(0, 0)
    ('0.250', '–')
    """
    return f"{some / all_of_them:.{digits}f}" if all_of_them else NOTHING
