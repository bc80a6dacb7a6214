"""What the fixtures of one run of pytest share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scrubber.cleaner.rule import Rule
    from scrubber.fixtures.check import Checked


class FixtureSession:
    """What the fixtures of one run share: the rules, and what has been checked."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self.checked: list[Checked] = []

    def check(self, folder: Path) -> Checked:
        """What differs in one fixture."""
        from scrubber.fixtures.check import check
        from scrubber.fixtures.fixture import Fixture

        checked = check(Fixture(folder), self.rules)
        self.checked.append(checked)
        return checked


SESSION = pytest.StashKey[FixtureSession]()
"""Where it is kept."""
