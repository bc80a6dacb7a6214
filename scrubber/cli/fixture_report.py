"""How differences look: by kind, each with its line and the rule to blame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrubber.cli.layout import INDENT, Layout
from scrubber.fixtures.check import Checked
from scrubber.fixtures.difference import Difference
from scrubber.fixtures.report import blamed, headed


def lines_of(checked: Checked, layout: Layout) -> Iterator[str]:
    """The differences of a fixture, below its name."""
    yield layout.strong(checked.fixture.name)
    for kind, differences in headed(checked.differences):
        yield layout.verdict(False, f"  {kind}")
        for difference in differences:
            place, detail = blamed(difference)
            yield layout.line(f"{INDENT}{place}")
            yield layout.line(f"{INDENT}  {detail}")


def differences_record(checked: Checked) -> dict[str, Any]:
    """A fixture and its differences, as values for JSON."""
    return {
        "fixture": checked.fixture.name,
        "files": sorted(checked.differing),
        "differences": [_record(difference) for difference in checked.differences],
    }


def _record(difference: Difference) -> dict[str, Any]:
    return {
        "kind": str(difference.kind),
        "file": difference.output,
        "line": difference.line,
        "what": difference.what,
        "rule": difference.rule,
        "detail": difference.detail,
    }
