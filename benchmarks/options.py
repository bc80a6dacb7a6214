"""The command line of `python -m benchmarks`: what is measured, on which pages, and where the figures go."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.domains import PARTS
from benchmarks.plain_text.scoring import CROP, VIEWS
from benchmarks.systems import Named

OF_MAIN_TEXT = ("quality", "languages", "speed", "confidence", "blocks", "rules", "text")
OF_METADATA = "metadata"


def parser_of(systems: Sequence[Named], cleaners: Sequence[Named], readers: Sequence[Named]) -> argparse.ArgumentParser:
    """The parser, whose help names what can be compared."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Compare extractors of main text and of metadata."
    )
    parser.add_argument(
        "measures",
        nargs="+",
        choices=(*OF_MAIN_TEXT, OF_METADATA),
        help="quality and speed: the report plots F1 against time; confidence: whether it holds; "
        "languages: quality by language; blocks: how well Scrubber's blocks hold the truth; "
        "rules: whether each polishing rule is right, and what it costs; text: cleaners of plain text; "
        "metadata: readers of title, authors, date and the like",
    )
    _add_compared(parser, systems)
    _add_of_one_measure(parser, cleaners, readers)
    _add_pages(parser)
    parser.add_argument("--jobs", type=_positive, default=2, metavar="N", help="processes, but for times (2)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report to look at")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument("--doc", type=Path, metavar="FILE", help="put the tables of rules or languages between markers")
    return parser


def _add_compared(parser: argparse.ArgumentParser, systems: Sequence[Named]) -> None:
    parser.add_argument(
        "--systems",
        default="trafilatura-nocomments,scrubber,scrubber-fast",
        metavar="A,B",
        help=f"of {_listed(systems)}; quality and languages compare the others with the first",
    )
    models = "out of fold: models trained without a fifth of the sites"
    parser.add_argument("--line-models", type=Path, metavar="DIR", help=f"text {models}")
    parser.add_argument("--block-models", type=Path, metavar="DIR", help=f"quality and languages {models}")


def _add_of_one_measure(parser: argparse.ArgumentParser, cleaners: Sequence[Named], readers: Sequence[Named]) -> None:
    for option, measure, known in (("--cleaners", "text", cleaners), ("--readers", OF_METADATA, readers)):
        names = _listed(known)
        parser.add_argument(option, default=names, metavar="A,B", help=f"what {measure} compares, of {names}")
    parser.add_argument(
        "--views", type=_views, default=("wet", "bs4", CROP), metavar="A,B", help=f"of text: {', '.join(VIEWS)}"
    )


def _listed(known: Sequence[Named]) -> str:
    return ",".join(one.name for one in known)


def _add_pages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--set", action="append", default=[], type=Path, metavar="DIR", dest="sets", help="repeatable")
    parser.add_argument("--limit", type=_positive, metavar="N", help="a sample of N pages of each set")
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="all",
        help="held: a fixed fifth of the sites; rest: the others; first-half, second-half: as they say",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the sample and of the intervals (0)")


def names_of(value: str) -> list[str]:
    """The names in a list with commas."""
    return [name.strip() for name in value.split(",") if name.strip()]


def _views(value: str) -> tuple[str, ...]:
    """The names of views.

    >>> _views("wet, crop")
    ('wet', 'crop')
    >>> _views("pdf")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: no view is called pdf; there are wet, bs4, para, crop
    """
    names = tuple(dict.fromkeys(names_of(value)))
    if unknown := [name for name in names if name not in VIEWS]:
        raise argparse.ArgumentTypeError(f"no view is called {', '.join(unknown)}; there are {', '.join(VIEWS)}")
    if not names:
        raise argparse.ArgumentTypeError(f"names none of {', '.join(VIEWS)}")
    return names


def _positive(value: str) -> int:
    """A whole number above 0.

    >>> _positive("0")
    Traceback (most recent call last):
    argparse.ArgumentTypeError: 0 is not above 0
    """
    if int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value} is not above 0")
    return int(value)
