"""What `scrubber clean` writes depends on its inputs alone: not on the number of workers, nor on how Python hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import scrubber

SHORT, LONG = 60, 2000
SEEDS_AND_WORKERS = [("0", 1), ("0", 2), ("0", 3), ("1", 2), ("random", 1), ("random", 3)]
AMOUNTS = [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.soak)]
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


def write_pages(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number:04}.{'txt' if number % 5 == 0 else 'html'}").write_text(page(number))


def lines(folder: Path, jobs: int, seed: str) -> bytes:
    root = str(Path(scrubber.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "scrubber", "clean", ".", "--format", "jsonl", "--jobs", str(jobs)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=1000)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize("count", AMOUNTS)
def test_the_output_is_the_same_whatever_the_hashes_and_the_workers(tmp_path: Path, count: int) -> None:
    write_pages(tmp_path, count)
    outputs = {lines(tmp_path, workers, seed) for seed, workers in SEEDS_AND_WORKERS}
    assert [output.count(b"\n") for output in outputs] == [count]
