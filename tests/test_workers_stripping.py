"""The stripper gives the text between the tags, in one linear scan, whatever the markup is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber.reader.stripping import read_stripped, strip

LINEAR_SECONDS = 4.0  # for two megabytes; a scan that looks twice at what it passed takes minutes
REPEATED = (
    "<",
    "<a ",
    "<a b='",
    '<a b="c',
    "<!--",
    "<!",
    "</",
    "<noscript>",
    "<template><datalist>",
    "<script>x</script>",
    "<p>a",
    "&#",
    "&#1",
    "&amp",
    "<a" + " b" * 50,
    "<a =\"'",
    "<script",
    "<title>",
    "</script",
)
TAGS = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<div>",
        "</p>",
        "<br/>",
        "<!-- x -->",
        "<a href='?a>b'>",
        '<a href="?a > b">',
        "<i\nclass=c>",
        "<?x?>",
    ]
)
WORDS = st.text("abcäßж水", min_size=1, max_size=5)


def lines_of(source: bytes | str | Path) -> list[str]:
    return [block.text for block in read_stripped(source)]


@pytest.mark.parametrize("repeated", REPEATED)
def test_time_grows_with_the_page_and_no_faster(repeated: str) -> None:
    began = time.process_time()
    strip("<p>" + repeated * (2_000_000 // len(repeated)))
    assert time.process_time() - began < LINEAR_SECONDS


@given(st.lists(st.tuples(WORDS, TAGS)))
def test_every_word_between_tags_is_kept_and_no_tag(pieces: list[tuple[str, str]]) -> None:
    markup = "".join(f" {word} {tag}" for word, tag in pieces)
    assert strip(markup).split() == [word for word, _ in pieces]


@given(st.text(st.sampled_from("<>/!-=\"' abp&#;x9"), max_size=60))
def test_no_markup_is_an_error(markup: str) -> None:
    assert len(strip(markup)) <= 2 * len(markup) + 2


def test_a_reference_to_no_character_is_no_error() -> None:
    assert strip(f"a &#{'9' * 5000}; b &#x{'f' * 5000}; c &#150; d") == "a \ufffd b \ufffd c – d"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<head><title>No</title><style>p{}</style><body>Yes<p>and\nyes</p>", ["Yes", "and yes"]),
        ("<script>if (a < b) no()</script>Yes<SCRIPT>no", ["Yes"]),
        ("<noscript>yes, as it is never closed", ["yes, as it is never closed"]),
        ("<template><p>No</p></template><p>Yes", ["Yes"]),
        ("one<!-- no <p> --> line<!-- no", ["one line"]),
        ("<table><tr><td>a<td>b</table>", ["a", "b"]),
        ("&lt;p&gt; is a tag", ["<p> is a tag"]),
    ],
)
def test_what_a_reader_would_not_see_is_not_in_the_text(markup: str, lines: list[str]) -> None:
    assert lines_of(f"<!doctype html>{markup}".encode()) == lines


def test_what_is_no_page_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("A line.\n\nAnother, a < b.")
    assert lines_of(tmp_path / "page.txt") == ["A line.", "Another, a < b."]
    assert lines_of(b"%PDF-1.7 text") == lines_of('{"a": 1}') == lines_of(b"") == []
