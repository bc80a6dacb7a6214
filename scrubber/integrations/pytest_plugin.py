"""The pytest plugin: every fixture in `scrubber_fixtures` is a file of tests, an item for each output.

It loads with every pytest of an environment that has Scrubber: until a fixture is collected, it imports nothing of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from scrubber.fixtures.check import Checked
    from scrubber.integrations.fixture_session import FixtureSession

FILES = ("page.toml", "page.html", "page.txt", "article.md", "article.json", "removals.tsv")
FOLDERS = pytest.StashKey[tuple[Path, ...]]()


class DiffersError(Exception):
    """A fixture whose page gives something else; the message is what is shown."""


class FixtureFile(pytest.File):
    """One fixture. Its page is cleaned once, however many of its items run."""

    _checked: Checked | None = None

    def collect(self) -> Iterator[FixtureItem]:
        from scrubber.fixtures.outputs import Output

        for output in Output:
            yield FixtureItem.from_parent(self, name=str(output))

    def checked(self) -> Checked:
        """What differs between what the fixture expects and what comes out."""
        if self._checked is None:
            self._checked = _session_of(self.config).check(self.path.parent)
        return self._checked


class FixtureItem(pytest.Item):
    """One output of a fixture: `article.md`, `article.json` or `removals.tsv`."""

    def runtest(self) -> None:
        from scrubber.fixtures.report import report_of

        assert isinstance(self.parent, FixtureFile)
        if lines := report_of(self.parent.checked(), self.name):
            raise DiffersError("\n".join([*lines, "", f"If the change is right: {self._command()}"]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> Any:
        """The differences, and no traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, DiffersError) else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it stands."""
        return self.path, None, f"{_name_of(self.path.parent)}: {self.name}"

    def _command(self) -> str:
        """What to run in the root folder to accept what comes out."""
        folder = self.path.parent
        options = [f"--rules {_below(path, self.config)}" for path in self.config.getini("scrubber_rules")]
        root = _below(folder.parent.parent, self.config)
        return " ".join(["scrubber fixture accept", root, _name_of(folder), *options])


def pytest_addoption(parser: pytest.Parser) -> None:
    """The settings. A path is relative to the file that has them."""
    parser.addini("scrubber_fixtures", "folders of scrubber fixtures, HOST/CASE/page.toml", type="paths", default=[])
    parser.addini("scrubber_rules", "TOML files of rules that the fixtures are cleaned with", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Have the fixtures collected too, where all tests are."""
    folders = tuple(dict.fromkeys(_absolute(folder) for folder in config.getini("scrubber_fixtures")))
    config.stash[FOLDERS] = folders
    if folders and config.getini("scrubber_rules"):
        from scrubber.integrations.silent_rules import SilentRules

        config.pluginmanager.register(SilentRules(), "scrubber-silent-rules")
    source = config.args_source
    is_at_root = config.invocation_params.dir == config.rootpath
    if source is config.ArgsSource.TESTPATHS or (source is config.ArgsSource.INVOCATION_DIR and is_at_root):
        asked = [_absolute(config.invocation_params.dir / argument) for argument in config.args]
        config.args += [str(folder) for folder in folders if not any(folder.is_relative_to(path) for path in asked)]


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Refuse settings that would let the fixtures pass unseen."""
    for folder in session.config.stash[FOLDERS]:
        if not any(_is_fixture(path) for path in folder.glob("*/*")):
            raise pytest.UsageError(f"scrubber_fixtures: {folder} holds no fixture; `scrubber fixture add` makes one")
    if session.config.stash[FOLDERS] and session.config.getini("scrubber_rules"):
        _session_of(session.config)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Go into every folder of the fixtures, whatever its name; pass by their files, but for one in each."""
    depth = _depth(collection_path, config)
    if depth in (1, 2) and collection_path.is_dir():
        return collection_path.name.startswith(".")
    if depth == 3 and collection_path.name in FILES:
        return collection_path != _file_of(collection_path.parent)
    return None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> FixtureFile | None:
    """A fixture, by its page.toml; one that has none, by another file of it."""
    if _depth(file_path, parent.config) == 3 and file_path == _file_of(file_path.parent):
        return FixtureFile.from_parent(parent, path=file_path, name=_name_of(file_path.parent))
    return None


def _session_of(config: pytest.Config) -> FixtureSession:
    from scrubber.integrations.fixture_session import SESSION, FixtureSession

    if SESSION not in config.stash:
        from scrubber.cleaner.rules import rules
        from scrubber.cleaner.user_rules import read_rules
        from scrubber.errors import RuleError

        try:
            extra = [rule for path in config.getini("scrubber_rules") for rule in read_rules(path)]
            config.stash[SESSION] = FixtureSession(rules(extra=extra))
        except RuleError as error:
            raise pytest.UsageError(f"scrubber_rules: {error}") from error
    return config.stash[SESSION]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - as pytest names paths: without "..", links not followed


def _depth(path: Path, config: pytest.Config) -> int:
    """How far below a folder of fixtures a path lies; 0 for a path outside."""
    for folder in config.stash[FOLDERS]:
        if path.is_relative_to(folder):
            return len(path.relative_to(folder).parts)
    return 0


def _file_of(folder: Path) -> Path | None:
    return next((path for name in FILES if (path := folder / name).is_file()), None)


def _is_fixture(path: Path) -> bool:
    return path.is_dir() and _file_of(path) is not None


def _name_of(folder: Path) -> str:
    return "/".join(folder.parts[-2:])


def _below(path: Path, config: pytest.Config) -> str:
    return str(path.relative_to(config.rootpath)) if path.is_relative_to(config.rootpath) else str(path)
