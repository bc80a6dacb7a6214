"""The report: one HTML page that needs nothing else, charts first, tables beneath them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from benchmarks.charts import BarGroup, Point, bars, colour, scatter
from benchmarks.languages import SetLanguages, languages_table
from benchmarks.metadata.quality import SetMetadata
from benchmarks.metadata.tables import compared_fields, metadata_tables
from benchmarks.plain_text.quality import SetText
from benchmarks.plain_text.tables import text_tables
from benchmarks.quality import SetQuality
from benchmarks.rule_tables import rule_tables
from benchmarks.rules import SetRules
from benchmarks.speed import SetSpeed
from benchmarks.tables import Table, quality_tables, speed_table

STYLE = """
:root{--ink:#1c2430;--soft:#5b6573;--line:#e4e7ec;--paper:#fff;--wash:#f7f8fa}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#98a2b3;--line:#2c3440;--paper:#12161c;--wash:#1a2028}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
body{max-width:1080px;margin:2.5rem auto;padding:0 1.25rem}
h1{font-size:1.7rem;margin:0}
h2{font-size:1.3rem;margin:2.75rem 0 .75rem;border-top:1px solid var(--line);padding-top:1.5rem}
h3,summary{font-size:.95rem;font-weight:600;margin:1.75rem 0 .5rem}
summary{cursor:pointer}
p{color:var(--soft);margin:.3rem 0 1rem}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.25rem;padding:0;list-style:none;font-size:.9rem}
.legend i{display:inline-block;width:.75rem;height:.75rem;border-radius:50%;margin-right:.4rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .65rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{color:var(--soft);font-weight:600;background:var(--wash)}
.word{text-align:left}
svg{display:block;max-width:100%;height:auto;font-size:12px}
svg text{fill:var(--soft)}
svg .name{fill:var(--ink);font-weight:600}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """All that one call of `python -m benchmarks` found out."""

    systems: tuple[str, ...]
    """Names with versions, in the order asked for."""
    seed: int
    quality: tuple[SetQuality, ...] = ()
    speed: tuple[SetSpeed, ...] = ()
    rules: tuple[SetRules, ...] = ()
    """A set each; where there are several, all their pages pooled come last."""
    languages: tuple[SetLanguages, ...] = ()
    text: tuple[SetText, ...] = ()
    metadata: tuple[SetMetadata, ...] = ()


def to_html(run: Run) -> str:
    """The report of a run."""
    measured: tuple[SetQuality | SetLanguages | SetSpeed | SetRules, ...] = (
        *run.quality,
        *run.languages,
        *run.speed,
        *run.rules,
    )
    names = tuple(dict.fromkeys(one.name for one in measured))
    sections = (*(_section(name, run) for name in names), *map(_text_section, run.text))
    body = "".join([*sections, *map(_metadata_section, run.metadata)])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Extractors compared</title><style>{STYLE}</style></head><body>"
        "<h1>Extractors compared</h1><p>The same pages in the same run. Quality is F1, 1 is perfect; "
        f"time is CPU milliseconds a page. Intervals: paired bootstrap over pages, seed {run.seed}.</p>"
        f"{_legend(run.systems)}{body}</body></html>\n"
    )


def _legend(systems: Sequence[str]) -> str:
    items = (f'<li><i style="background:{colour(index)}"></i>{escape(name)}</li>' for index, name in enumerate(systems))
    return f'<ul class="legend">{"".join(items)}</ul>'


def _section(name: str, run: Run) -> str:
    quality = next((one for one in run.quality if one.name == name), None)
    speed = next((one for one in run.speed if one.name == name), None)
    rules = next((one for one in run.rules if one.name == name), None)
    charts = ""
    if quality:
        measure = "Word F1" if quality.systems[0].words else "Snippet F1"
        charts = f"<h3>{measure}</h3>{bars(bar_groups(quality), systems=[row.system for row in quality.systems])}"
        if speed:
            charts += f"<h3>{measure} against CPU time</h3>{scatter(scatter_points(quality, speed))}"
    tables = (*(quality_tables(quality) if quality else ()), *([speed_table(speed)] if speed else ()))
    tables += tuple(languages_table(one) for one in run.languages if one.name == name)
    tables += rule_tables(rules) if rules else ()
    return f"<h2>{escape(name)}</h2>{charts}{''.join(map(_table, tables))}"


def _text_section(text: SetText) -> str:
    """Plain text has its own systems, so it has its own legend."""
    cleaners = [row.system for row in text.speed.systems]
    charts = ""
    for view in text.views:
        charts += f"<h3>{escape(view.name)}: F1</h3>{bars(bar_groups(view), systems=cleaners)}"
        if view.name == text.speed.name:
            charts += f"<h3>{escape(view.name)}: F1 against CPU time</h3>{scatter(scatter_points(view, text.speed))}"
    tables = "".join(map(_table, text_tables(text)))
    return f"<h2>{escape(text.name)}: plain text</h2>{_legend(cleaners)}{charts}{tables}"


def _metadata_section(metadata: SetMetadata) -> str:
    """Readers are other systems again, with fields for bars."""
    names = [f"{reader.reader} {reader.version}".strip() for reader in metadata.readers]
    groups = [
        BarGroup(field, tuple(cell.f1 if cell else None for cell in row)) for field, row in compared_fields(metadata)
    ]
    chart = f"<h3>F1 by field</h3>{bars(groups, systems=names)}"
    tables = "".join(map(_table, metadata_tables(metadata)))
    return f"<h2>{escape(metadata.name)}: metadata</h2>{_legend(names)}{chart}{tables}"


def bar_groups(quality: SetQuality) -> tuple[BarGroup, ...]:
    """F1 over all pages, then by page type where the set has types."""
    types = zip(*(row.types for row in quality.systems), strict=True)
    return (
        BarGroup("all pages", tuple(row.f1 for row in quality.systems)),
        *(BarGroup(scores[0].type, tuple(score.f1 for score in scores)) for scores in types),
    )


def scatter_points(quality: SetQuality, speed: SetSpeed) -> tuple[Point, ...]:
    """The systems in the order of the quality run, which is the order of the colours."""
    times = {row.system: row.mean_ms for row in speed.systems}
    return tuple(Point(row.system, times[row.system], row.f1) for row in quality.systems if row.system in times)


def _table(table: Table) -> str:
    rows = "".join(f"<tr>{_cells(row, 'td', table.names)}</tr>" for row in table.rows)
    head = _cells(table.header, "th", table.names)
    body = f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    if table.is_detail:
        return f"<details><summary>{escape(table.title)}</summary>{body}</details>"
    return f"<h3>{escape(table.title)}</h3>{body}"


def _cells(row: Sequence[str], tag: str, names: int) -> str:
    return "".join(
        f"<{tag}{' class=word' if index < names else ''}>{escape(cell)}</{tag}>" for index, cell in enumerate(row)
    )
