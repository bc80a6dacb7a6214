"""HTML and plain text become blocks that say what they were."""

from __future__ import annotations

import json

from scrubber import Block, BlockKind, Image, Link, read


def blocks_of(body: str) -> list[Block]:
    return list(read(f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>").blocks)


def shape_of(body: str) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in blocks_of(body)]


def test_white_space_is_folded_across_elements_and_never_invented() -> None:
    assert shape_of("<p>One\n <b> two</b>,<i>three</i>  <span>four</span></p>") == [("paragraph", "One two,three four")]


def test_a_page_without_a_body_tag_is_read_whatever_element_opens_it() -> None:
    for opening in ("<html><head><title>T</title>", "<title>T</title>", "<script>1</script>", "<meta charset=utf-8>"):
        page = read(f"{opening}<main><p>One.</p></main>two<article>Three.</article>", kind="html")
        assert [block.text for block in page.blocks] == ["One.", "two", "Three."], opening


def test_headings_have_their_level() -> None:
    assert [(block.kind, block.level) for block in blocks_of("<h1>a</h1><h3>b</h3>")] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
    ]


def test_nested_lists_have_depth_numbering_and_no_gaps_inside() -> None:
    items = blocks_of("<p>x</p><ol><li>one<ul><li>deep</li></ul></li><li><p>two</p></li></ol><p>y</p>")
    assert [(item.text, item.level, item.ordered, item.gap_before) for item in items] == [
        ("x", 0, False, True),
        ("one", 1, True, True),
        ("deep", 2, False, False),
        ("two", 1, True, False),
        ("y", 0, False, True),
    ]


def test_an_item_of_several_paragraphs_is_a_post_and_not_a_line() -> None:
    posts = blocks_of("<ul><li><p>First thought.</p><p>Second thought.</p></li><li><h2>Card</h2></li></ul>")
    assert [(block.kind, block.gap_before) for block in posts] == [
        (BlockKind.PARAGRAPH, True),
        (BlockKind.PARAGRAPH, True),
        (BlockKind.HEADING, True),
    ]


def test_rows_of_data_have_cells_and_tables_of_layout_have_paragraphs() -> None:
    data = blocks_of("<table><tr><th>Year<th>Sum</tr><tr><td>1999<td><p>7</p></tr><tr><td><td>8</tr></table>")
    assert [(row.kind, row.cells, row.text) for row in data] == [
        (BlockKind.TABLE_ROW, ("Year", "Sum"), "Year\tSum"),
        (BlockKind.TABLE_ROW, ("1999", "7"), "1999\t7"),
        (BlockKind.TABLE_ROW, ("", "8"), "\t8"),
    ]
    layout = "<table><tr><td><ul><li>menu</li></ul></td><td><h1>A</h1><p>One.</p><p>Two.</p></td></tr></table>"
    assert shape_of(layout) == [("list-item", "menu"), ("heading", "A"), ("paragraph", "One."), ("paragraph", "Two.")]


def test_code_is_byte_exact_and_knows_its_language() -> None:
    source = (
        '<pre><code class="hl language-python">\ndef f():\n\tif  x:\n        <b>return</b> 1<br>\n\n  </code></pre>'
    )
    (code,) = blocks_of(source)
    assert (code.kind, code.language) == (BlockKind.CODE, "python")
    assert code.text == "def f():\n\tif  x:\n        return 1\n\n\n  "


def test_a_line_break_ends_a_line_and_a_run_of_them_a_paragraph() -> None:
    lines = blocks_of("<p>one<br>two<br> <br>three</p>four<br>five")
    assert [(line.text, line.gap_before) for line in lines] == [
        ("one", True),
        ("two", False),
        ("three", True),
        ("four", True),
        ("five", False),
    ]


def test_definition_lists_quotes_and_captions_are_told_apart() -> None:
    body = (
        "<dl><dt>term<dd>meaning</dl><blockquote><p>said</p></blockquote>"
        "<figure><img src=a.jpg alt='An alt' width=640 height=480px><figcaption>shown</figcaption></figure>"
    )
    assert shape_of(body) == [("term", "term"), ("definition", "meaning"), ("quote", "said"), ("caption", "shown")]
    assert blocks_of(body)[-1].image == Image("a.jpg", "An alt", width=640, height=480)


def test_the_name_below_a_quotation_is_no_caption() -> None:
    assert shape_of("<figure><blockquote>Well said.</blockquote><figcaption>Ann Lee</figcaption></figure>") == [
        ("quote", "Well said."),
        ("paragraph", "Ann Lee"),
    ]


def test_an_image_does_not_part_its_paragraph_and_a_tracker_is_none() -> None:
    found = blocks_of(
        "<p>one <img data-src=/b.jpg src='data:image/gif;base64,R0'> two</p><img src=t.gif width=1 height=1>"
    )
    assert [(block.kind, block.text) for block in found] == [(BlockKind.PARAGRAPH, "one two"), (BlockKind.IMAGE, "")]
    assert found[1].image == Image("/b.jpg")


def test_links_have_offsets_in_the_text_of_their_block() -> None:
    (block,) = blocks_of("<p>See  <a href='/one'> the  first</a> and <a href='/two'><b>second</b></a>.</p>")
    assert block.links == (Link(4, 13, "/one"), Link(18, 24, "/two"))
    assert [block.text[link.start : link.end] for link in block.links] == ["the first", "second"]
    assert block.link_density == 15 / 25


def test_a_link_around_blocks_goes_on_in_each_of_them() -> None:
    assert [block.link_density for block in blocks_of("<a href=/x><div>One</div><div>Two</div></a><p>no</p>")] == [
        1,
        1,
        0,
    ]


def test_hidden_text_counts_only_where_it_is_the_text() -> None:
    post = "A post that only readers without scripts can see. " * 12
    assert shape_of(f"<noscript><p>{post}</p></noscript>") == [("paragraph", post.strip())]
    assert shape_of("<template shadowrootmode=open><p>shadow</p></template>") == [("paragraph", "shadow")]
    styles = "<style>" + "a{color:red}" * 100 + "</style>"
    assert shape_of(f"<noscript>{styles}<p>Please enable scripts.</p></noscript><template><p>row</p></template>") == []


def test_an_empty_shell_is_read_from_its_json_ld() -> None:
    body = "The council met on Monday.\n\nIt voted for the bridge, and the vote was close. " * 5
    data = json.dumps({"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "articleBody": body}]})
    script = f"<script type='application/ld+json'>{data}</script>"
    frame = "<div id=app><p>Please turn on scripts in your browser to read this page.</p></div>"
    shell = blocks_of(f"{frame}{script}")[1:]
    assert [block.text for block in shell][:2] == [
        "The council met on Monday.",
        "It voted for the bridge, and the vote was close. The council met on Monday.",
    ]
    assert shell[0].place == "script[ld+json] > articleBody"
    assert len(blocks_of(f"<p>{'A page that shows a text itself. ' * 20}</p>{script}")) == 1
    assert blocks_of("<script type='application/ld+json'>{'articleBody': broken</script>") == []


def test_the_steps_of_a_how_to_are_read_in_order() -> None:
    steps = [
        {"@type": "HowToStep", "text": f"<p>Step {n}: lay the cloth on the table and fold it.</p>"} for n in range(9)
    ]
    script = f"<script type='application/ld+json'>{json.dumps({'@type': 'HowTo', 'step': steps})}</script>"
    texts = [block.text for block in blocks_of(f"<div id=app><a href=/>Home</a></div>{script}")]
    assert texts == ["Home", *(f"Step {n}: lay the cloth on the table and fold it." for n in range(9))]


def test_ruby_annotations_do_not_stand_inside_of_words() -> None:
    assert shape_of("<p><ruby>漢<rp>(</rp><rt>かん</rt>字</ruby>の本</p>") == [("paragraph", "漢字の本")]


def test_a_block_says_where_it_stood() -> None:
    (block,) = blocks_of("<main><article id=a1><div class='body wide'><p>x</p></div></article></main>")
    assert block.place == "body > main > article#a1 > div.body.wide > p"


def test_a_container_says_its_role_and_whether_it_is_hidden() -> None:
    (block,) = blocks_of("<div role=Navigation class=menu><p id=x>x</p></div>")
    assert [(container.tag, container.role, container.is_hidden) for container in block.inside] == [
        ("body", "", False),
        ("div", "Navigation", False),
        ("p", "", False),
    ]
    for hiding in ("hidden", "aria-hidden=TRUE", "style='color:red; DISPLAY : none'", "style='visibility:hidden'"):
        assert blocks_of(f"<div {hiding}>x</div>")[0].inside[-1].is_hidden, hiding
    for showing in ("aria-hidden=false", "style='display:block'", "style='content-visibility:hidden'", "class=hidden"):
        assert not blocks_of(f"<div {showing}>x</div>")[0].inside[-1].is_hidden, showing


def test_fenced_code_in_plain_text_keeps_its_spaces() -> None:
    lines = read("See:\n\n```\n    indented  = 1\n```\n  after  it").blocks
    assert [(str(line.kind), line.text) for line in lines] == [
        ("paragraph", "See:"),
        ("code", "```"),
        ("code", "    indented  = 1"),
        ("code", "```"),
        ("paragraph", "after it"),
    ]


def test_every_way_to_end_a_line_ends_it() -> None:
    assert [line.text for line in read("one\r\ntwo\rthree\nfour\u2028five\ffive more").blocks] == [
        "one", "two", "three", "four", "five", "five more",
    ]  # fmt: skip


def test_the_host_of_a_page_comes_from_its_url() -> None:
    assert read("x", url="https://News.Example:8080/a").host == "news.example"
    assert read("x").host is None
    assert read("x", url="http://[::1").host is None
