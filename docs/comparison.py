"""The plots of the benchmarks: `python docs/comparison.py FIGURES.json`, which `python -m benchmarks --json` wrote."""

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.charts import BarGroup, Point, bars, scatter

SET = "wcxb-dev"
COMPARED = ("scrubber", "trafilatura-nocomments", "resiliparse")
DOCS = Path(__file__).parent
STYLE = (
    "<style>text{font:12px system-ui,sans-serif;fill:#444}.name{font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}}</style>"
)


def main(figures: Path) -> None:
    """Write the plots: F1 on WCXB against CPU time a page, of every system of the run; by type of page, of some."""
    run = json.loads(figures.read_text(encoding="utf-8"))
    quality = next(one for one in run["quality"] if one["name"] == SET)
    speed = next(one for one in run["speed"] if one["name"] == SET)
    mean_ms = {row["system"]: row["mean_ms"] for row in speed["systems"]}
    points = [Point(row["system"], mean_ms[row["system"]], row["words"]["f1"]) for row in quality["systems"]]
    _write("comparison.svg", scatter(points))
    _write("by-type.svg", _by_type({row["system"]: row for row in quality["systems"]}))


def _by_type(rows: dict[str, Any]) -> str:
    """Bars of a few systems for each type of page."""
    f1 = {name: {one["type"]: one["f1"] for one in rows[name]["types"]} for name in COMPARED}
    groups = [BarGroup(kind, tuple(f1[name][kind] for name in COMPARED)) for kind in f1[COMPARED[0]]]
    return bars(groups, systems=COMPARED, has_legend=True)


def _write(name: str, chart: str) -> None:
    head, rest = chart.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).split(">", 1)
    (DOCS / name).write_text(f"{head}>{STYLE}{rest}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
