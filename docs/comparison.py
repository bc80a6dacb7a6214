"""The plot of the README: `python docs/comparison.py FIGURES.json`, of what `python -m benchmarks --json` wrote."""

import json
import sys
from pathlib import Path

from benchmarks.charts import Point, scatter

SET = "wcxb-dev"
OUTPUT = Path(__file__).with_name("comparison.svg")
STYLE = (
    "<style>text{font:12px system-ui,sans-serif;fill:#444}.name{font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#ccc}}</style>"
)


def main(figures: Path) -> None:
    """Write the plot: F1 on WCXB against CPU time a page, every system of the run."""
    run = json.loads(figures.read_text(encoding="utf-8"))
    quality = next(one for one in run["quality"] if one["name"] == SET)
    speed = next(one for one in run["speed"] if one["name"] == SET)
    mean_ms = {row["system"]: row["mean_ms"] for row in speed["systems"]}
    points = [Point(row["system"], mean_ms[row["system"]], row["words"]["f1"]) for row in quality["systems"]]
    plot = scatter(points).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    head, rest = plot.split(">", 1)
    OUTPUT.write_text(f"{head}>{STYLE}{rest}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
