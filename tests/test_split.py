"""`--split` and `scrub_split`: many articles in one plain text, each an input of its own."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scrubber
from scrubber import ScrubberError, SourceError, Status, scrub, scrub_split
from scrubber.reader.pieces import Delimiter, Pieces
from scrubber.reader.source import CHUNK_BYTES, MAX_BYTES

ARCHIVE = "-----\nOne.\n\nAdvertisement\n ----- \r\n\r\nTwo.\r\n-----\n-----\nThree - - ----- six.\n------\nEnd.\n-----"
ONE = "The council met on Monday and voted for the new bridge."
TEXTS = ["One.", "Two.", "Three - - ----- six.\n------\nEnd."]
PATTERN_OF = {"==": r"(?<![^\n\r\f])[ ]*==[ ]*(?![^\n\r\f])", "\f": "\f"}

Run = Callable[..., subprocess.CompletedProcess[str]]


class Trickle(io.RawIOBase):
    """A file that gives no more than some bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._file, self._size = io.BytesIO(data), size

    def read(self, size: int = -1) -> bytes:
        return self._file.read(self._size)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "scrubber", "clean", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, text=True, capture_output=True, timeout=60, **more
        )

    return run


def texts_of(source: object, delimiter: str) -> list[str]:
    return [article.text for article in scrub_split(source, delimiter)]  # type: ignore[arg-type]


def squeezed(text: str) -> str:
    return "".join(text.split())


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# the library


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("way", ["str", "bytes", "file", "path", "gz"])
def test_every_kind_of_source_is_split(tmp_path: Path, way: str, codec: str) -> None:
    data = ARCHIVE.encode(codec)
    (tmp_path / "archive.txt").write_bytes(data)
    (tmp_path / "archive.txt.gz").write_bytes(gzip.compress(data))
    source = {
        "str": ARCHIVE,
        "bytes": data,
        "file": io.BytesIO(data),
        "path": tmp_path / "archive.txt",
        "gz": tmp_path / "archive.txt.gz",
    }[way]
    assert texts_of(source, "-----") == TEXTS


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_a_delimiter_may_lie_across_the_borders_of_chunks(size: int) -> None:
    assert texts_of(Trickle(ARCHIVE.encode(), size), "-----") == TEXTS


def test_a_delimiter_may_lie_across_the_border_of_real_chunks() -> None:
    for before in range(CHUNK_BYTES - 8, CHUNK_BYTES + 3):
        filler = "word " * (before // 5) + "." * (before % 5)
        assert list(Pieces(f"{filler}\n-----\nTwo.".encode(), Delimiter("-----"))) == [filler, "Two."]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_may_end_in_any_way(ending: str) -> None:
    text = ending.join(["One.", "***", "", "Two.", "\t*** ", "Three. *** Four."])
    assert list(Pieces(text, Delimiter("***"))) == ["One.", "Two.", "Three. *** Four."]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        (f"{ONE} \fTwo.\f\f\nThree.", "\f"),
        (f"{ONE}\0Two.\0Three.\0", "\0"),
        (f"{ONE}\n\r\n\r\nTwo.\n\n\n\nThree.", "\n\n\n"),
    ],
)
def test_a_control_character_parts_the_text_anywhere(text: str, delimiter: str) -> None:
    assert texts_of(text, delimiter) == texts_of(text.encode(), delimiter) == [ONE, "Two.", "Three."]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["==", "=", " ", "\n", "\r", "\f", "a", "\n==\n", "\r\n=="])), st.integers(1, 9))
def test_pieces_do_not_depend_on_chunks_and_are_the_text_without_its_delimiters(rows: list[str], size: int) -> None:
    text = "".join(rows)
    for delimiter in (Delimiter("=="), Delimiter("\f")):
        whole = list(Pieces(text, delimiter))
        assert list(Pieces(Trickle(text.encode(), size), delimiter)) == whole
        assert squeezed("".join(map(str, whole))) == squeezed(re.sub(PATTERN_OF[delimiter.text], "", text))


def test_a_file_is_read_as_its_articles_are_asked_for() -> None:
    asked = []

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            asked.append(size)
            return b"An article.\n\n-----\n"

    articles = scrub_split(Endless(), "-----")  # type: ignore[arg-type]
    assert [next(articles).text for _ in range(9)] == ["An article."] * 9
    assert len(asked) < 100


def test_splitting_holds_a_few_chunks_at_a_time() -> None:
    def chunks() -> Iterator[bytes]:
        yield from (b"An article of some words.\n\n-----\n" * 30_000 for _ in range(20))

    class File(io.RawIOBase):
        def __init__(self) -> None:
            self._chunks = chunks()

        def read(self, size: int = -1) -> bytes:
            return next(self._chunks, b"")

    tracemalloc.start()
    count = sum(1 for _ in Pieces(File(), Delimiter("-----")))  # type: ignore[arg-type]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 600_000
    assert peak < 12 * CHUNK_BYTES


def test_a_piece_over_the_bound_is_too_large_and_the_others_are_done() -> None:
    class File(io.RawIOBase):
        def __init__(self) -> None:
            self._chunks = iter(
                [b"One.\n-----\n", *[b"x" * 10_000_000] * (MAX_BYTES // 10_000_000 + 1), b"\n-----\nTwo."]
            )

        def read(self, size: int = -1) -> bytes:
            return next(self._chunks, b"")

    statuses = [str(article.status) for article in scrub_split(File(), "-----")]  # type: ignore[arg-type]
    assert statuses == ["ok", "too_large", "ok"]


def test_what_is_no_text_is_said_to_be_none() -> None:
    (article,) = scrub_split(b"%PDF-1.7\n-----\n", "-----")
    assert article.status is Status.NOT_TEXT


def test_a_piece_is_text_whatever_it_looks_like() -> None:
    assert texts_of('{"a": 1}\n-----\n<p>x</p><p>y</p><p>z</p>', "-----") == ['{"a": 1}', "<p>x</p><p>y</p><p>z</p>"]


def test_what_cannot_be_split_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScrubberError, match="cannot part a text"):
        scrub_split("One.", " ")
    with pytest.raises(SourceError, match="missing"):
        list(scrub_split(tmp_path / "missing", "-----"))


# the command


def test_each_article_is_an_input_of_its_own(tmp_path: Path, run: Run) -> None:
    (tmp_path / "archive.txt").write_text(ARCHIVE)
    (tmp_path / "more.txt.gz").write_bytes(gzip.compress(b"Four.\n-----\nAdvertisement"))
    done = run("archive.txt", "more.txt.gz", "--split=-----", "-o", "out")
    assert (done.returncode, done.stderr.split(": ")[1:3]) == (1, ["more.txt.gz:2", "no_content"])
    assert files(tmp_path / "out") == ["archive/1.txt", "archive/2.txt", "archive/3.txt", "more/1.txt", "records.jsonl"]
    assert [(tmp_path / f"out/archive/{number}.txt").read_text() for number in (1, 2, 3)] == [
        f"{text}\n" for text in TEXTS
    ]
    lines = (tmp_path / "out/records.jsonl").read_text().splitlines()
    names = [json.loads(line)["input"] for line in lines]
    assert names == ["archive.txt:1", "archive.txt:2", "archive.txt:3", "more.txt.gz:1", "more.txt.gz:2"]


@pytest.mark.parametrize(
    ("delimiter", "between"), [(r"\f", "\f"), (r"\0", "\0"), (r"\n\n\n", "\n\n\n"), ("a\\tb", "a\tb")]
)
def test_standard_input_is_split_and_escapes_are_read(run: Run, delimiter: str, between: str) -> None:
    done = run("-", "--split", delimiter, "--format", "jsonl", input=f"{ONE}{between}Two.")
    given = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["input"], line["text"]) for line in given] == [("-:1", ONE), ("-:2", "Two.")]


def test_a_file_without_the_delimiter_is_one_article_and_it_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "archive.txt").write_text("One.\n-----\nTwo.")
    done = run("archive.txt", "--split", "*****", "--format", "jsonl")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["One.\n-----\nTwo."]
    assert (done.returncode, done.stderr) == (
        0,
        "scrubber: archive.txt: “*****” stands nowhere in it, so that it is one article\n",
    )


def test_what_cannot_be_read_is_named_and_the_others_are_done(tmp_path: Path, run: Run) -> None:
    (tmp_path / "good.txt").write_text("One.\n*\nTwo.")
    (tmp_path / "empty.txt").write_text("\n*\n\n")
    (tmp_path / "pdf.txt").write_text("%PDF-1.7")
    (tmp_path / "broken.txt.gz").write_bytes(gzip.compress(os.urandom(999))[:99])
    done = run("missing.txt", "empty.txt", "pdf.txt", "broken.txt.gz", "good.txt", "--split", "*", "-o", "out")
    assert done.returncode == 1
    assert [line.split(": ")[1:3] for line in done.stderr.splitlines()] == [
        ["missing.txt", "unreadable"],
        ["empty.txt", "empty"],
        ["pdf.txt:1", "not_text"],
        ["broken.txt.gz", "unreadable"],
    ]
    assert files(tmp_path / "out") == ["good/1.txt", "good/2.txt", "records.jsonl"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["a.txt", "--split", "*"], "--format jsonl"),
        (["a.txt", "--split", "*", "-o", "out", "--kind", "html"], "--kind html"),
        (["a.txt", "--split", " ", "-o", "out"], "cannot part a text"),
        (["a.txt", "pages.jsonl", "--split", "*", "-o", "out"], "pages.jsonl"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(tmp_path: Path, run: Run, arguments: list[str], says: str) -> None:
    (tmp_path / "a.txt").write_text("One.\n*\nTwo.")
    (tmp_path / "pages.jsonl").write_text("{}")
    done = run(*arguments)
    assert (done.returncode, done.stdout, says in done.stderr) == (2, "", True)
    assert files(tmp_path) == ["a.txt", "pages.jsonl"]


def test_the_command_and_the_library_give_the_same_articles(tmp_path: Path, run: Run) -> None:
    (tmp_path / "archive.txt").write_text(ARCHIVE)
    done = run("archive.txt", "--split=-----", "--format", "jsonl")
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == texts_of(
        tmp_path / "archive.txt", "-----"
    )
    assert texts_of(tmp_path / "archive.txt", "-----") == [scrub(text, kind="text").text for text in TEXTS]
