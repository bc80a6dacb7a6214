"""The public names have docstrings, and docs/library.md has them all."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import scrubber

PAGE = Path(__file__).parent.parent / "docs" / "library.md"
LINES = dict(re.findall(r"^\* `scrubber\.(\w+)`: (.*(?:\n  .*)*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
WHERE = {"RULES": "scrubber.cleaner.rules", "__version__": "scrubber.version"}
Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Module


def tree_of(module: str) -> ast.Module:
    source = inspect.getsourcefile(__import__(module, fromlist=["_"]))
    assert source
    return ast.parse(Path(source).read_text(encoding="utf-8"))


def docstrings(tree: Named, prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """The names of a module or a class, but private ones, with their docstrings, which of a value stand below it."""
    for node, below in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{node.name}", ast.get_docstring(node)
            if isinstance(node, ast.ClassDef):
                yield from docstrings(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            told = below.value if isinstance(below, ast.Expr) else None
            yield f"{prefix}{ast.unparse(target)}", told.value if isinstance(told, ast.Constant) else None


def documented(name: str) -> dict[str, str | None]:
    """The docstrings of a public name and of what it holds."""
    tree = tree_of(WHERE.get(name) or getattr(scrubber, name).__module__)
    return {
        each: docstring
        for each, docstring in docstrings(tree)
        if each == name or (each.startswith(f"{name}.") and not each.split(".")[1].startswith("_"))
    }


@pytest.mark.parametrize("name", scrubber.__all__)
def test_a_public_name_and_each_of_its_fields_and_methods_has_a_docstring(name: str) -> None:
    told = documented(name)
    assert name in told
    assert [each for each, docstring in told.items() if not docstring] == []


@pytest.mark.parametrize("name", scrubber.__all__)
def test_its_line_in_the_page_of_the_library_is_the_first_one_of_its_docstring(name: str) -> None:
    first, _, _ = (documented(name)[name] or "").partition("\n\n")
    assert " ".join(LINES[name].split()) == " ".join(first.split())


def test_the_page_of_the_library_names_nothing_else() -> None:
    assert sorted(LINES) == sorted(scrubber.__all__)
