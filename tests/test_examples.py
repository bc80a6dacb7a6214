"""The examples do what they say, each as its page of commands prints it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from killing import ENVIRONMENT
from misbehaving.answers import by_target, page, text
from misbehaving.server import Server

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PARAGRAPH = "<p>The council met on Monday and voted for a new bridge over the river, as the mayor had asked.</p>"
HTML = f"<!doctype html><title>A bridge</title><article>{PARAGRAPH * 5}<p>Correction: it is Ann Lee.</p></article>"


def run(example: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EXAMPLES / example), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, text=True, capture_output=True, timeout=60)


def test_every_example_is_named_in_the_list_and_tried_here() -> None:
    named = re.findall(r"^python examples/(\w+\.py)", (EXAMPLES / "README.md").read_text(), re.M)
    assert sorted(named) == sorted(path.name for path in EXAMPLES.glob("*.py"))
    tried = Path(__file__).read_text()
    assert [name for name in named if f'run("{name}"' not in tried] == []


def test_one_page() -> None:
    done = run("one_page.py", "fixtures/gazette.example/seed-twin/page.txt")
    article = (ROOT / "fixtures/gazette.example/seed-twin/article.json").read_text()
    assert done.returncode == 0 and done.stdout.startswith(json.loads(article)["text"])
    assert "- ticker: " in done.stdout


def test_a_folder_to_markdown(tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/page.html").write_text(HTML)
    (tmp_path / "in/empty.txt").write_text("")
    done = run("folder_to_markdown.py", tmp_path / "in", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "deep-page.md\n") and "empty.txt: empty" in done.stderr
    assert (tmp_path / "out/deep-page.md").read_text().startswith("---\ntitle: A bridge")


def test_a_job_with_resume(tmp_path: Path) -> None:
    answers = {f"/{number}": page(HTML.encode()) for number in range(3)} | {"/robots.txt": text("")}
    with Server(by_target(answers)) as server:
        urls = [server.url(f"/{number}", f"127.0.0.{number + 1}") for number in range(3)]
        (tmp_path / "urls.txt").write_text("\n".join(urls[:2]))
        arguments = (tmp_path / "urls.txt", tmp_path / "all.jsonl", "127.0.0.0/8")
        first = run("job_with_resume.py", *arguments)
        with (tmp_path / "all.jsonl").open("a") as file:
            file.write("half a rec")
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        second = run("job_with_resume.py", *arguments)
        asked = [request.target for request in server.log.requests() if request.target != "/robots.txt"]
    assert "0 of 2 done before" in first.stderr and "2 of 3 done before" in second.stderr
    records = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert sorted(record["url"] for record in records) == urls and sorted(asked) == ["/0", "/1", "/2"]
    assert {record["status"] for record in records} == {"ok"}


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(HTML)
    done = run("own_rule.py", tmp_path / "page.html")
    assert done.returncode == 0 and "Correction" not in done.stdout
    assert "- correction: opens like a correction and has only 5 words" in done.stderr


def test_a_frame() -> None:
    done = run("frame.py", "fixtures/gazette.example")
    assert done.returncode == 0, done.stderr
    assert "seed-twin/page.txt" in done.stdout and "mean" in done.stdout
