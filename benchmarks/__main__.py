"""Compare extractors: `python -m benchmarks quality speed --systems trafilatura-nocomments,scrubber`.

And cleaners of plain text: `python -m benchmarks text`; readers of metadata: `python -m benchmarks metadata`.
What hostile pages do to them: `python -m benchmarks hostile`, which has options of its own.
"""

import argparse
import json
import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.blocks import blocks_table
from benchmarks.confidence import confidence_table
from benchmarks.corpus import MAIN_TEXT, METADATA, PageSet, TruthKind, judged_by, read_sets, set_folders
from benchmarks.document import with_table
from benchmarks.domains import part_of
from benchmarks.errors import BenchmarkError
from benchmarks.hostile.command import run as run_hostile
from benchmarks.languages import judge_languages, languages_table
from benchmarks.metadata.quality import SetMetadata, judge_metadata
from benchmarks.metadata.readers import READERS, Reader
from benchmarks.metadata.tables import metadata_tables
from benchmarks.options import OF_MAIN_TEXT, OF_METADATA, names_of, parser_of
from benchmarks.plain_text.cleaners import CLEANERS, Cleaner, out_of_fold
from benchmarks.plain_text.quality import SetText, judge_text
from benchmarks.plain_text.tables import text_tables
from benchmarks.quality import judge_set
from benchmarks.report import Run, to_html
from benchmarks.rule_tables import markdown_table, rule_tables
from benchmarks.rules import SetRules, figures_of, polish_set, pooled_figures
from benchmarks.speed import REFERENCE, time_set
from benchmarks.systems import SYSTEMS, Chosen, System, choose_systems
from benchmarks.tables import aligned, in_markdown, quality_tables, speed_table

USAGE_ERROR = 2
HOSTILE = "hostile"


def main(
    arguments: Sequence[str] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    known: Sequence[System] = SYSTEMS,
    known_cleaners: Sequence[Cleaner] = CLEANERS,
    known_readers: Sequence[Reader] = READERS,
) -> int:
    """Run what the arguments ask for; 0, or 2 with a message when it cannot be done."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if words[:1] == [HOSTILE]:
            run_hostile(words[1:])
            return 0
        options = parser_of(known, known_cleaners, known_readers).parse_args(words)
        asked = options.measures
        options.cleaners = _chosen("--cleaners", options.cleaners, known_cleaners) if "text" in asked else ()
        options.readers = _chosen("--readers", options.readers, known_readers) if OF_METADATA in asked else ()
        _run(options, environment, known)
    except BenchmarkError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return USAGE_ERROR
    return 0


def _chosen(option: str, names: str, known: Sequence[Chosen]) -> tuple[Chosen, ...]:
    chosen = choose_systems(names_of(names), known)
    if not chosen:
        raise BenchmarkError(f"{option} names none")
    return chosen


def _run(options: argparse.Namespace, environment: Mapping[str, str], known: Sequence[System]) -> None:
    _require_folders(options.html, options.json)
    if options.doc:
        _with_tables(options, dict.fromkeys(_documented(options), ""))  # told before the run if it has no place
    is_of_text = not set(OF_MAIN_TEXT).isdisjoint(options.measures)
    systems = _chosen("--systems", options.systems, known) if is_of_text else ()
    sets = read_sets(set_folders(options.sets, environment))
    texts = _judged(MAIN_TEXT, sets, options) if is_of_text else ()
    described = _judged(METADATA, sets, options) if OF_METADATA in options.measures else ()
    run = replace(_measure(texts, systems, options, known), metadata=_measure_metadata(described, options))
    if options.doc:
        _write(options.doc, _with_tables(options, _tables_of(run)))
    if options.html:
        _write(options.html, to_html(run))
    if options.json:
        _write(options.json, json.dumps(asdict(run), indent=1, ensure_ascii=False) + "\n")


def _judged(kind: TruthKind, sets: Sequence[PageSet], options: argparse.Namespace) -> tuple[PageSet, ...]:
    """The sets with truth of this kind, cut down to the part and the sample that are asked for."""
    judged, skipped = judged_by(kind, sets)
    for name in skipped:
        print(f"{name}: skipped, it has no {kind.name} to judge by", file=sys.stderr)
    parts = part_of(judged, options.part)
    return tuple(one.sample(options.limit, seed=options.seed) if options.limit else one for one in parts)


def _measure(
    sets: Sequence[PageSet], systems: tuple[System, ...], options: argparse.Namespace, known: Sequence[System]
) -> Run:
    """Measure and print set by set, so that a long run shows what it has."""
    quality, languages, speed = [], [], []
    timed = systems
    if "speed" in options.measures:
        timed = (*systems, *(one for one in choose_systems([REFERENCE], known) if one not in systems))
    for page_set in sets:
        if "quality" in options.measures:
            found = judge_set(
                page_set, systems, jobs=options.jobs, seed=options.seed, block_models=options.block_models
            )
            quality.append(found)
            print(*map(aligned, quality_tables(quality[-1])), sep="\n\n", end="\n\n", flush=True)
        if "languages" in options.measures:
            told = judge_languages(
                page_set, systems, jobs=options.jobs, seed=options.seed, block_models=options.block_models
            )
            languages.append(told)
            print(aligned(languages_table(told)), end="\n\n", flush=True)
        if "speed" in options.measures:
            speed.append(time_set(page_set, timed))
            print(aligned(speed_table(speed[-1])), end="\n\n", flush=True)
        if "confidence" in options.measures and page_set.has_text:
            table = confidence_table(page_set, jobs=options.jobs, block_models=options.block_models)
            print(aligned(table), end="\n\n", flush=True)
        if "blocks" in options.measures:
            print(aligned(blocks_table(page_set, jobs=options.jobs)), end="\n\n", flush=True)
    shown = systems if quality or languages else timed
    names = tuple(f"{system.name} {system.version}".strip() for system in shown)
    rules, text = _measure_rules(sets, options), _measure_text(sets, options)
    return Run(names, options.seed, tuple(quality), tuple(speed), rules, tuple(languages), text)


def _measure_text(sets: Sequence[PageSet], options: argparse.Namespace) -> tuple[SetText, ...]:
    if "text" not in options.measures:
        return ()
    judged, cleaners = [], options.cleaners
    if options.line_models:
        cleaners = tuple(out_of_fold(cleaner, options.line_models) for cleaner in cleaners)
    for page_set in sets:
        judged.append(judge_text(page_set, cleaners, options.views, jobs=options.jobs, seed=options.seed))
        print(*map(aligned, text_tables(judged[-1])), sep="\n\n", end="\n\n", flush=True)
    return tuple(judged)


def _measure_metadata(sets: Sequence[PageSet], options: argparse.Namespace) -> tuple[SetMetadata, ...]:
    judged = []
    for page_set in sets:
        judged.append(judge_metadata(page_set, options.readers, jobs=options.jobs, seed=options.seed))
        print(*map(aligned, metadata_tables(judged[-1])), sep="\n\n", end="\n\n", flush=True)
    return tuple(judged)


def _measure_rules(sets: Sequence[PageSet], options: argparse.Namespace) -> tuple[SetRules, ...]:
    """The rules on each set, and where there are several on all their pages pooled, which come last."""
    if "rules" not in options.measures:
        return ()
    polished, figures = [], []
    for page_set in sets:
        polished.append(polish_set(page_set, jobs=options.jobs))
        figures.append(figures_of(polished[-1]))
        _print_rules(figures[-1])
    if len(sets) > 1:
        figures.append(pooled_figures(polished))
        _print_rules(figures[-1])
    return tuple(figures)


def _print_rules(figures: SetRules) -> None:
    print(*map(aligned, rule_tables(figures)), sep="\n\n", end="\n\n", flush=True)


def _require_folders(*files: Path | None) -> None:
    for file in files:
        if file and not file.resolve().parent.is_dir():
            raise BenchmarkError(f"{file}: its folder does not exist; create it first")


def _documented(options: argparse.Namespace) -> tuple[str, ...]:
    """The measures asked for whose tables a document takes."""
    measures = tuple(measure for measure in ("rules", "languages") if measure in options.measures)
    if not measures:
        raise BenchmarkError("--doc takes the tables of `rules` and `languages`; ask for one of them")
    return measures


def _tables_of(run: Run) -> dict[str, str]:
    tables = {"rules": markdown_table(run.rules[-1])} if run.rules else {}
    if run.languages:
        written = (f"{table.title}:\n\n{in_markdown(table)}" for table in map(languages_table, run.languages))
        tables["languages"] = "\n\n".join(written)
    return tables


def _with_tables(options: argparse.Namespace, tables: Mapping[str, str]) -> str:
    """The document of --doc with the table of each measure in its place."""
    try:
        document: str = options.doc.read_text(encoding="utf-8")
        for measure, table in tables.items():
            document = with_table(document, table, place=f"{measure}:{options.part}")
        return document
    except (OSError, BenchmarkError) as error:
        raise BenchmarkError(f"{options.doc}: cannot take the table ({error})") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BenchmarkError(f"{file}: cannot be written ({error.strerror})") from error


def _silence_peers() -> None:
    """Peers log and warn about pages they dislike; what counts is their answers, and crashes are reported."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


if __name__ == "__main__":
    _silence_peers()
    sys.exit(main())
