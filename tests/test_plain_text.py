"""Plain text: what a line is judged with, what is left alone, and what is read above the first paragraph."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber import read, scrub
from scrubber.cleaner import judge
from scrubber.cleaner.plain_text.passages import passages_of
from scrubber.page import BlockKind

FIXTURES = Path(__file__).parent.parent / "fixtures"
PARAGRAPHS = [
    "The council met on Monday and voted for the bridge, nine to four, after a debate of seven hours in which the "
    "mayor, the engineer and the owner of the mill took the floor more than once and agreed on nothing at all.",
    "The vote ends a quarrel that had lasted for eleven years and cost two mayors their office, and it was followed "
    "by a silence that nobody in the room wanted to be the first to break.",
    "Work will begin in spring, when the snow is gone from the pass, and the first cars will cross before the winter "
    "after next, if the stone comes in time and the money lasts.",
]
LINES = [*PARAGRAPHS, "Home", "News", "Advertisement", "and the", "Ann Lee", "said", "", "Share", "東京の大雨。"]
TEXTS = st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)
CAPTION = "Fishermen mend their nets in the harbour of Port Ellery on Sunday, a day after the storm."


def passages(text: str) -> list[str]:
    return [block.text for block in passages_of(read(text, kind="text").blocks).blocks]


def test_a_text_that_was_wrapped_is_judged_by_paragraphs() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in PARAGRAPHS)
    assert passages(f"Home\nNews\n\n{wrapped}") == ["Home", "News", *PARAGRAPHS]


def test_lines_of_verse_are_no_wrapped_text() -> None:
    verse = "\n".join(f"And the river ran on below the bridge, {word},\nAnd nobody crossed." for word in "abcdefgh")
    assert passages(verse) == verse.split("\n")


def test_a_sentence_that_its_links_break_is_judged_as_one() -> None:
    broken = "The council of\nHill Town\nvoted for\nthe bridge\n.\nIt had waited for\neleven years\n, it said."
    assert passages(broken) == [
        "The council of Hill Town voted for the bridge .",
        "It had waited for eleven years , it said.",
    ]


@given(TEXTS)
def test_passages_are_the_lines_in_their_order(text: str) -> None:
    lines = read(text, kind="text").blocks
    found = passages_of(lines)
    assert [index for passage in found.lines for index in passage] == [line.index for line in lines]
    assert " ".join(block.text for block in found.blocks) == " ".join(line.text for line in lines)


@given(TEXTS)
def test_cleaning_what_was_cleaned_changes_nothing(text: str) -> None:
    once = scrub(text, kind="text").text
    assert scrub(once, kind="text").text == once


def test_lines_of_a_caption_that_was_wrapped_make_one_image() -> None:
    caption = f"{CAPTION} Photo: Ann Lee / Reuters"
    wrapped = "\n\n".join(textwrap.fill(text, 72) for text in (PARAGRAPHS[0], caption, *PARAGRAPHS[1:]))
    article = scrub(wrapped, kind="text")
    assert [(image.caption, image.credit) for image in article.images] == [(CAPTION, "Ann Lee / Reuters")]
    assert [removal.text for removal in article.removals] == textwrap.wrap(caption, 72)
    assert article.text == "\n\n".join(textwrap.fill(text, 72) for text in PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "From: Ann <ann@mill.example>\nTo: Bo\nSubject: The mill\n\n> Share\n\nIt burns.\n\n--\nAnn\nSubscribe",
        "MILL(1)        User Commands        MILL(1)\n\nNAME\n       mill - grind corn\n\nCOPYRIGHT\n       Ann Lee",
        "# Mill\n\n- [Share](share.md)\n   - **deep**\n\n## Subscribe\n\nRead more\n\n    indented\n",
    ],
    ids=["mail", "manual", "Markdown"],
)
def test_a_text_with_a_form_of_its_own_is_left_alone(text: str) -> None:
    article = scrub(text, kind="text")
    assert article.text == text.strip("\n")
    assert not article.removals


def test_markdown_is_printed_as_the_markdown_that_it_is() -> None:
    text = "# Mill\n\n- [a](b.md)\n   - **deep**\n\n```\ngrind()\n```"
    assert scrub(text, kind="text").markdown == text


def test_a_mail_is_one_piece_of_code_in_markdown() -> None:
    text = "From: Ann <ann@mill.example>\nTo: Bo\nSubject: The mill\n\nIt burns."
    assert scrub(text, kind="text").markdown == f"```\n{text}\n```"


def test_headline_byline_and_date_of_a_half_clean_text_are_read_and_stay() -> None:
    text = "\n\n".join(["Bridge wins vote at last", "By Ann Lee and Bo Ek", "3 May 2024, 10:14", *PARAGRAPHS])
    article = scrub(text, kind="text")
    assert article.text == text
    assert article.metadata.title == "Bridge wins vote at last"
    assert article.metadata.authors == ("Ann Lee", "Bo Ek")
    assert article.metadata.date_published == "2024-05-03T10:14"
    sources = {"title": "text", "authors": "byline", "date_published": "text", "language": "text"}
    assert article.metadata.sources == sources


def test_of_a_text_in_which_no_rule_finds_anything_nothing_goes_for_its_looks() -> None:
    text = "\n".join([*PARAGRAPHS, "1 cup of flour", "2 eggs", "Salt", "10:40", "Bridge Road"])
    assert scrub(text, kind="text").text == text


def test_a_line_without_end_is_left_alone() -> None:
    text = " ".join(PARAGRAPHS * 50)
    assert scrub(text, kind="text").text == text


def test_a_text_of_too_many_lines_to_be_a_page_is_not_scored() -> None:
    draft = judge(read("\n".join(["Home", "News", *PARAGRAPHS] * 900), kind="text"))
    assert draft.line_scores is None
    assert all(block.kind is BlockKind.PARAGRAPH for block in draft.page.blocks)
