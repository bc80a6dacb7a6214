"""Direction controls: none reaches out of its block, none turns letters about; all else stays."""

from __future__ import annotations

from html import escape
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber import read, scrub
from scrubber.bidi import reaching_controls, without_reaching_controls

LRE, RLE, PDF, LRO, RLO = "\u202a\u202b\u202c\u202d\u202e"
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
CONTROLS = LRE + RLE + PDF + LRO + RLO + LRI + RLI + FSI + PDI
MARKS = "\u200e\u200f\u061c"
TEXTS = st.text(st.sampled_from(f"ab ש\xad\x01\u200b{MARKS}{CONTROLS}"), max_size=30)


def opened_at_the_end(text: str) -> list[str]:
    """What is still open by UAX #9 behind a paragraph."""
    opened: list[str] = []
    for character in text:
        if character in LRE + RLE + LRO + RLO + LRI + RLI + FSI:
            opened.append(character)
        elif character == PDF and opened and opened[-1] not in LRI + RLI + FSI:
            opened.pop()
        elif character == PDI and not {LRI, RLI, FSI}.isdisjoint(opened):
            inside = list(takewhile(lambda one: one not in LRI + RLI + FSI, reversed(opened)))
            del opened[-len(inside) - 1 :]
    return opened


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"see {RLO}fdp.exe", "see fdp.exe"),
        (f"see {LRO}a{PDF} and {RLE}ש{PDF}", f"see a and {RLE}ש{PDF}"),
        (f"{RLE}ש", "ש"),
        (f"a{PDF}b{PDI}c", "abc"),
        (f"{RLI}ש{RLE}א{PDI} b{PDF}", f"{RLI}שא{PDI} b"),
        (f"{RLE}ש{RLI}א{PDF}ב{PDI}ג{PDF}", f"{RLE}ש{RLI}אב{PDI}ג{PDF}"),
        (f"{FSI}a{PDI} {LRI}b", f"{FSI}a{PDI} b"),
        (f"שלום!\u200f {MARKS}", f"שלום!\u200f {MARKS}"),
    ],
)
def test_overrides_and_what_is_not_ended_go_and_what_is_paired_stays(text: str, left: str) -> None:
    assert without_reaching_controls(text) == left
    assert [block.text for block in read(f"{text}\n\nNext.", kind="text").blocks] == [left.strip(), "Next."]
    assert [block.text for block in read(f"<p>{text}</p><p>Next.", kind="html").blocks] == [left.strip(), "Next."]


@given(TEXTS)
def test_nothing_reaches_out_and_nothing_else_is_lost(text: str) -> None:
    left = without_reaching_controls(text)
    assert not opened_at_the_end(left)
    assert LRO not in left
    assert RLO not in left
    assert without_reaching_controls(left) == left
    assert {text[place] for place in reaching_controls(text)} <= set(CONTROLS)
    assert left.translate(dict.fromkeys(map(ord, CONTROLS))) == text.translate(dict.fromkeys(map(ord, CONTROLS)))


@given(st.lists(TEXTS, max_size=5))
def test_no_block_of_a_page_leaves_a_direction_open(texts: list[str]) -> None:
    pages = "\n\n".join(texts), "".join(f"<p>{escape(text)}</p><pre>{escape(text)}\nb</pre>" for text in texts)
    for kind, page in zip(("text", "html"), pages, strict=True):
        for block in read(page, kind=kind).blocks:  # type: ignore[arg-type]
            assert not any(opened_at_the_end(line) for line in block.text.split("\n"))


@given(st.lists(TEXTS, max_size=5))
def test_a_text_that_was_cleaned_has_lost_them_all(texts: list[str]) -> None:
    once = scrub("\n\n".join(texts), kind="text").text
    assert scrub(once, kind="text").text == once


def test_a_line_of_code_keeps_what_it_pairs_and_not_what_turns_it_about() -> None:
    page = f"<p>Read this code with care.</p><pre>if a{RLO} {LRI}// ok{PDI}:\n    b = '{RLI}ש{PDI}'\n</pre>"
    assert read(page, kind="html").blocks[1].text == f"if a {LRI}// ok{PDI}:\n    b = '{RLI}ש{PDI}'"


def test_a_link_stands_where_its_text_stands_when_something_before_it_fell() -> None:
    page = f"<p>Das Do\xadnau\xadschiff \xad und {RLO}<a href=/a>der \xad Fluss</a> dort.\xad <a href=/b>\xad</a></p>"
    (block,) = read(page, url="https://valley.example/", kind="html").blocks
    assert block.text == "Das Donauschiff und der Fluss dort."
    assert [block.text[link.start : link.end] for link in block.links] == ["der Fluss"]


def test_many_controls_take_no_longer_each() -> None:
    text = f"{RLI}{RLE}" * 100_000 + f"a{PDI}" * 100_000
    assert without_reaching_controls(text) == RLI * 100_000 + f"a{PDI}" * 100_000
