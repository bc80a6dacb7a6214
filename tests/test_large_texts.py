"""A text of any size is cleaned in parts: in bounded memory and linear time, and as if it had been one."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scrubber
from scrubber import Article, Page, Status, clean, read, scrub
from scrubber.cli.outputs.forms import Form
from scrubber.cli.outputs.outcome import Outcome, outcome_of
from scrubber.cli.outputs.parts import JoinedParts, render_part
from scrubber.reader import read_part
from scrubber.reader.large_text import read_text
from scrubber.reader.parts import PART_CHARACTERS, Part, parts_of
from scrubber.reader.source import chunks_of
from scrubber.reader.stream import texts_of
from scrubber.serializer.markdown import to_markdown

MEGABYTE = 1_000_000
MAX_RESIDENT_BYTES = 170 * MEGABYTE  # of a command and two workers for a text of any size; measured: 142 for 50 MB
WORDS = ["the", "council", "met", "on", "Monday", "and", "voted", "for", "a", "new", "bridge", "over", "the", "river"]
NOISE = ["Advertisement", "Photo: Ann Lee / Reuters", "SUBSCRIBE", "Read more", "1. First", "* A *star* in `code`"]

Run = Callable[..., subprocess.CompletedProcess[str]]

lines = st.one_of(
    st.sampled_from(
        [*NOISE, "```", "~~~~", "    indented = True", "a\tb", "Nobody answered.", "漢字" * 9, "word " * 30]
    ),
    st.text(alphabet="ab *#\xa0\x85\f\r\n", max_size=12),
    st.text(max_size=12),
)
texts = st.builds(
    lambda rows, breaks: "".join(row + gap for row, gap in zip(rows, breaks, strict=False)),
    st.lists(lines, max_size=25),
    st.lists(st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "\r\n \r\n"]), min_size=25, max_size=25),
)


def prose(size: int, gap: str = "\n\n", seed: int = 7) -> str:
    """Some megabytes of paragraphs, no two of them equal, with boilerplate between."""
    draw = random.Random(seed)
    pieces: list[str] = []
    length = number = 0
    while length < size:
        words = " ".join(draw.choices(WORDS, k=draw.randint(20, 120)))
        pieces.append(f"In year {number} {words}.")
        number += 1
        if draw.random() < 0.2:
            pieces.append(draw.choice(NOISE))
        length += len(pieces[-1]) + len(gap)
    return gap.join(pieces)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment} | more
        return subprocess.run(command, cwd=tmp_path, timeout=120, **streams)

    return run


# parts


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(2, 60), st.integers(1, 50))
def test_parts_are_the_text_character_for_character_whatever_it_comes_in(text: str, size: int, chunk: int) -> None:
    parts = list(parts_of([text], size))
    assert "".join(part.text for part in parts) == text
    assert all(len(part.text) <= size for part in parts)
    assert [part.start for part in parts] == [sum(len(part.text) for part in parts[:n]) for n in range(len(parts))]
    assert list(parts_of((text[at : at + chunk] for at in range(0, len(text), chunk)), size)) == parts


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(20, 200))
def test_the_parts_of_a_text_are_printed_as_the_whole_is(text: str, size: int) -> None:
    blocks, judged = read_text(text, size)
    whole = clean(Page(blocks, parts=judged))
    for form, expected in ((Form("text"), whole.text), (Form("markdown"), to_markdown(whole))):
        joined = JoinedParts(form)
        pieces = [joined.add(render_part(form, part, clean(read_part(part)))) for part in parts_of([text], size)]
        printed = b"".join([*pieces, joined.end()]).decode()
        assert printed == (expected + "\n").encode("utf-8", "replace").decode() * whole.status.has_text


def test_parts_end_at_blank_lines_else_at_line_ends_else_at_white_space_else_anywhere() -> None:
    def cut(text: str) -> list[str]:
        return [part.text for part in parts_of([text], 12)]

    assert cut("One.\n\nTwo.\nThree.") == ["One.\n\n", "Two.\nThree."]
    assert cut("One.\r\nTwo.\r\nThree.") == ["One.\r\nTwo.\r\n", "Three."]
    assert cut("One.\rTwo.\r \rThree.") == ["One.\rTwo.\r \r", "Three."]
    assert cut("One two three four.") == ["One two ", "three four."]
    assert cut("Three,four,five.") == ["Three,four,f", "ive."]


def test_a_line_is_joined_by_a_space_only_where_it_was_cut_at_one() -> None:
    assert [part.opens for part in parts_of(["One two three four."], 12)] == ["\n\n", " "]
    assert [part.opens for part in parts_of(["Three,four, five."], 11)] == ["\n\n", " "]
    assert [part.opens for part in parts_of(["Three,four,five."], 12)] == ["\n\n", ""]
    assert [part.opens for part in parts_of(["Three,\x1ffour,five."], 12)] == ["\n\n", ""]  # dropped as a control


def test_code_is_not_cut_where_it_can_be_avoided() -> None:
    text = "Before it.\n\n```\none\n\ntwo\n```\nAfter it.\n"
    assert [part.text for part in parts_of([text], 30)] == ["Before it.\n\n", "```\none\n\ntwo\n```\nAfter it.\n"]


def test_a_part_stands_in_the_page_where_it_stood_in_the_text() -> None:
    blocks, judged = read_text("One.\n\nTwo,\nthree.\n\nFour five six seven eight nine ten.\nEnd.", 20)
    assert [block.place for block in blocks] == ["line 1", "line 3", "line 4", "line 6", "line 7"]
    assert [block.gap_before for block in blocks] == [True, True, False, True, False]
    assert judged == (range(3), range(4, 5))
    assert [block.index for block in blocks] == [0, 1, 2, 3, 4]


def test_what_is_said_of_a_part_is_said_of_its_blocks() -> None:
    text = prose(2 * PART_CHARACTERS)
    page = read(text)
    article = clean(page)
    assert page.parts is not None and len(page.parts) > 2
    assert {removal.text for removal in article.removals} >= {"Advertisement", "SUBSCRIBE"}
    assert {removal.rule for removal in article.removals if removal.text == "Advertisement"} == {"ad-marker"}
    source = text.split("\n")
    assert all(source[int(removal.place.split()[1]) - 1] == removal.text for removal in article.removals)
    assert len(article.blocks) + len(article.removals) == len(page.blocks)


# encodings


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1251"]
)  # what is guessed of others depends on the detector
@pytest.mark.parametrize("ascii_before", [0, 1_999_999])
def test_a_stream_is_decoded_as_the_whole_is(codec: str, ascii_before: int) -> None:
    sentence = "Городской совет собрался вечером. " if codec == "cp1251" else "The council met – “größer” als je. "
    text = "a" * ascii_before + "\n" + sentence * 40_000
    data = text.encode(codec)
    assert "".join(texts_of(chunks_of(data))) == text
    page = read(data)
    assert "".join(block.text for block in page.blocks) == "".join(line.strip() for line in text.split("\n"))


def test_a_stray_byte_of_a_stream_costs_one_character() -> None:
    data = ("größer " * 300_000).encode()
    assert "".join(texts_of(chunks_of(data[:9] + b"\xff" + data[9:]))).count("\ufffd") == 1


# the command


def giant_line(size: int) -> str:
    return prose(size, gap=" ")


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(
    "content",
    [
        prose(2 * PART_CHARACTERS),
        prose(2 * PART_CHARACTERS, gap="\r"),
        giant_line(3 * PART_CHARACTERS),
        f"First.\n\nAdvertisement\n{giant_line(2 * PART_CHARACTERS)}\nLast.\n\nAdvertisement\nEnd.",
        "[Music] " * PART_CHARACTERS,
    ],
    ids=["paragraphs", "old Mac line ends", "one line", "a giant among lines", "may be JSON"],
)
def test_the_command_and_the_library_give_the_same_text(tmp_path: Path, run: Run, content: str, form: str) -> None:
    (tmp_path / "big.txt").write_bytes(content.encode())
    article = scrub(tmp_path / "big.txt")
    done = run("clean", "big.txt", "--format", form, "-o", "out/")
    assert (done.stderr, done.returncode) == (b"", 0)
    (output,) = (tmp_path / "out").glob("big.*")
    assert output.read_text() == (article.text if form == "text" else article.markdown) + "\n"
    (record,) = map(json.loads, (tmp_path / "out/records.jsonl").read_text().splitlines())
    assert (record["status"], record["word_count"]) == ("ok", sum(block.words for block in article.blocks))


def test_a_giant_line_comes_out_as_one_line(tmp_path: Path, run: Run) -> None:
    line = giant_line(3 * PART_CHARACTERS)
    (tmp_path / "big.txt").write_text(line)
    assert run("clean", "big.txt").stdout.decode() == line + "\n"


@pytest.mark.parametrize("way", ["standard input", "gz", "utf-16"])
def test_a_large_text_may_come_in_any_way(tmp_path: Path, run: Run, way: str) -> None:
    text = prose(2 * PART_CHARACTERS)
    if way == "standard input":
        done = run("clean", "-", input=text.encode())
    else:
        name = "big.txt.gz" if way == "gz" else "big.txt"
        (tmp_path / name).write_bytes(gzip.compress(text.encode()) if way == "gz" else text.encode("utf-16"))
        done = run("clean", name)
    assert done.stdout.decode() == scrub(text).text + "\n"


@pytest.mark.parametrize(
    "content", ["<!doctype html><p>One.</p>" + "<!-- no -->" * PART_CHARACTERS, "%PDF-1.7" * 99_999]
)
@pytest.mark.parametrize("name", ["big.txt", "-"])
def test_what_is_large_and_no_plain_text_is_cleaned_whole(tmp_path: Path, run: Run, content: str, name: str) -> None:
    (tmp_path / "big.txt").write_text(content)
    article = scrub(content.encode())
    done = run("clean", name, input=content.encode())
    assert (done.stdout.decode().strip(), done.returncode) == (article.text, 3 * article.status.failed)


def test_a_part_that_cannot_be_read_is_told_and_the_others_are_there(tmp_path: Path, run: Run) -> None:
    text = prose(3 * PART_CHARACTERS)
    compressed = gzip.compress(text.encode())
    (tmp_path / "big.txt.gz").write_bytes(compressed[: len(compressed) * 3 // 4])
    done = run("clean", "big.txt.gz", "-o", "out/")
    (record,) = map(json.loads, (tmp_path / "out/records.jsonl").read_text().splitlines())
    assert (done.returncode, record["status"], record["output"]) == (0, "partial", "big.txt")
    assert done.stderr.decode().startswith("scrubber: big.txt.gz: what follows character ")
    assert "is not a whole gzip file" in record["warnings"][0]
    cleaned = (tmp_path / "out/big.txt").read_text().rstrip("\n")
    assert len(cleaned) > PART_CHARACTERS and scrub(text).text.startswith(cleaned)


def test_the_outcome_of_parts_is_that_of_the_text() -> None:
    def together(*statuses: Status) -> Status:
        outcomes = [outcome_of(Article(status)) for status in statuses]
        whole: Outcome = outcomes[0]
        for outcome in outcomes[1:]:
            whole = whole.then(outcome)
        return whole.status

    assert together(Status.OK, Status.EMPTY, Status.OK, Status.NO_CONTENT) is Status.OK
    assert together(Status.OK, Status.TIMEOUT, Status.OK) is Status.PARTIAL
    assert together(Status.CRASHED, Status.NO_CONTENT) is Status.CRASHED
    assert together(Status.EMPTY, Status.NO_CONTENT, Status.EMPTY) is Status.NO_CONTENT


def test_text_after_a_part_that_is_lost_is_set_apart() -> None:
    form = Form("text")
    joined = JoinedParts(form)
    for text, status in (("One.\n", Status.OK), ("Two.\n", Status.TIMEOUT), ("Three.", Status.OK)):
        part = Part(text, "\n\n" if status is Status.TIMEOUT else "\n")
        article = clean(read_part(part)) if status is Status.OK else Article(status)
        printed = joined.add(render_part(form, part, article))
    assert printed == b"\n\nThree."


# memory and time


def resident_bytes(pid: int) -> int:
    """Of a process and all that it has started."""
    size = 0
    with contextlib.suppress(OSError):
        size = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            size += resident_bytes(int(child))
    return size


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells the memory of other processes so")
@pytest.mark.parametrize("gap", ["\n\n", " "], ids=["paragraphs", "one line"])
def test_twenty_megabytes_take_no_more_memory_than_one(tmp_path: Path, gap: str) -> None:
    paragraphs = prose(MEGABYTE, gap)
    with (tmp_path / "big.txt").open("w") as file:
        file.writelines(f"{number}{gap}{paragraphs}{gap}" for number in range(20))
    command = [sys.executable, "-m", "scrubber", "clean", "big.txt", "--jobs", "2", "-o", "cleaned.txt"]
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1])}
    peak = 0
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as process:
        while process.poll() is None:
            peak = max(peak, resident_bytes(process.pid))
            time.sleep(0.01)
    assert process.returncode == 0
    assert (tmp_path / "cleaned.txt").stat().st_size > 19 * MEGABYTE
    assert peak < MAX_RESIDENT_BYTES


@pytest.mark.parametrize("gap", ["\n\n", "\n", " "], ids=["paragraphs", "lines", "one line"])
def test_time_grows_with_the_text_and_no_faster(gap: str) -> None:
    scrub(prose(100_000, gap))
    seconds = []
    for size in (1, 2, 4):
        text = prose(size * MEGABYTE, gap)
        began = time.process_time()
        assert scrub(text).status is Status.OK
        seconds.append(time.process_time() - began)
    assert seconds[2] < 6 * seconds[0] + 0.1, seconds
