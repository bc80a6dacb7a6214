"""The documents say what the code does."""

from __future__ import annotations

import doctest
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest
from killing import ENVIRONMENT
from misbehaving.answers import HTML, by_target, page, redirect, retry_later
from misbehaving.server import Server
from referencing import Registry
from transcripts import RUN_AS_WRITTEN, Command, Saved, steps_of

from scrubber import Article, FetchStatus, Status, scrub

ROOT = Path(__file__).parent.parent
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in ROOT.glob("docs/*.schema.json")}
FIELDS = SCHEMAS["article.schema.json"]["$defs"]["fields"]
LEAD = SCHEMAS["record.schema.json"]["$defs"]["input"]["properties"]
PAGES = sorted(path for path in ROOT.glob("fixtures/*/*/page.*") if path.suffix in {".html", ".txt"})


def check(record: object, schema: str) -> None:
    registry = Registry().with_contents(SCHEMAS.items())
    jsonschema.Draft202012Validator(SCHEMAS[schema], registry=registry).validate(record)


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
    check(scrub(path).to_dict(), "article.schema.json")


def test_the_record_of_a_failure_fits_the_schema_too() -> None:
    for status in Status:
        check(Article(status).to_dict(), "article.schema.json")
    assert FIELDS["properties"]["status"]["enum"] == list(Status)
    assert set(FIELDS["properties"]) == set(FIELDS["required"]) == set(Article(Status.OK).to_dict())


def run(folder: Path, *arguments: str) -> list[dict[str, object]]:
    """The records that a command prints, or writes beside its articles."""
    command = [sys.executable, "-m", "scrubber", *arguments, "--jobs", "1"]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, text=True, capture_output=True, timeout=60)
    written = folder / "out" / "records.jsonl"
    lines = done.stdout or written.read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


@pytest.mark.parametrize("output", [("--format", "jsonl"), ("-o", "out/")])
def test_the_line_of_a_file_fits_its_schema_whatever_became_of_it(tmp_path: Path, output: tuple[str, ...]) -> None:
    (tmp_path / "page.html").write_bytes(HTML)
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "pages.jsonl").write_text('{"url": "https://mill.example/", "text": "The mill turns."}\nno JSON')
    records = run(tmp_path, "clean", "page.html", "empty.html", "pages.jsonl", "missing.html", *output)
    assert [record["status"] for record in records] == ["ok", "empty", "ok", "unreadable", "unreadable"]
    for record in records:
        check(record, "record.schema.json")


@pytest.mark.parametrize("output", [("--format", "jsonl"), ("-o", "out/", "--save-html", "pages")])
def test_the_line_of_a_url_fits_its_schema_whatever_became_of_it(tmp_path: Path, output: tuple[str, ...]) -> None:
    answers = {
        "/": page(HTML),
        "/moved": redirect("/"),
        "/image": page(b"\x89PNG\r\n\x1a\n" + bytes(100), media_type="image/png"),
        "/later": retry_later("9000"),
    }
    with Server(by_target(answers)) as server:
        urls = [server.url(target) for target in [*answers, "/gone"] if target != "/later"]
        urls += [server.url("/later", host="127.0.0.2"), "ftp://mill.example/", "http://10.0.0.1/"]
        manners = ("--allow", "127.0.0.0/8", "--delay", "0")
        records = run(tmp_path, "fetch", *urls, *manners, *output)
    kinds = ["bad_url", "blocked_address", "deferred", "http_error", "not_text", "ok", "ok"]
    assert sorted(str(record["fetch_status"]) for record in records) == kinds
    assert any(record["redirects"] for record in records) and any(record["retry_after"] for record in records)
    assert any("saved" in record for record in records) is ("pages" in output)
    for record in records:
        check(record, "record.schema.json")


def test_the_schema_of_a_record_has_every_status_of_fetching_and_no_other_field() -> None:
    assert LEAD["fetch_status"]["enum"] == list(FetchStatus)
    line = {"input": "page.html", "output": None, **Article(Status.OK).to_dict()}
    check(line, "record.schema.json")
    short = {"input": "page.html", "output": None, "status": "ok", "warnings": [], "title": None, "word_count": 0}
    check(short, "record.schema.json")
    for wrong in (line | {"added": 1}, short | {"text": ""}, short | {"fetch_status": "ok"}, {"input": "page.html"}):
        with pytest.raises(jsonschema.ValidationError):
            check(wrong, "record.schema.json")


@pytest.mark.parametrize("page", RUN_AS_WRITTEN)
def test_a_page_that_is_a_transcript_runs_as_written(page: str, tmp_path: Path) -> None:
    steps = list(steps_of((ROOT / "docs" / page).read_text(encoding="utf-8")))
    assert {type(step) for step in steps} == {Saved, Command}
    for step in steps:
        given = step.run_in(tmp_path)
        assert doctest.OutputChecker().check_output(step.expected, given, doctest.ELLIPSIS), f"{step}\nprints\n{given}"
