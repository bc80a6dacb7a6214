"""The page of a first rule is walked as it is written, in a copy of the source tree."""

from __future__ import annotations

import doctest
import shutil
import subprocess
from pathlib import Path

import pytest
from transcripts import RUN_IN_A_CHECKOUT, Command, Saved, steps_of

ROOT = Path(__file__).parents[1]
TREE = ("scrubber", "fixtures", "tests", "docs", "pyproject.toml")


def copy_of_the_tree(folder: Path) -> None:
    """A checkout as somebody has it who has just cloned it."""
    for name in TREE:
        place = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        place(ROOT / name, folder / name)
    for caches in folder.rglob("__pycache__"):
        shutil.rmtree(caches)
    (folder / ".gitignore").write_text("__pycache__/\n.hypothesis/\n")
    identity = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@kelness.example")
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Everything")):
        subprocess.run(["git", *identity, *command], cwd=folder, check=True)


def test_a_first_rule_is_made_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_of_the_tree(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # as if it had been installed from there
    steps = list(steps_of((ROOT / "docs" / RUN_IN_A_CHECKOUT).read_text(encoding="utf-8")))
    assert {type(step) for step in steps} == {Saved, Command}
    for step in steps:
        given = step.run_in(tmp_path)
        assert doctest.OutputChecker().check_output(step.expected, given, doctest.ELLIPSIS), f"{step}\nprints\n{given}"
