"""Every fixture is in order. That its page gives its article, record and removals, the pytest plugin tests."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

from scrubber import Article, read, scrub
from scrubber.fixtures.fixture import Fixture, find_fixtures

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"

each_fixture = pytest.mark.parametrize("fixture", find_fixtures(FIXTURES), ids=lambda fixture: fixture.name)


@cache
def article_of(fixture: Fixture) -> Article:
    return scrub(fixture.page(), url=fixture.says().url, kind=fixture.says().kind)


@each_fixture
def test_a_fixture_says_what_it_guards(fixture: Fixture) -> None:
    says = fixture.says()
    assert fixture.folder.parent.name.endswith(".example")
    assert says.since
    assert says.guards.endswith(".")
    assert len(says.guards.split()) >= 8


@each_fixture
def test_the_kind_of_a_page_is_told_by_its_content(fixture: Fixture) -> None:
    told = read(fixture.page())
    assert ("text" if told.html is None else "html") == fixture.says().kind


@each_fixture
def test_cleaning_the_text_again_changes_nothing(fixture: Fixture) -> None:
    text = article_of(fixture).text
    again = scrub(text, kind="text").text
    if fixture.says().kind == "text":
        assert again == text
    else:
        assert len(again.split()) >= 0.99 * len(text.split())


def test_the_plugin_collects_every_folder_of_the_fixtures(pytestconfig: pytest.Config) -> None:
    folders = [folder for folder in FIXTURES.glob("*/*") if folder.is_dir()]
    assert [fixture.folder for fixture in find_fixtures(FIXTURES)] == sorted(folders)
    assert pytestconfig.getini("scrubber_fixtures") == [FIXTURES]


class TestTheSeedTwin:
    """The page that everything began with, told anew: each of its lines by number."""

    fixture = Fixture(FIXTURES / "gazette.example" / "seed-twin")
    lines = fixture.page().read_text(encoding="utf-8").splitlines()
    fallen: ClassVar[dict[str, list[int]]] = {
        "truncated-twin": [1, 19],
        "caption": [3, 21],
        "ticker": [29, 31, 33, 35],
        "subscription": [37, 39, 41],
    }

    def test_its_text_is_its_paragraphs(self) -> None:
        gone = {number for numbers in self.fallen.values() for number in numbers}
        paragraphs = [line for number, line in enumerate(self.lines, 1) if line and number not in gone]
        assert article_of(self.fixture).text == "\n\n".join(paragraphs)
        assert len(paragraphs) == 10

    def test_each_line_that_fell_is_named_by_its_rule(self) -> None:
        found: dict[str, list[int]] = {}
        for removal in article_of(self.fixture).removals:
            number = int(removal.place.removeprefix("line "))
            assert removal.text == self.lines[number - 1]
            assert removal.reason
            found.setdefault(removal.rule, []).append(number)
        assert found == self.fallen

    def test_its_captions_are_images_with_their_credits(self) -> None:
        whole = [self.lines[number - 1] for number in self.fallen["caption"]]
        images = article_of(self.fixture).images
        assert [image.credit for image in images] == ["AP/Tomas Lindqvist", "AP/Noor Halabi"]
        assert [f"{image.caption} Credit: {image.credit}" for image in images] == whole

    def test_its_dateline_is_metadata_and_stays_in_the_text(self) -> None:
        article = article_of(self.fixture)
        assert article.metadata.dateline == "PORT MARISOL, Corvania"
        assert article.text.startswith("PORT MARISOL, Corvania — ")


def test_the_picture_of_the_seed_twin_shows_what_the_rules_do_today() -> None:
    drawn = runpy.run_path(str(ROOT / "docs" / "picture.py"))["picture"]()
    committed = (ROOT / "docs" / "before-after.svg").read_text(encoding="utf-8")
    assert drawn == committed, "run `python docs/picture.py`, and look at the picture before you commit it"
