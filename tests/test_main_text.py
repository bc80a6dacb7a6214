"""The choice of the main text: mapped onto blocks, repaired, and replaced where it cannot be had."""

from __future__ import annotations

import subprocess
import sys

from scrubber import Block, Status, read, rules, scrub
from scrubber.cleaner.main_text.density import densest_run
from scrubber.cleaner.main_text.mapping import map_pieces

SENTENCES = [
    "The council met on Monday evening and voted for the repair of the old bridge over the river.",
    "The vote ends a quarrel of eleven years, said the mayor, who had first proposed it as a young clerk.",
    "Work will begin in spring, and the ferry will run on Sundays until the last stone has been laid.",
    "Nobody knows what it will cost, but the county has promised to pay for two of the seven arches.",
]


def blocks(*texts: str) -> list[Block]:
    return [Block(index, text) for index, text in enumerate(texts)]


def page(article: str) -> str:
    return f"<!doctype html><html><head><title>T</title></head><body>{article}</body></html>"


def test_texts_are_compared_without_white_space() -> None:
    assert map_pieces(blocks("Home", "A b c", "End"), ["Ab  c"]).chosen == {1}


def test_a_short_piece_is_looked_for_beside_the_long_ones() -> None:
    # As in fixtures/docs.tidetable.example: the navigation has the same label as the heading.
    listed = blocks("Install", "About", "Install", SENTENCES[0], "Use", SENTENCES[1], "Use")
    assert map_pieces(listed, ["Install", SENTENCES[0], "Use", SENTENCES[1]]).chosen == {2, 3, 4, 5}


def test_a_piece_may_be_a_run_of_blocks_or_a_part_of_one() -> None:
    run = map_pieces(blocks("x", SENTENCES[0], SENTENCES[1]), [SENTENCES[0] + " " + SENTENCES[1]])
    part = map_pieces(blocks("x", SENTENCES[0] + " Updated today."), [SENTENCES[0]])
    assert (run.chosen, part.chosen) == ({1, 2}, {1})


def test_a_piece_that_left_a_formula_out_is_still_found() -> None:
    listed = blocks(
        "menu", "Given a finite set of {\\displaystyle N} points in the plane, we look for a line through them."
    )
    assert map_pieces(
        listed, ["Given a finite set of points in the plane, we look for a line through them."]
    ).chosen == {1}


def test_a_dump_of_the_page_is_taken_line_by_line() -> None:
    listed = blocks("One two three", "aside", "Four five six", "Seven eight nine", "Ten eleven twelve", "Last of them")
    dump = "One two three\nFour five six\nSeven eight nine\nTen eleven twelve\nLast of them"
    assert map_pieces(listed, [dump]).chosen == {0, 2, 3, 4, 5}


def test_what_no_block_holds_is_told() -> None:
    assert map_pieces(blocks("One"), ["Nowhere to be found on the page"]).unmatched == (
        "Nowhere to be found on the page",
    )


def test_a_page_without_blocks_holds_nothing() -> None:
    assert map_pieces([], ["One"]).unmatched == ("One",)


def test_a_text_that_stands_twice_is_used_once_for_each_piece() -> None:
    assert map_pieces(blocks("Row, row", "Stream", "Row, row"), ["Row, row", "Stream", "Row, row"]).chosen == {0, 1, 2}


def test_headings_and_paragraphs_between_kept_ones_come_back() -> None:
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    lost = "<h2>The price</h2><p class='teaser'>Nobody knows it yet, but the county will pay for two of the arches.</p>"
    article = scrub(page(f"<article>{paragraphs}{lost}<p>{SENTENCES[3]}</p></article>"))
    assert "The price\n\nNobody knows it yet" in article.text


def test_a_standfirst_right_above_the_first_kept_paragraph_comes_back() -> None:
    paragraphs = "".join(f"<p>{sentence * 2}</p>" for sentence in SENTENCES)
    standfirst = (
        "Since September the bridge has been closed. The first figures surprise even those who voted against it."
    )
    body = f"<div class=body><p class='art-teaser'>{standfirst}</p>{paragraphs}</div>"
    assert scrub(page(f"<div class=wrap><h1>A bridge and its price</h1>{body}</div>")).text.startswith(standfirst)


def test_the_densest_run_is_the_prose_and_not_the_links() -> None:
    links = "".join(f"<li><a href=/{n}>Another headline, number {n}</a></li>" for n in range(9))
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    whole = read(page(f"<ul>{links}</ul><div>{prose}</div><ul>{links}</ul>"))
    chosen = densest_run(whole.blocks)
    assert [whole.blocks[index].text for index in sorted(chosen)] == SENTENCES
    assert densest_run(read(page(f"<ul>{links}</ul>")).blocks) == set()


def test_fast_needs_no_trafilatura() -> None:
    code = (
        "import sys; from scrubber import rules, scrub; page = open(0).read()\n"
        "print(scrub(page, rules=rules(main_text='fast')).text); assert 'trafilatura' not in sys.modules"
    )
    prose = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    source = page(f"<div class=menu><a href=/>Menu</a></div><div>{prose}</div>")
    run = subprocess.run([sys.executable, "-c", code], input=source, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "\n\n".join(SENTENCES)


def test_trafilaturas_choice_can_be_had_alone_and_says_whose_it_was() -> None:
    prose = "".join(f"<p>{sentence * 2}</p>" for sentence in SENTENCES)
    article = scrub(page(f"<div>Menu</div><article>{prose}</article>"), rules=rules(main_text="trafilatura"))
    assert (article.status, article.confidence) == (Status.OK, None)
    assert article.removals[0].reason == "outside the main text that trafilatura chose"


def test_comments_are_kept_only_when_asked_for() -> None:
    prose = "".join(f"<p>{sentence * 2}</p>" for sentence in SENTENCES)
    comments = (
        "<div id='comments' class='comments'><h3>2 Comments</h3><p>I crossed it as a child, and it shook.</p></div>"
    )
    source = page(f"<article>{prose}</article>{comments}")
    assert "I crossed it as a child" not in scrub(source).text
    assert "I crossed it as a child" in scrub(source, rules=rules(comments=True)).text


def test_a_page_too_wide_for_trafilatura_is_partial_and_loses_no_word() -> None:
    source = page("<p>" + "<i>word</i> " * 6000 + "</p>")
    assert scrub(source).text.count("word") == 6000
    article = scrub(source, rules=rules(main_text="trafilatura"))
    assert article.status is Status.PARTIAL
    assert article.text.count("word") == 6000
    assert "6,000 children" in article.warnings[0]
