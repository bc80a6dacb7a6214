"""A warning for each rule of the user's own that said nothing of any fixture: it may be misspelt, or guard nothing."""

from __future__ import annotations

from typing import Any

import pytest

from scrubber.integrations.fixture_session import SESSION

WORKER_OUTPUT = "scrubber"  # of pytest-xdist: what a worker tells the process that started it


class SilentRules:
    """A plugin that counts, over all workers, and tells at the end."""

    def __init__(self) -> None:
        self._fixtures: set[str] = set()
        self._silent: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Count what ran in this process; a worker hands it on."""
        shared = session.config.stash.get(SESSION, None)
        if shared is None or not shared.checked:
            return
        from scrubber.fixtures.check import silent_rules

        self._add([one.fixture.name for one in shared.checked], silent_rules(shared.rules, shared.checked))
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput[WORKER_OUTPUT] = (sorted(self._fixtures), sorted(self._silent))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Count what ran in a worker. One that died has counted nothing."""
        if counted := getattr(node, "workeroutput", {}).get(WORKER_OUTPUT):
            self._add(*counted)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the silent rules."""
        fixtures = "1 fixture" if len(self._fixtures) == 1 else f"{len(self._fixtures)} fixtures"
        for name in sorted(self._silent):
            says = f"warning: rule {name} matched nothing on {fixtures}; check it, or add a page that it is for"
            terminalreporter.write_line(f"scrubber: {says}", yellow=True)

    def _add(self, fixtures: list[str], silent: list[str]) -> None:
        self._silent = self._silent & set(silent) if self._fixtures else set(silent)
        self._fixtures |= set(fixtures)
