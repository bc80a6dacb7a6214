"""What `scrubber clean` writes depends on its inputs alone: not on the number of workers, nor on how Python hashes.

`SCRUBBER_LONG=1` takes 2,000 pages, three times each.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import scrubber

IS_LONG = os.environ.get("SCRUBBER_LONG") == "1"
PAGES, RUNS = (2000, 3) if IS_LONG else (60, 1)
SENTENCES = (
    "The council met on Monday and voted for the new bridge over the river.",
    "Nobody had expected that the old one would be closed so soon after the flood.",
    "Engineers will begin with the northern arch, which the water had damaged most.",
)


def page(number: int) -> str:
    """An invented page; every fifth is plain text, every seventh a listing without an article."""
    paragraphs = [
        f"{SENTENCES[(number + n) % 3]} It was said {n + 1} times in room {number}." for n in range(number % 9)
    ]
    if number % 5 == 0:
        return "\n\n".join([f"Report {number}", "By Ann Lee", *paragraphs, "Read more", "Photo: John Roe"])
    links = "".join(f'<li><a href="/{n}">Story {n}</a>' for n in range(30 if number % 7 == 0 else 4))
    body = "" if number % 7 == 0 else "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    keywords = "<meta name=keywords content='bridge, flood, river, council'>"
    return (
        f"<!doctype html><html><head><title>Report {number} | The Valley</title>{keywords}</head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>Report {number}</h1><p class=byline>By Ann Lee</p>{body}"
        "<div class='share newsletter'>Share this</div></article><footer>Imprint</footer></body></html>"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(PAGES):
        (folder / f"{number:04}.{'txt' if number % 5 == 0 else 'html'}").write_text(page(number))
    return folder


def lines(folder: Path, jobs: int, seed: str) -> bytes:
    root = str(Path(scrubber.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "scrubber", "clean", ".", "--format", "jsonl", "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=1000)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def expected(folder: Path) -> bytes:
    given = lines(folder, 1, "0")
    assert given.count(b"\n") == PAGES
    return given


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_the_output_is_the_same_whatever_the_hashes_and_the_workers(
    folder: Path, expected: bytes, jobs: int, seed: str
) -> None:
    for _ in range(RUNS):
        assert lines(folder, jobs, seed) == expected
