"""Bad input: one article with a status each, within ten seconds of CPU, and nothing lost without a word."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Iterator

import pytest

from scrubber import Article, Status, read, rules, scrub

MAX_CPU_SECONDS = 10.0
PROSE = "The council met on Monday evening and voted, after a long debate, for the repair of the old bridge. " * 4
SENTINEL = "The sentinel stands at the very end of the page, and it must not be lost by anybody."
HEAD = "<!doctype html><html><head><title>A page</title></head><body><article>"
TAIL = f"<p>{SENTINEL}</p></article></body></html>"
ARTICLE = f"{HEAD}<p>{PROSE}</p>{TAIL}"


@pytest.fixture(autouse=True)
def within_ten_seconds() -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < MAX_CPU_SECONDS


def assert_whole(article: Article, status: Status = Status.OK) -> None:
    assert article.status is status, article.warnings
    assert SENTINEL in article.text


@pytest.mark.parametrize("data", [b"", b"   \n\t ", b"\xef\xbb\xbf", b"\0" * 50, b"<html>"])
def test_nothing_visible_is_empty(data: bytes) -> None:
    article = scrub(data)
    assert (article.status, article.text) == (Status.EMPTY, "")


@pytest.mark.parametrize("data", [b"", b"\n", b"<!-- x -->", b"</div>", b"&#8;</p>"])
def test_markup_without_an_element_is_empty(data: bytes) -> None:
    assert scrub(data, kind="html").status is Status.EMPTY


def test_one_byte_is_a_text_of_one_character() -> None:
    assert (scrub(b"a").status, scrub(b"a").text) == (Status.OK, "a")
    assert (scrub(b"<").status, scrub(b"<").text) == (Status.OK, "<")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        gzip.compress(b"<html><body><p>text</p></body></html>"),
        b"PK\x03\x04\x14\0\0\0\x08\0",
        b'{"title": "A bridge", "body": ["<p>one</p>", "<p>two</p>", "<div>three</div>"]}',
        b'[{"a": 1}]',
        b'{"a": [' * 100_000 + b"1" + b"]}" * 100_000,
        bytes(range(256)) * 40,
    ],
    ids=["pdf", "png", "gzip", "zip", "json", "json array", "deep json", "all bytes"],
)
def test_what_is_no_text_is_said_to_be_none(data: bytes) -> None:
    article = scrub(data)
    assert (article.status, article.text) == (Status.NOT_TEXT, "")
    assert article.warnings


def test_a_binary_that_is_called_html_is_no_text() -> None:
    noise = bytes((i * 7919 + i // 251) % 256 for i in range(20_000))
    assert scrub(noise, kind="html").status is Status.NOT_TEXT
    assert scrub(b"<html><body><p>" + noise + b"</p></body></html>", kind="html").status is Status.NOT_TEXT


def test_nuls_between_words_cost_nothing() -> None:
    article = scrub(ARTICLE.replace("bridge", "bri\0dge").encode())
    assert_whole(article)
    assert "old bridge" in article.text


BAD_REFERENCES = [*range(1, 9), 11, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF, 0xD800, 0x110000, 0]


@pytest.mark.parametrize("code", BAD_REFERENCES)
@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#{}"])
def test_a_reference_to_no_character_costs_no_other_word(code: int, form: str) -> None:
    article = scrub(ARTICLE.replace("old bridge", f"old {form.format(code)} bridge"), kind="html")
    assert_whole(article)
    assert "for the repair of the old" in article.text
    assert not any(character < " " and character != "\n" for character in article.text)


def test_references_that_browsers_read_as_windows_1252_are_read_so() -> None:
    assert "2 – 3 “bridges”" in scrub(ARTICLE.replace("old bridge", "2 &#150; 3 &#147;bridges&#148;"), kind="html").text


def test_an_endless_reference_is_no_number() -> None:
    assert_whole(scrub(ARTICLE.replace("old bridge", f"old &#{'9' * 200_000}; bridge"), kind="html"))
    assert_whole(scrub(ARTICLE.replace("old bridge", f"old &#{'0' * 200_000}65; bridge"), kind="html"))


def test_one_bad_byte_costs_one_character() -> None:
    text = ARTICLE.replace("bridge", "Brücke – größer als je")
    data = bytearray(text.encode())
    at = data.index(b"Monday") + 3
    data[at:at] = b"\xff"
    page = read(bytes(data))
    article = scrub(bytes(data))
    assert page.encoding == "utf-8"
    assert "1 bytes" in page.encoding_reason
    assert_whole(article)
    assert "Brücke – größer als je" in article.text


def test_a_wrong_label_is_not_believed() -> None:
    labelled = ARTICLE.replace("<head>", '<head><meta charset="iso-8859-1">').replace("bridge", "Brücke")
    assert "alte Brücke" in scrub(labelled.replace("old", "alte").encode()).text
    page = read(labelled.encode())
    assert "though cp1252 is declared" in page.encoding_reason


def test_a_right_label_of_a_legacy_encoding_is_believed() -> None:
    labelled = ARTICLE.replace("<head>", '<head><meta charset="windows-1251">').replace("old bridge", "старый мост")
    assert "старый мост" in scrub(labelled.encode("cp1251")).text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("content", [ARTICLE, f"{PROSE}\n\n{SENTINEL}"], ids=["html", "text"])
def test_wide_encodings_are_read_with_and_without_a_mark(codec: str, content: str) -> None:
    article = scrub(content.replace("bridge", "Brücke – größer").encode(codec))
    assert_whole(article)
    assert "the old Brücke – größer" in article.text


CHINESE = (
    "市议会星期一晚上开会，经过长时间的辩论，投票决定修复旧桥。"
    "工程将于明年春天开始，预计需要两年时间。居民们对这个决定表示欢迎。"
)
JAPANESE = (
    "市議会は月曜日の夜に開かれ、長い議論の末、古い橋の修理を決めました。"
    "工事は来年の春に始まり、二年かかる見込みです。住民は喜んでいます。"
)


@pytest.mark.parametrize(
    ("text", "codec"), [(CHINESE, "gbk"), (CHINESE, "gb18030"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")]
)
@pytest.mark.parametrize("is_html", [True, False], ids=["html", "text"])
def test_east_asian_encodings_are_told_without_a_label(text: str, codec: str, is_html: bool) -> None:
    content = (
        f"<!doctype html><html><head><title>x</title></head><body><p>{text}</p></body></html>" if is_html else text
    )
    article = scrub(content.encode(codec))
    assert article.status is Status.OK
    assert text in article.text


def test_bytes_of_no_encoding_are_said_to_be_of_none() -> None:
    draw = random.Random(1)
    article = scrub(bytes(draw.randrange(0x80, 0x100) for _ in range(400)))
    assert (article.status, article.text) == (Status.BAD_ENCODING, "")
    assert "convert it to UTF-8" in article.warnings[0]


def test_utf_7_is_never_decoded() -> None:
    page = read(b"<meta charset=utf-7><p>+ADw-script+AD4-</p><p>x</p><p>y</p>")
    assert page.blocks[0].text == "+ADw-script+AD4-"


@pytest.mark.parametrize("tag", ["div", "span", "b", "section", "blockquote", "font", "ul"])
@pytest.mark.parametrize("closed", [True, False])
def test_twenty_thousand_nested_elements_lose_no_text(tag: str, closed: bool) -> None:
    deep = (
        f"<{tag}>" * 20_000 + "In the deep there is a line of text that somebody wrote." + f"</{tag}>" * 20_000 * closed
    )
    page = read(HEAD + f"<p>{PROSE}</p>" + deep + TAIL)
    assert any("In the deep there is" in block.text for block in page.blocks)
    assert_whole(scrub(HEAD + f"<p>{PROSE}</p>" + deep + TAIL))


def test_text_at_every_depth_is_kept_apart() -> None:
    deep = "".join(f"<div>Level {level} has a sentence. " for level in range(2000))
    texts = [block.text for block in read(HEAD + deep + TAIL).blocks]
    assert texts[:2000] == [f"Level {level} has a sentence." for level in range(2000)]


def test_no_tree_is_deeper_than_a_second_parser_can_take() -> None:
    # trafilatura parses again inside, and would lose all below depth 255 without a word.
    tree = read(HEAD + "<div>" * 1000 + "In the deep." + TAIL).tree
    assert 150 < max(sum(1 for _ in element.iterancestors()) for element in tree.iter()) < 255


MEGABYTES_11 = 11_000_000


@pytest.mark.parametrize(
    "bulk",
    [
        "<script>" + "x=1;" * (MEGABYTES_11 // 4) + "</script>",
        "<style>" + "a{b:c}" * (MEGABYTES_11 // 6) + "</style>",
        "<!--" + "note " * (MEGABYTES_11 // 5) + "-->",
        '<img alt="" src="data:image/png;base64,' + "QUJD" * (MEGABYTES_11 // 4) + '">',
        f'<p title="{"word " * (MEGABYTES_11 // 5)}">A line.</p>',
    ],
    ids=["script", "style", "comment", "data uri", "attribute"],
)
def test_bulk_without_text_does_not_hide_the_article(bulk: str) -> None:
    assert_whole(scrub(HEAD + f"<p>{PROSE}</p>" + bulk + TAIL))


def test_eleven_megabytes_of_text_are_kept() -> None:
    article = scrub(HEAD + "<p>" + PROSE * (MEGABYTES_11 // len(PROSE)) + "</p>" + TAIL)
    assert_whole(article)
    assert len(article.text) > 0.99 * MEGABYTES_11


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{i}=1" for i in range(200_000)),
        " ".join(f"ns:a{i}='1'" for i in range(200_000)),
        "".join(f'a{i}="<p>"' for i in range(200_000)),
        "/".join(f"a{i}" for i in range(200_000)),
        " ".join(f"a{i}='>'" for i in range(200_000)),
        "a=1 " * 1_000_000,
        "title=it's " + " ".join(f"a{i}" for i in range(200_000)),
        "< " + " ".join(f"a{i}" for i in range(200_000)),
    ],
    ids=[
        "plain",
        "colons",
        "glued, with markup",
        "slashes",
        "greater-than",
        "duplicates",
        "stray quote",
        "stray less-than",
    ],
)
def test_two_hundred_thousand_attributes_cost_no_text_and_little_time(attributes: str) -> None:
    started = time.process_time()
    article = scrub(HEAD + f"<p>{PROSE}</p><div {attributes}>After them.</div>" + TAIL)
    assert_whole(article)
    assert time.process_time() - started < 3.0


def test_an_ordinary_page_with_stray_quotes_loses_no_text() -> None:
    quotes = "".join(f'<a href="/{i}" title="a"b">link {i}</a> it\'s ' for i in range(600))
    page = read(HEAD + f"<p>{quotes}</p>" + TAIL)
    assert "link 0" in page.blocks[0].text and "link 599" in page.blocks[0].text
    assert not page.warnings


def test_flat_spans_are_cleaned_and_what_trafilatura_must_not_see_is_said() -> None:
    page = HEAD + "<span>word </span>" * 16_600 + TAIL
    assert_whole(article := scrub(page), Status.OK)
    assert article.text.count("word") == 16_600
    assert_whole(theirs := scrub(page, rules=rules(main_text="trafilatura")), Status.PARTIAL)
    assert "16,60" in theirs.warnings[0]
    assert theirs.text.count("word") == 16_600


def test_a_page_of_more_blocks_than_are_scored_is_cleaned_by_its_densest_run_and_it_is_said() -> None:
    article = scrub(HEAD + f"<p>{PROSE}</p>" * 20_500 + TAIL)
    assert article.status is Status.PARTIAL
    assert article.confidence is None
    assert "more than are scored" in article.warnings[0]
    assert article.text.count(PROSE.strip()[:40]) >= 20_500


@pytest.mark.parametrize("tag", ["p", "li", "a", "br", "td", "option", "dt", "i"])
def test_fifty_thousand_unclosed_elements_end_in_time(tag: str) -> None:
    page = HEAD + f"<p>{PROSE}</p>" + "".join(f"<{tag}>A short line, number {i}. " for i in range(50_000)) + TAIL
    article = scrub(page)
    assert article.status in {Status.OK, Status.PARTIAL}
    blocks = read(page).blocks
    assert sum(block.text.count("A short line, number") for block in blocks) == 50_000


def test_fifty_megabytes_on_one_line_are_one_text() -> None:
    line = (PROSE * (50_000_000 // len(PROSE))).strip()
    article = scrub(line.encode())
    assert article.status is Status.OK
    assert article.text == line


def test_a_page_of_links_only_has_no_content_and_says_so() -> None:
    links = "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(40))
    article = scrub(f"<!doctype html><html><body><nav><ul>{links}</ul></nav></body></html>")
    assert article.status in {Status.NO_CONTENT, Status.OK}
    assert len(article.removals) + len(article.blocks) == 40


def test_a_source_over_the_bound_is_too_large(tmp_path: object) -> None:
    assert scrub("x" * 200_000_001).status is Status.TOO_LARGE


MEGABYTE = 1_000_000
TRIGGERS = [
    *[
        "<p>",
        "<script>",
        "<style>",
        "<!--",
        "<!-- -->",
        "<",
        "</",
        "<a ",
        "<a href='",
        "<b><i>",
        "<table><td>",
        "<svg>",
    ],
    *["<noscript>", "<figure>", "<select>", "<textarea>", "<template>", "&lt;a ", "&#", "&#x", "&", "]]>", "%PDF-"],
    *['="', "='", "'", '"', "`", "``` ", "{", "[", "(", "/", "x:", "data:", '"headline": ', "Getty/", "AP/Ann ", "© "],
    *["Photo: ", "... ", " ... Aa bb", " - ", " || ", "- ", "1. ", "$1 ", "2024 ", "@a.b", "A", "a.", "Aa ", "ABC — "],
    *["\t", "\r", "\u00a0", "\u2028", "\u200b", "\u0301", "漢"],
]


@pytest.mark.parametrize("trigger", TRIGGERS)
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        HEAD + "<p>{}</p>" + TAIL,
        "<!doctype html><title>{0}</title><meta name=description content='{0}'><p class='{0}'>x</p>",
    ],
    ids=["text", "paragraph", "title and attributes"],
)
def test_a_megabyte_of_one_thing_takes_no_more_than_seconds(trigger: str, frame: str) -> None:
    started = time.process_time()
    article = scrub(frame.format(trigger * (MEGABYTE // len(trigger) // frame.count("{"))))
    assert article.status in Status
    assert time.process_time() - started < 4.0
    assert article.status.has_text == bool(article.text)
