"""`scrubber clean` writes the article in the form that is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from test_cli import HTML, HTML_CLEANED, TEXT, TEXT_CLEANED, Run, tree, write

import scrubber
from scrubber import scrub
from scrubber.reader.parts import PART_CHARACTERS

SAID = (
    '<meta name="description" content="Two years on: a bridge."><meta property="og:site_name" content="Kelness Post">'
)
PAGE = HTML.replace("</head>", f"{SAID}</head>")
FIELDS = {
    "title": "A bridge reopens",
    "site_name": "Kelness Post",
    "language": "en",
    "description": "Two years on: a bridge.",
    "word_count": len(HTML_CLEANED.split()),
}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, env=environment)

    return run


def test_front_matter_stands_above_markdown_on_standard_output(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=PAGE)
    done = run("clean", "page.html", "--format", "markdown", "--front-matter")
    above, _, body = done.stdout.partition("\n---\n\n")
    assert yaml.safe_load(above) == FIELDS
    assert body == HTML_CLEANED + "\n" == run("clean", "page.html", "--format", "markdown").stdout
    assert (done.stderr, done.returncode) == ("", 0)


def test_front_matter_stands_in_every_file_of_a_folder_that_is_written(tmp_path: Path, run: Run) -> None:
    write(tmp_path, one_html=PAGE, two_txt=TEXT, bad_json="{}")
    done = run("clean", "one.html", "two.txt", "bad.json", "-o", "out", "--format", "markdown", "--front-matter")
    assert done.returncode == 1
    assert tree(tmp_path / "out") == ["one.md", "records.jsonl", "two.md"]
    assert yaml.safe_load((tmp_path / "out/one.md").read_text().split("---")[1]) == FIELDS
    assert (tmp_path / "out/two.md").read_text().startswith(f"---\nword_count: 11\n---\n\n{TEXT_CLEANED}\n")


def test_the_suffix_of_the_output_is_enough_for_front_matter(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=PAGE)
    assert run("clean", "page.html", "-o", "page.md", "--front-matter").returncode == 0
    assert (tmp_path / "page.md").read_text().startswith("---\ntitle: A bridge reopens\n")


def test_front_matter_counts_the_words_of_a_large_text_to_its_end(tmp_path: Path, run: Run) -> None:
    lines = [f"On day {day} of the repairs the masons set stone number {day} into the arch." for day in range(9000)]
    write(tmp_path, large_txt="\n\n".join(lines))
    assert (tmp_path / "large.txt").stat().st_size > PART_CHARACTERS
    done = run("clean", "large.txt", "--format", "markdown", "--front-matter")
    above, _, body = done.stdout.partition("\n---\n\n")
    assert yaml.safe_load(above)["word_count"] == scrub(tmp_path / "large.txt").word_count
    assert body == run("clean", "large.txt", "--format", "markdown").stdout
    assert body.count("masons") == 9000


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "schema-org", "trafilatura"])
def test_front_matter_of_a_form_that_has_none_is_wrong_usage(form: str, tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=PAGE)
    done = run("clean", "page.html", "--format", form, "--front-matter", "-o", "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{form} has no front matter" in done.stderr and "--format markdown" in done.stderr
    assert tree(tmp_path) == ["page.html"]


@pytest.mark.parametrize(("form", "suffix"), [("schema-org", ".jsonld"), ("trafilatura", ".json")])
def test_the_records_of_others_are_an_object_a_page(form: str, suffix: str, tmp_path: Path, run: Run) -> None:
    write(tmp_path, one_html=PAGE, two_txt=TEXT, bad_json="{}")
    article = scrub(PAGE)
    expected = article.to_schema_org() if form == "schema-org" else article.to_trafilatura()
    assert json.loads(run("clean", "one.html", "--format", form).stdout) == expected
    assert run("clean", "one.html", "two.txt", "bad.json", "-o", "out", "--format", form).returncode == 1
    assert tree(tmp_path / "out") == [f"one{suffix}", "records.jsonl", f"two{suffix}"]
    assert json.loads((tmp_path / f"out/one{suffix}").read_text()) == expected


def test_the_suffix_of_the_output_tells_json_from_json_ld(tmp_path: Path, run: Run) -> None:
    write(tmp_path, page_html=PAGE)
    run("clean", "page.html", "-o", "page.json")
    run("clean", "page.html", "-o", "page.jsonld")
    assert json.loads((tmp_path / "page.json").read_text())["status"] == "ok"
    assert json.loads((tmp_path / "page.jsonld").read_text())["@type"] == "Article"
