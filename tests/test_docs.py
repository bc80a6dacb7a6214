"""The documents say what the code does."""

from __future__ import annotations

import doctest
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest
from transcripts import Command, Saved, steps_of

from scrubber import Article, Status, scrub

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "article.schema.json").read_text(encoding="utf-8"))
PAGES = sorted(path for path in ROOT.glob("fixtures/*/*/page.*") if path.suffix in {".html", ".txt"})


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_rules_is_the_one_that_the_rules_give() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == script("rules_page").rules_page(), "run `make docs`"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_record_of_an_article_fits_its_schema(path: Path) -> None:
    jsonschema.validate(scrub(path).to_dict(), SCHEMA)


def test_the_record_of_a_failure_fits_the_schema_too() -> None:
    for status in Status:
        jsonschema.validate(Article(status).to_dict(), SCHEMA)
    assert SCHEMA["properties"]["status"]["enum"] == list(Status)


@pytest.mark.parametrize("page", ["test-your-sites.md"])
def test_a_page_that_is_a_transcript_runs_as_written(page: str, tmp_path: Path) -> None:
    steps = list(steps_of((ROOT / "docs" / page).read_text(encoding="utf-8")))
    assert {type(step) for step in steps} == {Saved, Command}
    for step in steps:
        given = step.run_in(tmp_path)
        assert doctest.OutputChecker().check_output(step.expected, given, doctest.ELLIPSIS), f"{step}\nprints\n{given}"
