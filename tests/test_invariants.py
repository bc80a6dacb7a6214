"""The invariants of the design: ledger, completeness, purity, determinism, idempotence; no text invented or doubled."""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from scrubber import RULES, Article, Page, Status, clean, read, rules, scrub, scrub_many
from scrubber.cleaner import judge
from scrubber.junk import junk_runs
from scrubber.words import fold

FIXTURES = sorted(Path(__file__).parent.parent.glob("fixtures/*/*/page.*"))
PAGES = [path for path in FIXTURES if path.suffix in {".html", ".txt"}]
WORD = re.compile(r"\w+")

BOILERPLATE = [
    "SUBSCRIBE",
    "Unlimited AccessOnly 30¢for 6 months",
    "ACT NOWSALE ENDS SOON | CANCEL ANYTIME",
    "Advertisement",
    "Anzeige",
    "Comments (3)",
    "Share on FacebookShare on Twitter",
    "Photo: Ann Lee / Reuters",
    "Foto: dpa",
    "Related articles",
    "Sign up for our newsletter",
    "© 2024 The Valley Gazette",
    "Mayor resigns ... Park closed today ... Buses run late again",
    "Old mill burns ... Park closed today ... Buses run late again Credit: Gazette",
    "Storm closes harbour for a second day",
    "Rescuers carry a calf over the flooded...",
    "Already a subscriber? Log in",
    "Jetzt abonnieren",
    "1 € im ersten Monat",
    "$5",
    "Rescuers carry a calf over the flooded meadow near the old mill on Sunday. Credit: AP/Ann Lee",
    "cancel anytime",
    "Read more",
    "We use cookies to count our visitors.",
    "Accept all",
    "More from The Valley",
    "© Ann Lee",
]
PROSE = [
    "The council met on Monday and voted for the bridge.",
    "OSLO, Norway — The vote ends a quarrel of eleven years, he said.",
    "Nobody answered.",
    "“But my heart aches,” she said, and fell silent.",
    "Sooner or later ... it had to end.",
    "```",
    "    indented = True",
    "1 cup of flour",
    "- an item",
    "Title of the whole",
    "市议会星期一开会，投票决定修复旧桥。",
    "a\tb\tc",
]
lines = st.lists(st.one_of(st.sampled_from(BOILERPLATE), st.sampled_from(PROSE), st.text(max_size=30)), max_size=25)
texts = st.builds(
    lambda rows, breaks: "".join(row + gap for row, gap in zip(rows, breaks, strict=False)),
    lines,
    st.lists(st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n"]), min_size=25, max_size=25),
)

TAGS = [
    "p",
    "div",
    "span",
    "b",
    "a",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "blockquote",
    "pre",
    "br",
    "img",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "nav",
    "article",
    "noscript",
    "template",
    "em",
    "section",
    "button",
    "select",
    "option",
]
markup = st.recursive(
    st.one_of(st.sampled_from(BOILERPLATE + PROSE), st.text(alphabet="abc é&<>\"'\n \t漢", max_size=12)),
    lambda inner: st.builds(
        lambda tag, children, close: f"<{tag}>" + " ".join(children) + f"</{tag}>" * close,
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)
pages = st.builds(
    lambda body: f"<!doctype html><html><head><title>A page</title></head><body>{body}</body></html>", markup
)


def assert_ledger_balances(page: Page, article: Article) -> None:
    kept = [block.text for block in article.blocks]
    removed = [removal.text for removal in article.removals]
    assert Counter(kept + removed) == Counter(block.text for block in page.blocks)
    assert all(removal.rule and removal.reason and removal.place for removal in article.removals)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_of_plain_text_every_character_is_kept_or_removed_with_a_reason(text: str) -> None:
    page = read(text, kind="text")
    assert_ledger_balances(page, clean(page))
    controls = dict.fromkeys(
        [*range(9), *range(14, 32), *range(127, 133), *range(134, 160), 0xAD, 0xFEFF, 0xFFFE, 0xFFFF]
    )
    visible = "".join(text.translate(controls).split())
    assert "".join("".join(block.text.split()) for block in page.blocks) == visible


@settings(max_examples=150, deadline=None)
@given(pages)
def test_of_markup_every_block_is_kept_or_removed_with_a_reason(source: str) -> None:
    page = read(source, kind="html")
    article = clean(page)
    assert_ledger_balances(page, article)
    assert article.status in Status


@settings(max_examples=300, deadline=None)
@given(texts)
def test_cleaning_plain_text_again_changes_nothing(text: str) -> None:
    once = scrub(text, kind="text").text
    assert scrub(once, kind="text").text == once


def test_lines_that_become_neighbours_are_judged_again() -> None:
    body = "The council met on Monday and voted for the bridge. " * 20 + "So it ends."
    strewn = "Unlimited access for $5\n\nSign up for our newsletter with all the news.\n\nCancel anytime, $3 a week"
    article = scrub(f"{body}\n\n{strewn}", kind="text")
    assert article.text == body
    assert [removal.rule for removal in article.removals] == ["subscription", "newsletter", "subscription"]


def test_a_gap_stays_where_the_line_that_had_it_has_fallen() -> None:
    assert scrub("One.\n\nAdvertisement\nTwo.", kind="text").text == "One.\n\nTwo."
    assert scrub("One.\nAdvertisement\nTwo.", kind="text").text == "One.\nTwo."


def test_code_is_never_judged_by_its_words() -> None:
    code = "See:\n\n```\nAdvertisement\nSUBSCRIBE\n```"
    assert scrub(code, kind="text").text == code


@settings(max_examples=100, deadline=None)
@given(st.one_of(texts, pages))
def test_text_is_not_invented_or_doubled(source: str) -> None:
    page = read(source)
    article = clean(page)
    kept = Counter(WORD.findall(article.text))
    read_words = Counter(word for block in page.blocks for word in WORD.findall(block.text))
    assert not kept - read_words
    positions = iter([word for block in page.blocks for word in WORD.findall(block.text)])
    assert all(word in positions for word in WORD.findall(article.text))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(texts, pages), min_size=2, max_size=3))
def test_an_article_does_not_depend_on_what_ran_before(sources: list[str]) -> None:
    alone = [scrub(source).to_dict() for source in sources]
    backwards = [scrub(source).to_dict() for source in reversed(sources)]
    assert alone == backwards[::-1]


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, pages))
def test_explaining_does_not_change_the_article(source: str) -> None:
    page = read(source)
    draft = judge(page)
    assert draft.to_article() == clean(page)
    assert clean(page) == clean(page)


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, pages))
def test_pages_and_articles_survive_a_pickle(source: str) -> None:
    page = read(source)
    article = clean(page)
    restored = pickle.loads(pickle.dumps(page))
    assert restored == page
    assert clean(restored) == article
    assert pickle.loads(pickle.dumps(article)) == article


def visible_texts(markup_source: str) -> list[str]:
    """The texts of a page by an independent walk: html5lib's tree, BeautifulSoup's strings."""
    soup = BeautifulSoup(markup_source, "html5lib")
    for element in soup(["script", "style", "template", "noscript", "head", "iframe", "title", "rt", "rp", "datalist"]):
        element.decompose()
    return [text for text in soup.strings if WORD.search(text)]


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".html"], ids=lambda path: path.parent.name)
def test_every_visible_word_of_a_page_is_in_a_block(path: Path) -> None:
    texts = visible_texts(path.read_text(encoding="utf-8"))
    in_blocks = "".join("".join(block.text.split()) for block in read(path).blocks)
    # A text with junk in it is in two blocks, so its words are looked for.
    pieces = [piece for text in texts for piece in (text.split() if junk_runs(fold(text)) else [text])]
    missing = [piece for piece in pieces if "".join(piece.split()) not in in_blocks]
    assert texts
    assert not missing


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_cleaning_the_text_of_a_page_again_keeps_its_words(path: Path) -> None:
    text = scrub(path).text
    words = Counter(WORD.findall(text))
    assert (words & Counter(WORD.findall(scrub(text, kind="text").text))).total() >= 0.99 * words.total()


def test_printing_options_do_not_change_the_selection() -> None:
    from scrubber.serializer.markdown import to_markdown

    article = scrub("<p>One <a href='/x'>two</a> three.</p><p>Four.</p><p>Five.</p>", kind="html")
    assert to_markdown(article, links=False) == article.text
    assert to_markdown(article, captions=False) == to_markdown(article)


DIGEST = """
import hashlib, sys
from pathlib import Path
import scrubber
paths = [Path(line) for line in sys.stdin.read().splitlines()]
records = "".join(scrubber.serializer.record.to_json(scrubber.scrub(path)) for path in paths)
print(hashlib.sha256(records.encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_same_bytes_give_the_same_bytes_on_any_hash_seed(seed: str) -> None:
    from scrubber.serializer.record import to_json

    here = hashlib.sha256("".join(to_json(scrub(path)) for path in PAGES).encode()).hexdigest()
    script = "import scrubber.serializer.record\n" + DIGEST
    result = subprocess.run(
        [sys.executable, "-c", script],
        input="\n".join(map(str, PAGES)),
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == here


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_give_the_same_articles_in_the_order_of_their_sources(jobs: int) -> None:
    assert [article.to_dict() for article in scrub_many(PAGES, jobs=jobs)] == [scrub(path).to_dict() for path in PAGES]


def test_a_rule_over_its_budget_is_overruled_and_it_is_recorded() -> None:
    line = "Number {} walks over the old bridge on a Monday in May, 19{}. Photo: Ann Lee."
    captions = "\n\n".join(line.format(number, number) for number in range(10, 40))
    article = scrub(captions, kind="text")
    assert len(article.blocks) == 30
    assert "caption would take 100% of the prose" in article.warnings[0]
    assert article.status is Status.OK


def test_rules_can_be_left_out_and_unknown_names_are_refused() -> None:
    text = "The council met on Monday.\n\nAdvertisement"
    assert "Advertisement" not in scrub(text).text
    assert "Advertisement" in scrub(text, rules=rules(without=["ad-marker"])).text
    with pytest.raises(Exception, match="no rule is named teasers; the rules are junk-run, headline, main-text"):
        rules(without=["teasers"])
    assert [rule.name for rule in pickle.loads(pickle.dumps(RULES))] == [rule.name for rule in RULES]
