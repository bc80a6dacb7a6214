"""The folders are the architecture: who may import whom, which library has which door, how large a thing may grow."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import scrubber

ROOT = Path(scrubber.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
KNOWN = frozenset(MODULES)
MAX_MODULE_LINES, MAX_FUNCTION_LINES = 250, 40

LAYERS = (
    ("errors", "version", "deferred", "status", "scripts", "bidi", "garbage"),
    ("words", "junk"),
    ("page",),
    ("article",),
    ("journal", "serializer"),
    ("reader",),
    ("cleaner",),
    ("scrubbing",),
    ("workers",),
    ("fetcher",),
    ("fixtures",),
    ("cli", "integrations"),
)
"""From the ground up: each may import what stands below it, and itself."""

UPWARDS = {
    ("article", "serializer"): "its properties are made where they are asked for",
    ("page", "reader"): "a page is read into its tree again where somebody asks for that",
}

DOORS = {
    "httpx": ("fetcher",),
    "httpcore": ("fetcher",),
    "ada_url": ("fetcher/web_url.py", "fetcher/listings/addresses.py"),
    "protego": ("fetcher/robots.py",),
    "brotli": ("fetcher/encodings.py",),
    "backports": ("fetcher/encodings.py",),
    "bs4": ("reader/decode.py",),
    "trafilatura": ("cleaner/main_text/trafilatura_choice.py", "serializer/trafilatura_record.py"),
    "justext": ("reader/likeness.py",),
    "tqdm": ("cli/report.py",),
    "pytest": ("integrations",),
    "pyarrow": ("serializer/parquet.py", "cli/inputs/parquet_rows.py"),
    "sqlite3": ("journal.py", "fetcher/page_cache.py"),
    "multiprocessing": ("workers",),
}
"""Each library, and the only places that may import it."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer_of(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports_of(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """The modules that a module imports, whole names, but for types alone.

    `at_once`: only those that it needs to be imported itself.
    """
    for node in _nodes(tree_of(path), at_once):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _nodes(node: ast.AST, at_once: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        is_for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        is_later = at_once and isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        if not is_for_types and not is_later:
            yield child
            yield from _nodes(child, at_once)


def own(modules: Iterator[str]) -> Iterator[Path]:
    """The files of those that are Scrubber's."""
    for module in modules:
        path = ROOT.parent.joinpath(*module.split("."))  # of a module, or of a name in the one above
        files = (
            path.with_suffix(".py"),
            path / "__init__.py",
            path.parent.with_suffix(".py"),
            path.parent / "__init__.py",
        )
        found = next((file for file in files if file in KNOWN), None)
        if found is not None:
            yield found


def test_every_module_has_its_layer() -> None:
    known = {layer for layers in LAYERS for layer in layers}
    assert {layer_of(name_of(path)) for path in MODULES} - known == {"__init__", "__main__"}


def test_nobody_imports_what_stands_above_it() -> None:
    height = {layer: number for number, layers in enumerate(LAYERS) for layer in layers}
    wrong = []
    used = set()
    for path in MODULES:
        layer = layer_of(name_of(path))
        for file in own(imports_of(path)):
            below = layer_of(name_of(file))
            if layer.startswith("__") or below.startswith("__") or below == layer or height[below] < height[layer]:
                continue
            if (layer, below) in UPWARDS:
                used.add((layer, below))
            else:
                wrong.append(f"{name_of(path)} imports {name_of(file)}")
    assert wrong == []
    assert used == set(UPWARDS)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = defaultdict(set)
    for path in MODULES:
        graph[path] = {file for file in own(imports_of(path, at_once=True)) if file != path}
    done: set[Path] = set()

    def visit(path: Path, trail: tuple[Path, ...]) -> None:
        assert path not in trail, " → ".join(map(name_of, (*trail[trail.index(path) :], path)))
        if path not in done:
            for file in graph[path]:
                visit(file, (*trail, path))
            done.add(path)

    for path in MODULES:
        visit(path, ())


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_its_doors_only(library: str) -> None:
    users = {name_of(path) for path in MODULES if library in {name.split(".")[0] for name in imports_of(path)}}
    assert users
    assert [user for user in users if not user.startswith(DOORS[library])] == []


def test_importing_scrubber_needs_no_library() -> None:
    light = set(sys.stdlib_module_names) | {"scrubber"}
    seen: set[Path] = set()
    waiting = [ROOT / "__init__.py"]
    heavy = set()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            heavy |= {name.split(".")[0] for name in imports_of(path, at_once=True)} - light
            waiting += own(imports_of(path, at_once=True))
    assert heavy == set()


def test_no_module_outgrows_a_screenful_of_screens() -> None:
    sizes = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in sizes.items() if size > MAX_MODULE_LINES} == {}


def test_no_function_outgrows_a_screen() -> None:
    long = {}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                told = ast.get_docstring(node, clean=False) or ""
                size = (node.end_lineno or 0) - node.lineno + 1 - len(told.splitlines())
                if size > MAX_FUNCTION_LINES:
                    long[f"{name_of(path)}: {node.name}"] = size
    assert long == {}
