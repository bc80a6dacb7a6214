"""Inputs that `python -m fuzzing` and tests/test_fuzzed.py found, cut down to what matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrubber import Link, Status, read, scrub
from scrubber.cli.inputs.record import Asked
from scrubber.cli.inputs.records import records_of
from scrubber.fetcher.listings import read_listing
from scrubber.reader.stripping import strip


@pytest.mark.parametrize(
    "end", ["</html>", "</body>", "</body></html>", "</BODY >\n</HTML\n>", "<!-- </body> --></html>"]
)
def test_what_stands_behind_the_end_of_the_document_is_read(end: str) -> None:
    page = f"<html><body><p>Before it.</p>{end} Right behind it.<p>And below.</p></body></html>"
    assert [block.text for block in read(page, kind="html").blocks] == ["Before it.", "Right behind it.", "And below."]


@pytest.mark.parametrize("start", ["<body/>", '<html lang="en"/><body>', '<BODY class="a" />', "<html/><body/>"])
def test_a_body_that_is_closed_at_once_is_open_as_in_browsers(start: str) -> None:
    page = f"<!doctype html>{start} Right in it.<p>And below.</p></body></html>"
    assert [block.text for block in read(page, kind="html").blocks] == ["Right in it.", "And below."]


def test_an_end_of_a_document_that_is_a_text_of_code_stays() -> None:
    page = "<p>Write this:</p><pre>&lt;/body&gt;&lt;/html&gt;</pre><p>And that is it.</p></body></html><p>Bye.</p>"
    assert [block.text for block in read(page, kind="html").blocks][1] == "</body></html>"


def test_a_link_behind_a_soft_hyphen_covers_its_own_words() -> None:
    block = read("<p>Donau\xaddampf\xadschiff <a href='/a'>fährt</a> wieder.</p>", kind="html").blocks[0]
    assert (block.text, block.links) == ("Donaudampfschiff fährt wieder.", (Link(17, 22, "/a"),))


@pytest.mark.parametrize(
    "source", ["\xad A mill", "A \xad mill", "A <b>\xad</b> mill", "A mill \xad", "A m<b>\xad</b>ill"]
)
def test_a_soft_hyphen_leaves_no_white_space(source: str) -> None:
    assert [block.text for block in read(f"<p>{source}</p>", kind="html").blocks] == ["A mill"]


def test_a_page_of_nothing_but_an_image_is_empty() -> None:
    article = scrub("<!doctype html><body><img src='/bridge.jpg' alt='A bridge' width=600></body>")
    assert (article.status, article.text) == (Status.EMPTY, "")


@pytest.mark.parametrize(
    "text", ["\n\ufeffThe mill", "\ufffe\ufeffThe mill", "\ufeff\ufeffThe mill", "The mill\n\ufeff\nstands."]
)
def test_marks_of_byte_order_in_a_text_are_no_text(text: str) -> None:
    once = scrub(text, kind="text").text
    assert "\ufeff" not in once
    assert scrub(once, kind="text").text == once


def test_a_header_line_of_carriage_returns_breaks_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: resource\r\n\r\r\nContent-Length: 10\r\n\r\n<p>One</p>\r\n\r\n")
    assert [record.job.source for record in records_of(str(path), Asked())] == [b"<p>One</p>"]


def test_a_line_that_others_have_brought_near_the_top_is_judged_at_once() -> None:
    once = scrub("The mill.\nHome > News\nIt stands.\nIt turns.\nIt grinds.\nIt rests.\nHome > Sport", kind="text").text
    assert once == "The mill.\nIt stands.\nIt turns.\nIt grinds.\nIt rests."
    assert scrub(once, kind="text").text == once


def test_a_quote_behind_an_equals_sign_without_a_name_opens_no_value() -> None:
    page = f'<p>Before it.</p><b/=">The mill</b> {"turns and " * 600}<i title="a">rests.</i>'
    blocks = read(page, kind="html").blocks
    assert blocks[1].text.startswith("The mill turns and turns") and blocks[1].text.endswith("turns and rests.")
    assert strip('<b/=">The mill</b> <i title="a">rests.</i>') == "The mill rests."


@pytest.mark.parametrize("zeros", ["&#x000000000000;", "&#X0000000000000000", "&#000000000000000;"])
def test_a_reference_to_nothing_in_many_digits_is_a_replacement_character(zeros: str) -> None:
    assert read(f"<p>The mill {zeros} stands.</p>", kind="html").blocks[0].text == "The mill \ufffd stands."


@pytest.mark.parametrize("half", ["&#xD83D;&#xDE00;", "&#55357;&#56832;", "&#x00D800;", "&#57343;"])
def test_half_a_character_in_a_feed_is_a_replacement_character(half: str) -> None:
    item = f"<item><title>The mill {half}</title><link>https://mill.example/a</link></item>"
    listing = read_listing(f"<rss><channel>{item}</channel></rss>".encode(), "https://mill.example/feed")
    assert [page.title for page in listing.pages] == ["The mill " + "\ufffd" * half.count(";")]
    assert listing.problem is None


def test_an_end_of_the_page_that_ends_an_open_tag_goes_on_doing_so() -> None:
    page = read("<p>The mill stands.</p></body.\n</html>\n It turns.", kind="html")
    assert [block.text for block in page.blocks] == ["The mill stands.", "It turns."]
