"""Starting is cheap: what a command does not need is not imported."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import scrubber

HEAVY = {"lxml", "trafilatura", "httpx", "numpy", "bs4", "pebble", "tqdm", "multiprocessing", "asyncio"}
RUNS = 15  # the least of them is what the machine does when nothing else is in the way
HELP = """
import contextlib, io
from scrubber.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["--help"])
"""


def imported_by(code: str) -> set[str]:
    code += "\nimport json, sys\nprint(json.dumps([name.partition('.')[0] for name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def cpu_milliseconds(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., float]:
    """The CPU time of a Python with these arguments, over that of a bare one; bytecode is cached, as for a user."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode")),
        "PYTHONPATH": str(Path(scrubber.__file__).parents[1]),
    }

    def once(arguments: tuple[str, ...]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment, check=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def least(*arguments: str) -> float:
        return 1000 * (min(once(arguments) for _ in range(RUNS)) - min(once(("-c", "pass")) for _ in range(RUNS)))

    return least


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not HEAVY & imported_by("import scrubber")


def test_help_imports_nothing_heavy() -> None:
    assert not HEAVY & imported_by(HELP)


def test_cleaning_plain_text_imports_no_parser() -> None:
    code = "import scrubber\nassert scrubber.scrub('The council met on Monday.', kind='text').text"
    assert not (HEAVY | {"html5lib"}) & imported_by(code)


def test_importing_the_package_costs_at_most_80_ms(cpu_milliseconds: Callable[..., float]) -> None:
    assert cpu_milliseconds("-c", "import scrubber") <= 80


def test_help_costs_at_most_150_ms(cpu_milliseconds: Callable[..., float]) -> None:
    assert cpu_milliseconds("-m", "scrubber", "--help") <= 150
