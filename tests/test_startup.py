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


TESTS = """
import sys

def test_that_nothing_of_scrubber_but_its_plugin_is_there(pytestconfig):
    assert pytestconfig.pluginmanager.has_plugin("scrubber")
    allowed = {"scrubber", "scrubber.version", "scrubber.integrations", "scrubber.integrations.pytest_plugin"}
    assert {name for name in sys.modules if name.partition(".")[0] == "scrubber"} == allowed
    assert not {"lxml", "trafilatura", "httpx", "numpy", "bs4", "tqdm"} & set(sys.modules)
"""


@pytest.fixture(scope="module")
def cpu_milliseconds(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., float]:
    """The CPU time of a Python with these arguments, over that of another; bytecode is cached, as for a user."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode")),
        "PYTHONPATH": str(Path(scrubber.__file__).parents[1]),
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    environment.pop("PYTEST_ADDOPTS", None)

    def once(arguments: tuple[str, ...]) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment, check=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def least(*arguments: str, over: tuple[str, ...] = ("-c", "pass")) -> float:
        pairs = [(once(arguments), once(over)) for _ in range(RUNS)]
        return 1000 * (min(one for one, _ in pairs) - min(other for _, other in pairs))

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


def test_the_pytest_plugin_costs_at_most_30_ms_where_nothing_is_configured(
    tmp_path: Path, cpu_milliseconds: Callable[..., float]
) -> None:
    (tmp_path / "test_one.py").write_text("def test_one(): pass")
    (tmp_path / "pytest.ini").write_text("[pytest]")
    options = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    plugin = ("-p", "scrubber.integrations.pytest_plugin")
    assert cpu_milliseconds(*options, *plugin, str(tmp_path), over=(*options, str(tmp_path))) <= 30


def test_the_pytest_plugin_imports_nothing_where_nothing_is_configured(tmp_path: Path) -> None:
    (tmp_path / "test_modules.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout


def test_every_public_name_is_there_when_it_is_asked_for() -> None:
    assert {name for name in scrubber.__all__ if getattr(scrubber, name, None) is None} == set()
    assert set(scrubber.__all__) <= set(dir(scrubber))
    with pytest.raises(AttributeError, match="no attribute 'scrubb'"):
        getattr(scrubber, "scrubb")  # noqa: B009 - as a misspelt import asks
