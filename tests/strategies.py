"""Pages and texts that nobody wrote: nested elements as sites use them, broken in the ways in which sites are."""

from __future__ import annotations

import html

from hypothesis import strategies as st

SENTENCES = (
    "The council met on Monday and voted for a new bridge over the river, as the mayor had asked in spring.",
    "“Nobody answered,” she said; the line fell silent, and the water went on rising until the morning.",
    "Am Dienstag beschloss der Rat, die alte Brücke nach elf Jahren Streit für 3,5 Millionen Euro zu erneuern.",
    "Le pont sera fermé jusqu’au printemps, a dit le maire aux habitants du quartier réunis lundi soir.",
    "市议会星期一开会，投票决定修复旧桥，工程将持续到明年春天。",
    "قال العمدة إن الجسر القديم سيغلق حتى الربيع المقبل.",
)
LINES = (
    *("SUBSCRIBE", "Advertisement", "Comments (3)", "Share on Facebook", "Photo: Ann Lee / Gazette", "Read more", "$5"),
    *(
        "© 2024 The Valley Gazette",
        "By Ann Lee",
        "March 4, 2024",
        "OSLO, Norway — It rained.",
        "Related articles",
        "...",
    ),
    *(
        "- an item",
        "1. an item",
        "* * *",
        "# A heading",
        "> quoted",
        "```",
        "~~~ python",
        "    indented = True",
        "a\tb\tc",
    ),
    *(
        "1 cup of flour",
        "Log in",
        "12",
        "http://mill.example/?a=1&b=2",
        "Subject: A bridge",
        "---",
        "|a|b|",
        "Fluss\xadufer",
    ),
)
ODD = st.text(st.characters(codec="utf-8"), max_size=12) | st.text(
    "\x00\x0b\x1c\x85\xa0\xad\u200b\u2028\ufeff\ufffe a\t\r\n"
)
WORDING = st.sampled_from(SENTENCES + LINES) | ODD

TAILS = st.sampled_from(("", "", "and rests.", " so", "\n"))

BLOCK_TAGS = (
    *(
        "p",
        "p",
        "p",
        "div",
        "div",
        "section",
        "article",
        "main",
        "aside",
        "nav",
        "header",
        "footer",
        "blockquote",
        "pre",
    ),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "td", "th", "caption", "h1", "h2", "h3", "figure"),
    *(
        "figcaption",
        "form",
        "fieldset",
        "button",
        "select",
        "option",
        "textarea",
        "details",
        "summary",
        "address",
        "body",
    ),
)
INLINE_TAGS = (
    "a",
    "b",
    "i",
    "em",
    "span",
    "small",
    "time",
    "cite",
    "code",
    "sup",
    "label",
    "q",
    "ruby",
    "rt",
    "x-card",
)
UNSEEN_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "math",
    "title",
    "head",
    "datalist",
    "object",
)
VOID = ("<br>", "<br><br>", "<hr>", "<img src=/a.jpg alt='A bridge' width=600>", "<input>", "<wbr>", "<meta name=a>")
BROKEN = (
    *(
        "</p>",
        "</div>",
        "</body>",
        "</html>",
        "<",
        "</",
        "<!",
        "<!-- ",
        "<p",
        '<a href="',
        '<b =">',
        "&#150;",
        "&#0;",
        "&",
    ),
    *(
        "&nbsp;",
        "&shy;",
        "&lt;b&gt;",
        "<!-- a -- b -->",
        "<![CDATA[ a ]]>",
        "<?php a ?>",
        "<!doctype html>",
        "</table>",
    ),
)
ATTRIBUTES = (
    *(
        'class="article-body"',
        'class="promo related"',
        "id=comments",
        "hidden",
        'style="display:none"',
        "itemprop=author",
    ),
    *(
        'role="navigation"',
        'aria-hidden="true"',
        "href='/a?b=1&amp;c=2'",
        'datetime="2024-03-04"',
        "class",
        'a"b',
        "==",
        "lang=de",
    ),
    *("itemscope itemtype='https://schema.org/Comment'", 'data-a="x > y"', "class=wp-caption-text", "rel=author"),
)


def texts() -> st.SearchStrategy[str]:
    """Plain texts: prose, boilerplate, lists, code, headers of mails, in lines that end in every way."""
    ends = st.sampled_from(("\n", "\n\n", "\r\n", "\n\n\n", "\r", "\x0c", "\u2028", " \n \n"))
    return st.lists(st.tuples(WORDING, ends), max_size=25).map(lambda lines: "".join(map("".join, lines)))


@st.composite
def elements(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """An element with some attributes, of which the end tag may be missing or another's."""
    tag = draw(st.sampled_from(BLOCK_TAGS) | st.sampled_from(INLINE_TAGS) | st.sampled_from(UNSEEN_TAGS))
    attributes = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2))
    end = draw(st.sampled_from((f"</{tag}>",) * 6 + ("", "</div>", f"</{tag.upper()} >")))
    return " ".join([f"<{tag}", *attributes]) + ">" + "".join(draw(st.lists(inner, max_size=5))) + end + draw(TAILS)


def markup() -> st.SearchStrategy[str]:
    """What may stand in a body."""
    leaves = WORDING.map(html.escape) | WORDING | st.sampled_from(VOID) | st.sampled_from(BROKEN)
    return st.recursive(leaves, elements, max_leaves=30)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Whole pages and fragments, some of them as long as an article, with something behind their end."""
    prose = "".join(f"<p>{draw(st.sampled_from(SENTENCES))}</p>" for _ in range(draw(st.sampled_from((0, 0, 3, 8)))))
    body = f"{draw(markup())}{prose}{draw(markup())}"
    head = draw(
        st.sampled_from(("", "<title>A bridge - The Valley</title>", "<meta property=og:title content='A bridge'>"))
    )
    frame = draw(
        st.sampled_from(("{}{}", "<!doctype html><html><head>{}</head><body>{}</body></html>", "<html>{}{}</html>"))
    )
    return frame.format(head, body) + draw(st.sampled_from(("", "", "<p>Behind it.</p>")))
