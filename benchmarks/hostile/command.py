"""`python -m benchmarks hostile`: the cases on each system, as a table, as JSON, and as a document."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.hostile.cases import choose_cases
from benchmarks.hostile.report import Row, as_document, as_table, failures_of
from benchmarks.hostile.running import OWN, verdicts_of
from benchmarks.options import names_of
from benchmarks.systems import SYSTEMS, choose_systems
from benchmarks.tables import aligned

SYSTEM_NAMES = f"{OWN},trafilatura,readability,newspaper"


def run(arguments: Sequence[str]) -> None:
    """Run what the arguments ask for, case by case. Raises BenchmarkError for what cannot be run or written."""
    options = _parser().parse_args(arguments)
    for file in (options.json, options.doc):
        if file and not file.resolve().parent.is_dir():
            raise BenchmarkError(f"{file}: its folder does not exist; create it first")
    systems = choose_systems(names_of(options.systems), SYSTEMS)
    cases = choose_cases(names_of(options.cases))
    rows = []
    for case, verdicts in verdicts_of([one.name for one in systems], cases, scale=options.scale, jobs=options.jobs):
        rows.append(Row(case, verdicts))
        print("\n".join(failures_of(rows[-1])), flush=True)
    names = [f"{system.name} {system.version}".strip() for system in systems]
    print(aligned(as_table(names, rows)))
    if options.json:
        figures = [asdict(verdict) for row in rows for verdict in row.verdicts if verdict]
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.doc:
        options.doc.write_text(as_document(names, rows, scale=options.scale), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks hostile", description=__doc__)
    parser.add_argument("--systems", default=SYSTEM_NAMES, metavar="A,B", help=f"default: {SYSTEM_NAMES}")
    parser.add_argument("--cases", default="", metavar="P-02,P-04", help="default: all")
    parser.add_argument("--scale", type=float, default=1.0, metavar="X", help="of sizes and numbers; default: 1")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="systems at a time (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--doc", type=Path, metavar="FILE", help="write the document")
    return parser
