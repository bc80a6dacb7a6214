"""Every page in fixtures/ becomes just the article, the record and the removals that stand beside it."""

from __future__ import annotations

import json
import runpy
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest

from scrubber import Article, read, scrub

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
LEFT_OUT = ("scrubber_version", "markdown", "removals")  # the version moves, the others have files of their own
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n"})


@dataclass(frozen=True)
class Fixture:
    """One folder `HOST/CASE`."""

    folder: Path

    @property
    def name(self) -> str:
        return "/".join(self.folder.parts[-2:])

    @property
    def says(self) -> dict[str, Any]:
        """What page.toml says of the page."""
        return tomllib.loads((self.folder / "page.toml").read_text(encoding="utf-8"))

    @property
    def page(self) -> Path:
        pages = [path for path in (self.folder / "page.html", self.folder / "page.txt") if path.exists()]
        assert len(pages) == 1, f"{self.name} needs one page.html or page.txt"
        return pages[0]

    def expected(self, file: str) -> str:
        path = self.folder / file
        assert path.exists(), f"{self.name} has no {file}: write what is right, a missing expectation is none"
        return path.read_text(encoding="utf-8")


def all_fixtures() -> list[Fixture]:
    return [Fixture(folder) for folder in sorted(FIXTURES.glob("*/*")) if folder.is_dir()]


@cache
def article_of(fixture: Fixture) -> Article:
    return scrub(fixture.page, url=fixture.says["url"], kind=fixture.says["kind"])


def record_of(article: Article) -> dict[str, Any]:
    return {key: value for key, value in article.to_dict().items() if key not in LEFT_OUT}


def removals_of(article: Article) -> list[str]:
    rows = ((removal.rule, removal.place, removal.text) for removal in article.removals)
    return ["rule\tplace\ttext", *("\t".join(cell.translate(ESCAPES) for cell in row) for row in rows)]


each_fixture = pytest.mark.parametrize("fixture", all_fixtures(), ids=lambda fixture: fixture.name)


@each_fixture
def test_a_fixture_says_what_it_guards(fixture: Fixture) -> None:
    assert fixture.folder.parent.name.endswith(".example")
    assert set(fixture.says) == {"url", "kind", "guards", "since"}
    assert fixture.says["guards"].endswith(".")
    assert len(fixture.says["guards"].split()) >= 8


@each_fixture
def test_the_kind_of_a_page_is_told_by_its_content(fixture: Fixture) -> None:
    told = read(fixture.page)
    assert ("text" if told.html is None else "html") == fixture.says["kind"]


@each_fixture
def test_the_article_is_what_a_reader_came_for(fixture: Fixture) -> None:
    markdown = article_of(fixture).markdown
    assert (markdown + "\n" if markdown else "") == fixture.expected("article.md")


@each_fixture
def test_the_record_holds_metadata_images_and_status(fixture: Fixture) -> None:
    assert record_of(article_of(fixture)) == json.loads(fixture.expected("article.json"))


@each_fixture
def test_every_removed_line_falls_under_the_rule_that_a_person_expects(fixture: Fixture) -> None:
    assert removals_of(article_of(fixture)) == fixture.expected("removals.tsv").splitlines()


@each_fixture
def test_cleaning_the_text_again_changes_nothing(fixture: Fixture) -> None:
    text = article_of(fixture).text
    again = scrub(text, kind="text").text
    if fixture.says["kind"] == "text":
        assert again == text
    else:
        assert len(again.split()) >= 0.99 * len(text.split())


class TestTheSeedTwin:
    """The page that everything began with, told anew: each of its lines by number."""

    fixture = Fixture(FIXTURES / "gazette.example" / "seed-twin")
    lines = fixture.page.read_text(encoding="utf-8").splitlines()
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
