"""The command line of a training: which pages, where the model goes, and where those that have not seen a part go."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.training.learning import EPOCHS

SEEDS = 3  # networks that are averaged
EVERYTHING = -1  # no part is held back


def train(
    program: str, description: str, run: Callable[[argparse.Namespace], None], arguments: Sequence[str] | None
) -> int:
    """Run a training with what the arguments say; 0, or 2 with a message when it cannot be done."""
    options = _parser(program, description).parse_args(arguments)
    try:
        options.folds.mkdir(parents=True, exist_ok=True)
        run(options)
    except (BenchmarkError, OSError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    return 0


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    parser.add_argument("--set", action="append", default=[], type=Path, metavar="DIR", dest="sets", help="repeatable")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where the model goes")
    parser.add_argument("--folds", required=True, type=Path, metavar="DIR", help="where those of the parts go")
    parser.add_argument("--limit", type=int, metavar="N", help="a sample of N pages of each set")
    parser.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help=f"networks to average ({SEEDS})")
    parser.add_argument("--epochs", type=int, default=EPOCHS, metavar="N", help=f"times all is seen ({EPOCHS})")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (2)")
    return parser
