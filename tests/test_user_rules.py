"""Rules of a file do what docs/your-rules.md says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrubber import Article, Rule, check_examples, read_rules, rules, scrub, scrub_many

Make = Callable[[str], tuple[Rule, ...]]

MUG = '[[rule]]\nname = "mug-banner"\nlines = ["Buy our mug"]\n'
TEXT = (
    "The council met on Monday and voted for the new bridge, its mayor said.\n\n{}\n\n"
    "The vote ends a long quarrel about the river, and work begins next year."
)
PARAGRAPHS = (
    "The old bridge over the river reopened on Monday after two years of repairs, the town council said.",
    "It had been closed since a flood in the spring of last year damaged two of its seven arches.",
    "Engineers rebuilt both arches with stone from the same quarry that had supplied the first builders.",
)
PROMO = "A mug with the new bridge on it stands in the window of each shop."
PAGE = (
    "<!doctype html><html><head><title>A bridge reopens</title>{head}</head><body>"
    "<nav><p id=legal class='small print'>Imprint of the town</p></nav><article><h1>A bridge reopens</h1>"
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    + "<div class='wide blue tall MugShelf' id=more><section><p>{promo}</p></section></div>"
    + f"<p class=bridges>{PARAGRAPHS[1].replace('spring', 'autumn')}</p></article></body></html>"
)


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def made(content: str) -> tuple[Rule, ...]:
        path = tmp_path / "my-rules.toml"
        path.write_text(content, encoding="utf-8")
        return read_rules(path)

    return made


def rule_with(*lines: str) -> str:
    return "\n".join(["[[rule]]", 'name = "mine"', *lines])


def html(promo: str = PROMO, head: str = "") -> str:
    return PAGE.format(promo=promo, head=head)


def fallen(article: Article, name: str = "mine") -> list[str]:
    return [removal.text for removal in article.removals if removal.rule == name]


def fallen_lines(extra: tuple[Rule, ...], *lines: str) -> list[str]:
    return [line for line in lines if fallen(scrub(TEXT.format(line), kind="text", rules=extra))]


@pytest.mark.parametrize(
    ("key", "phrase", "falls", "stays"),
    [
        ("lines", "Buy our mug", ["BUY OUR MUG!", "Buy our mug (2)"], ["They buy our mug", "Buy our mugs"]),
        ("opens", "as seen in", ["As seen in the Gazette"], ["It was as seen in spring", "As seen inside"]),
        ("hints", "free mug", ["Get a FREE mug today"], ["A carefree mugger ran", "Free the mug"]),
        ("hints", "WhatsApp", ["A story of WhatsApp"], ["What an app"]),
        ("hints", "whatsapp", ["A story of WhatsApp"], ["What an app"]),
        ("hints", "*abo", ["Das Digitalabo"], ["Aboard"]),
        ("lines", "今すぐ購読", ["今すぐ購読!"], ["今すぐ"]),
    ],
)
def test_phrases_match_by_whole_words(made: Make, key: str, phrase: str, falls: list[str], stays: list[str]) -> None:
    assert fallen_lines(made(rule_with(f'{key} = ["{phrase}"]')), *falls, *stays) == falls


def test_any_one_of_several_keys_suffices(made: Make) -> None:
    mine = made(rule_with('lines = ["Buy our mug"]', 'opens = ["as seen in"]', 'hints = ["free tea"]'))
    lines = ["Buy our mug", "As seen in print", "There is free tea"]
    assert fallen_lines(mine, *lines, "The mug is blue") == lines


@pytest.mark.parametrize("place", ["div.mugshelf", ".MugShelf", "#more", "div#more.wide.tall", "section"])
def test_a_place_takes_everything_inside_it(made: Make, place: str) -> None:
    mine = made(rule_with(f'places = ["{place}"]', "budget = 1.0"))
    assert fallen(scrub(html(), rules=mine)) == [PROMO]


@pytest.mark.parametrize("place", [".bridge", ".mug", "div.blue.red", "#mugshelf", ".more", "p#more", "aside"])
def test_a_place_matches_whole_tokens_of_one_element(made: Make, place: str) -> None:
    mine = made(rule_with(f'places = ["{place}"]', "budget = 1.0"))
    assert fallen(scrub(html(), rules=mine)) == []


def test_a_place_is_nowhere_in_plain_text(made: Make) -> None:
    mine = made(rule_with('places = ["line", "p"]', "budget = 1.0"))
    assert scrub(TEXT.format("line"), kind="text", rules=mine).removals == ()


def test_a_place_takes_pictures_too(made: Make) -> None:
    mine = made(rule_with('places = ["#more"]', "budget = 1.0"))
    page = html(promo="<img src=/mug.jpg alt=Mug width=600 height=400>")
    assert [image.alt for image in scrub(page, rules=()).images] == ["Mug"]
    assert scrub(page, rules=mine).images == ()


def test_long_paragraphs_are_not_picked_by_a_phrase_unless_the_rule_says_so(made: Make) -> None:
    long = "Get a free mug " + "and a spoon " * 15
    assert fallen_lines(made(rule_with('hints = ["free mug"]')), long) == []
    assert fallen_lines(made(rule_with('hints = ["free mug"]', "max_words = 60")), long) == [long]
    assert fallen_lines(made(rule_with('hints = ["free mug"]', "max_words = 3")), "A free mug, now") == []


def test_max_words_bounds_places_too(made: Make) -> None:
    mine = made(rule_with('places = ["#more"]', "max_words = 3", "budget = 1.0"))
    assert fallen(scrub(html(), rules=mine)) == []
    assert fallen(scrub(html("A blue mug"), rules=mine)) == ["A blue mug"]


@pytest.mark.parametrize(
    ("url", "head", "falls"),
    [
        ("https://gazette.example/a", "", True),
        ("https://WWW.Gazette.example:8080/a", "", True),
        ("https://notgazette.example/a", "", False),
        ("https://gazette.example.net/a", "", False),
        ("https://other.example/gazette.example", "<link rel=canonical href=https://gazette.example/a>", False),
        (None, "<link rel=canonical href=https://www.gazette.example/a>", True),
        (None, "", False),
        ("https://xn--zrich-kva.example/", "", True),
        ("https://zürich.example/", "", True),
    ],
)
def test_a_rule_for_hosts_speaks_of_them_and_their_subdomains(
    made: Make, url: str | None, head: str, falls: bool
) -> None:
    mine = made(rule_with('lines = ["Buy our mug"]', 'hosts = ["Gazette.example", "zürich.example"]'))
    article = scrub(html("Buy our mug", head), url=url, rules=mine)
    assert bool(fallen(article)) is falls


def test_a_reason_is_shown_with_what_matched(made: Make) -> None:
    mine = made(rule_with('opens = ["as seen in"]', 'reason = "sells our mug"'))
    removals = scrub(TEXT.format("As seen in print"), rules=rules(extra=mine)).removals
    assert [removal.reason for removal in removals] == ["sells our mug: opens with “as seen in”"]
    assert mine[0].summary == "sells our mug"


def test_a_keep_rule_brings_back_what_the_main_text_left_out(made: Make) -> None:
    legal = "Imprint of the town"
    assert legal not in scrub(html()).text
    for pick in ('places = ["#legal"]', 'lines = ["Imprint of the town"]'):
        article = scrub(html(), rules=rules(extra=made(rule_with(pick, "keep = true"))))
        assert article.text.startswith(f"{legal}\n\n")
        assert legal not in [removal.text for removal in article.removals]


def test_a_keep_rule_brings_back_a_line_of_plain_text(made: Make) -> None:
    text, mine = TEXT.format("Photo: Ann Lee / Reuters"), made(rule_with('opens = ["photo"]', "keep = true"))
    assert scrub(text).text != text
    assert scrub(text, rules=rules(extra=mine)).text == text


def test_later_rules_have_the_last_word(made: Make) -> None:
    drop, keep = rule_with('hints = ["mug"]'), '[[rule]]\nname = "back"\nlines = ["Our mug"]\nkeep = true'
    assert fallen_lines(made(f"{drop}\n{keep}"), "Our mug", "A mug") == ["A mug"]
    assert fallen_lines(made(f"{keep}\n{drop}"), "Our mug", "A mug") == ["Our mug", "A mug"]


def test_a_rule_over_its_budget_is_overruled(made: Make) -> None:
    sentence = "All of this is about a free mug that nobody wants any more."
    article = scrub(sentence, rules=rules(extra=made(rule_with('hints = ["free mug"]'))))
    assert (article.text, *article.warnings) == (
        sentence,
        "mine would take 100% of the prose, more than its budget of 10%; overruled",
    )
    assert scrub(sentence, rules=rules(extra=made(rule_with('hints = ["free mug"]', "budget = 1")))).text == ""


def test_a_rule_of_a_file_can_be_left_out_by_name(made: Make) -> None:
    names = [rule.name for rule in rules(extra=made(MUG))]
    assert names[-1] == "mug-banner"
    assert [rule.name for rule in rules(extra=made(MUG), without=["mug-banner"])] == names[:-1]


def test_the_examples_of_a_rule_can_be_checked(made: Make) -> None:
    (mine,) = made(
        rule_with(
            'hosts = ["gazette.example"]',
            'lines = ["Buy our mug"]',
            'places = [".promo"]',
            'drops = ["Buy our mug (2)", { page = "<p>Now</p><p class=promo>A mug</p>", falls = ["A mug"] }, "Tea"]',
            'keeps = ["They buy our mug because it is blue, she said.", "Buy our mug"]',
        )
    )
    assert check_examples(mine) == (
        "mine: of “Tea” must drop “Tea”, but drops nothing",
        "mine: keeps “Buy our mug”, but drops “Buy our mug”",
    )


def test_the_examples_of_a_keep_rule_must_be_brought_back(made: Make) -> None:
    (mine,) = made(rule_with('opens = ["photo"]', "keep = true", 'keeps = ["Photo: a bridge", "Picture: a bridge"]'))
    assert check_examples(mine) == ("mine: must bring back “Picture: a bridge”, but brings back nothing",)


def test_rules_of_a_file_go_to_the_workers(made: Make) -> None:
    mine = made(f'{MUG}\n[[rule]]\nname = "back"\nopens = ["photo"]\nplaces = ["aside"]\nkeep = true')
    pages = [TEXT.format("Buy our mug"), TEXT.format("Photo: Ann Lee / Reuters"), html("Buy our mug")]
    in_workers = list(scrub_many(pages, jobs=2, rules=rules(extra=mine)))
    assert in_workers == [scrub(page, rules=rules(extra=mine)) for page in pages]
    assert [fallen(article, "mug-banner") for article in in_workers] == [["Buy our mug"], [], ["Buy our mug"]]
    assert "Photo: Ann Lee" in in_workers[1].text


LINES = st.sampled_from(
    [
        "Buy our mug",
        "Photo: Ann Lee / Reuters",
        "Read more: The bridge reopens",
        "As seen in the Gazette, which is printed on paper.",
        "Advertisement",
        "Share",
        "The council met on Monday and voted for the new bridge.",
        "The council met on Monday and",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(LINES, max_size=12), order=st.permutations(range(3)))
def test_cleaning_plain_text_twice_changes_nothing(made: Make, lines: list[str], order: list[int]) -> None:
    tables = [
        MUG,
        '[[rule]]\nname = "seen"\nopens = ["as seen in"]\nhints = ["bridge reopens"]\n',
        '[[rule]]\nname = "back"\nopens = ["photo"]\nlines = ["Share"]\nkeep = true\n',
    ]
    mine = rules(extra=made("".join(tables[index] for index in order)))
    once = scrub("\n\n".join(lines), kind="text", rules=mine).text
    assert scrub(once, kind="text", rules=mine).text == once
