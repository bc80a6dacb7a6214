"""The invariants of docs/design.md, for pages that nobody wrote and for real ones that were damaged."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import pages, texts

from fuzzing import articles, outputs
from fuzzing import pages as reading
from fuzzing.damage import damaged
from fuzzing.targets import TARGETS
from scrubber import scrub
from scrubber.serializer.markdown import to_markdown
from scrubber.words import without_controls

SEEDS_A_TARGET = 6


def encoded(source: str) -> bytes:
    return source.encode("utf-8", "surrogatepass")


@settings(max_examples=60)
@given(pages())
def test_of_a_page_all_is_kept_or_removed_and_nothing_is_invented(page: str) -> None:
    articles.check_html(encoded(page))


@settings(max_examples=60)
@given(texts())
def test_of_a_text_all_is_kept_or_removed_and_cleaning_it_again_changes_nothing(text: str) -> None:
    articles.check_text(encoded(text))


@settings(max_examples=80)
@given(pages())
def test_every_visible_character_of_a_page_is_in_a_block(page: str) -> None:
    reading.check_html_reader(encoded(page))


@settings(max_examples=80)
@given(pages())
def test_what_a_browser_shows_is_in_a_block(page: str) -> None:
    reading.check_against_a_browser(encoded(page))


@settings(max_examples=80)
@given(texts())
def test_every_visible_character_of_a_text_is_in_a_block_in_its_order(text: str) -> None:
    reading.check_text_reader(encoded(text))


@settings(max_examples=60)
@given(pages())
def test_every_form_of_an_article_is_read_again_and_says_the_same(page: str) -> None:
    outputs.check_serializers(encoded(page))


@settings(max_examples=60)
@given(pages())
def test_what_is_printed_does_not_change_what_is_selected(page: str) -> None:
    article = scrub(page)
    before = article.to_dict()
    to_markdown(article, links=False, captions=False, front_matter=True)
    assert article.to_dict() == before == scrub(page).to_dict()


@settings(max_examples=40)
@given(pages() | texts())
def test_the_same_text_gives_the_same_article_in_any_encoding(source: str) -> None:
    text = without_controls(source).replace("\v", " ")  # of which bytes may hold but a few
    told = scrub(text).to_dict()
    assert all(scrub(text.encode(codec)).to_dict() == told for codec in ("utf-8", "utf-8-sig", "utf-16"))


@pytest.mark.parametrize("name", TARGETS)
def test_a_file_that_was_damaged_on_its_way_is_taken_as_well(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds())
    for number, content in enumerate(seeds[:: len(seeds) // SEEDS_A_TARGET + 1]):
        target.check(damaged(content, number))


@given(st.binary(), st.integers(0, 2**32))
def test_a_damage_is_told_by_its_seed_alone(content: bytes, seed: int) -> None:
    state = Random(4).getstate()
    assert damaged(content, seed) == damaged(content, seed)
    assert Random(4).getstate() == state
