"""Articles of every kind of block, with all that could break a file or run in a reader; and all of Unicode."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st
from invented_articles import METADATA

from scrubber import Article, Block, BlockKind, Image, Link, Metadata, Status
from scrubber.deferred import Deferred

PAGES = sorted(path for path in Path("fixtures").glob("*/*/page.*") if path.suffix in {".html", ".txt"})
CHUNK = 8192
SEPARATES = re.compile(r"[\v\f\x85]")
LEFT_OUT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

BAD_ADDRESSES = (
    *("javascript:alert(1)", " JavaScript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "/relative"),
    *("\x01javascript:alert(1)", "\u2028javascript:alert(1)", "javascript\t:alert(1)", "java\x00script:alert(1)"),
    *("javascript&colon;alert(1)", "&#106;avascript:alert(1)", "javascript\\:alert(1)", "jav&#x09;ascript:alert(1)"),
    *("vbscript:x", "data:text/html,<script>alert(1)</script>", "DATA:text/html;base64,PHNjcmlwdD4=", "file:///a"),
    *("//other.example/", "blob:https://a.example/1", "view-source:javascript:alert(1)", "", "https:", "http://", ":"),
    *('x" onclick="alert(1)', "ftp://mill.example/", "\ud800javascript:alert(1)", "javascript:https://a.example/"),
)
GOOD_ADDRESSES = (
    *("https://mill.example/a?b=1&copy=2&lt;#c", "HTTP://mill.example/ a b", "mailto:ann@mill.example"),
    *('https://mill.example/"onload="x', "https://mill.example/<script>", "ht\ntps://mill.example/a)b(c\\d"),
)
AWKWARD = (
    *("<script>alert(1)</script>", "</article></body>", "<!-- a", "-->", "]]>", "<![CDATA[", "</title>"),
    *("</code></pre>", "&lt;b&gt;", "&amp;amp;", "&#0;", "&copy", "<b onclick=alert(1)>", "---", "@SUM(1)", "+1", "-1"),
    *("=cmd|' /C calc'!A0", "[a](javascript:alert(1))", "<javascript:alert(1)>", "![x](data:y)", "```", '"', "'=1"),
    *("a,b", "'", '"a","b"', "a|b", "a\u2028b\u2029c\x85d", "a\x00b", "a\x0bb\x0cc", "\ud83c", "a\udf09b", "\ufeffa"),
    *("\ufffe\uffff", "🌉", "\t=1", "\r=1", "a\r\nb", "${x}", "{{x}}", "%s", "\\", "\\u0000", "None", "null", "NaN"),
    *("true", " ", "a  b", "الطاحونة", "\u202eabc", "e\u0301", "ﬁ"),
)
TEXTS = st.lists(st.sampled_from(AWKWARD) | st.text(max_size=8), min_size=1, max_size=4).map(" ".join)
ADDRESSES = st.sampled_from(BAD_ADDRESSES + GOOD_ADDRESSES) | TEXTS


def chunks() -> Iterator[str]:
    """All of Unicode, surrogates included; backwards, as else two of them would be a pair in JSON."""
    for start in range(0, 0x110000, CHUNK):
        yield "".join(map(chr, reversed(range(start, start + CHUNK))))


def written(text: str) -> str:
    """What a document may hold of a text."""
    return LEFT_OUT.sub("", SEPARATES.sub(" ", text))


def article_of(*blocks: Block, images: tuple[Image, ...] = (), **fields: object) -> Article:
    return Article(Status.OK, blocks, images, _metadata=Deferred.of(Metadata(**fields)))  # type: ignore[arg-type]


def article_full_of(text: str) -> Article:
    """One that holds a text wherever one can be."""
    address = "https://mill.example/" + text
    return article_of(
        Block(0, "x" + text + "y", links=(Link(0, len(text), address),)),
        Block(1, "x" + text + "y", BlockKind.CODE, language=text),
        Block(2, f"x{text}y\tz", BlockKind.TABLE_ROW, cells=(f"x{text}y", "z")),
        images=(Image(address, text, text, text),),
        title=text,
        authors=(text,),
        description=text,
        language=text,
        date_published=text,
        site_name=text,
        canonical_url=address,
    )


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.IMAGE]))
    text = draw(TEXTS.filter(str.strip))
    cells = tuple(text.split("\t")) if kind is BlockKind.TABLE_ROW else ()
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    links = tuple(Link(start, end, draw(ADDRESSES)) for start, end in zip(ends[::2], ends[1::2], strict=False))
    return Block(
        *(
            0,
            text,
            kind,
            draw(st.sampled_from(["line 7", "article > p", "line > pre"])),
            len(text.split()),
            None,
            links,
        ),
        gap_before=draw(st.booleans()),
        level=draw(st.integers(0, 9)),
        ordered=draw(st.booleans()),
        cells=cells,
        language=draw(st.none() | st.just("markdown") | TEXTS),
    )


IMAGES = st.builds(
    Image, *[st.none() | ADDRESSES, *[st.none() | TEXTS] * 3], width=st.none() | st.integers(), height=st.none()
)
ARTICLES = st.builds(
    lambda blocks, images, metadata, addresses, texts: Article(
        Status.OK,
        tuple(dataclasses.replace(block, index=index) for index, block in enumerate(blocks)),
        tuple(images),
        warnings=texts,
        _metadata=Deferred.of(
            dataclasses.replace(metadata, url=addresses[0], canonical_url=addresses[1], title=texts[0], authors=texts)
        ),
    ),
    st.lists(blocks(), max_size=6),
    st.lists(IMAGES, max_size=2),
    METADATA,
    st.tuples(ADDRESSES, ADDRESSES),
    st.tuples(TEXTS, TEXTS),
)
