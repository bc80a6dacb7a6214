"""The guide to scraping jobs, from its list of addresses to its last command, against a site on loopback."""

from __future__ import annotations

import doctest
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from misbehaving.answers import NOT_FOUND, by_target, in_turn, page, text, validated
from misbehaving.connection import Answer
from misbehaving.server import Server
from site_on_loopback import SITE, here
from transcripts import RUN_AGAINST_A_SITE, Command, Saved, steps_of

from scrubber.cli.outputs.appended_file import size_of

GUIDE = (Path(__file__).parent.parent / "docs" / RUN_AGAINST_A_SITE).read_text(encoding="utf-8")
GROWING = "articles.parquet.rows.jsonl"
PLACES = ("bridge", "market", "school", "quarry", "station", "choir", "harvest", "weir", "mill")
ADDED = "ferry"
INTERRUPTS = {"^C": (signal.SIGINT, 130), "Killed": (signal.SIGKILL, -signal.SIGKILL)}
"""What a terminal shows of an interrupt, what it is, and the code that the command ends with."""


def article(place: str) -> Answer:
    said = f"The council met on Monday and voted for a new {place} at last, as the mayor had asked."
    body = f"<!doctype html><title>The {place}</title><article><h1>The {place}</h1>{f'<p>{said}</p>' * 2}</article>"
    return validated(body.encode(), etag=f'"{place}"')


def site() -> dict[str, Answer]:
    """Articles, one of which is not there when it is first asked for; the list of them comes once the port is known."""
    articles = {f"/news/{place}": article(place) for place in (*PLACES, ADDED)}
    return articles | {
        "/news/mill": in_turn(NOT_FOUND, articles["/news/mill"]),
        "/robots.txt": text("User-agent: *\nDisallow: /private/\n"),
    }


def sitemap(server: Server) -> Answer:
    urls = "".join(f"<url><loc>{server.url(f'/news/{place}')}</loc></url>" for place in PLACES)
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return page(xml.encode(), media_type="application/xml")


def interrupt_of(step: Command) -> str | None:
    shown = set(step.expected.splitlines()) & set(INTERRUPTS)
    return shown.pop() if shown else None


def run_interrupted(step: Command, shown: str, folder: Path) -> str:
    """What is shown of a command that is ended once it has written a record."""
    number, code = INTERRUPTS[shown]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    before = size_of(folder / GROWING)
    with tempfile.TemporaryFile() as told:  # a pipe might be held by a worker for a while
        process = subprocess.Popen(
            ["bash", "-c", f"exec {step.line}"], cwd=folder, env={**os.environ, "PATH": path}, stdout=told, stderr=told
        )
        while size_of(folder / GROWING) <= before:
            assert process.poll() is None, "it came to its end by itself"
            time.sleep(0.005)
        process.send_signal(number)
        assert process.wait(30) == code
        told.seek(0)
        printed = told.read().decode()
    return f"{shown}\n{printed}" if number == signal.SIGINT else f"{printed}{shown}\n"


def test_the_guide_to_jobs_runs_as_written_and_no_page_is_asked_for_that_has_its_record(tmp_path: Path) -> None:
    answers = site()
    steps = list(steps_of(GUIDE))
    assert {type(step) for step in steps} == {Saved, Command}
    assert {interrupt_of(step) for step in steps if isinstance(step, Command)} == {None, *INTERRUPTS}
    with Server(by_target(answers)) as server:
        answers["/sitemap.xml"] = sitemap(server)
        for step in steps:
            if isinstance(step, Saved):
                Saved(step.path, here(step.content, server)).run_in(tmp_path)
                continue
            run = Command(here(step.line, server), step.expected)
            shown = interrupt_of(step)
            given = run_interrupted(run, shown, tmp_path) if shown else run.run_in(tmp_path)
            given = given.replace(server.url(""), SITE)
            assert doctest.OutputChecker().check_output(step.expected, given, doctest.ELLIPSIS), f"{step}\n{given}"
            if step.line == "ls":
                asked = [each.target for each in server.log.requests() if each.target.startswith("/news/")]
                assert set(asked) == {f"/news/{place}" for place in (*PLACES, ADDED)}
                assert len(asked) <= len(set(asked)) + 1  # that which was in work when it was killed
