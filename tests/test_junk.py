"""What is no text in the middle of a text: it goes, with a name and a reason, and what stands around it stays."""

from __future__ import annotations

import base64
import io
import random
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile.checks import keeps_words
from benchmarks.hostile.pages import article
from scrubber import Status, read, scrub
from scrubber.junk import junk_runs
from scrubber.page import Link
from scrubber.reader.binary_runs import without_binary_runs
from scrubber.reader.lifted import lifted

NOISE = st.builds(lambda seed, size: random.Random(seed).randbytes(size), st.integers(0, 9999), st.integers(400, 3000))
BASE64 = NOISE.map(lambda noise: base64.b64encode(noise).decode())
WORDS = st.lists(st.sampled_from(["the", "ferry", "of", "https://quay.example/a", "größer", "橋", "a"]), max_size=9)


@given(NOISE, st.sampled_from(["utf-8", "cp1252"]))
def test_bytes_of_a_picture_inside_of_a_page_lose_none_of_its_words(noise: bytes, encoding: str) -> None:
    page = article("<p>In der Stadt @ an der Donau.</p><p>Die Brücke für Fußgänger.</p>").decode()
    found = scrub(page.encode(encoding).replace(b"@", noise))
    assert found.status is Status.OK
    assert keeps_words(1.0)(found.text) is None
    assert any("bytes that are no text" in warning for warning in found.warnings)


@given(NOISE)
def test_bytes_of_a_picture_alone_are_no_page(noise: bytes) -> None:
    assert without_binary_runs(noise) == (noise, 0)
    assert scrub(noise).status.failed


def test_an_archive_of_pages_is_no_page() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as book:
        for number in range(9):
            book.writestr(f"{number}.html", article(""))
            book.writestr(f"{number}.png", random.Random(number).randbytes(900))
    assert scrub(archive.getvalue()).status is Status.NOT_TEXT
    assert without_binary_runs(archive.getvalue()) == (archive.getvalue(), 0)


def test_what_is_struck_over_or_has_separators_is_no_picture() -> None:
    struck = "".join(f"{letter}\b{letter}" for letter in "DIE BRÜCKE ÜBER DEN FLUSS" * 9)
    page = f"<!doctype html><p>{struck}".encode() + "Größe\x1f".encode() * 99
    assert without_binary_runs(page) == (page, 0)


@given(BASE64, st.sampled_from(["html", "text"]))
def test_base64_in_a_paragraph_is_lifted_out_of_it(data: str, kind: str) -> None:
    opening, end = "On Monday the register showed", "and nothing else, said the harbour master."
    line = f"{opening} {data} {end}"
    found = scrub(f"<article><p>{line}</p></article>" if kind == "html" else line, kind=kind)  # type: ignore[arg-type]
    assert found.text == f"{opening} {end}"
    assert [(one.rule, one.text) for one in found.removals] == [("junk-run", data)]


@given(st.lists(st.one_of(WORDS.map(" ".join), BASE64), max_size=9), st.integers(0, 99), st.integers(1, 99))
def test_nothing_but_junk_is_lifted_and_links_stay_on_their_words(texts: list[str], start: int, length: int) -> None:
    text = " ".join(filter(None, texts))
    link = Link(start, min(start + length, len(text)), "/link")
    links = (link,) if link.start < link.end else ()
    rest, moved, junk = lifted(text, links)
    assert sorted(f"{rest} {junk}".split()) == sorted(text.split())
    assert rest == " ".join(rest.split())
    assert not junk or not junk_runs(rest)
    for one in moved:
        assert "".join(rest[one.start : one.end].split()) in "".join(text[link.start : link.end].split()) or junk


def test_junk_in_code_and_in_a_mail_is_what_it_is_about() -> None:
    data = base64.b64encode(bytes(range(256))).decode()
    assert [block.text for block in read(f"<pre>{data}</pre>", kind="html").blocks] == [data]
    assert data in scrub(f"A key.\n\n```\n{data}\n```\n\nIt is public.").text


def test_words_of_scripts_without_spaces_and_letters_under_many_marks_are_no_junk() -> None:
    for text in ("ตลาดน้ำของเมืองเก่า" * 20, "橋は月曜日に開いた" * 40, "dal" + "\u0315" * 1000 + "t"):
        assert junk_runs(text) == []
