"""Documents that ask for more than to be read, that never end what they began, or that hardly are any."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.hostile.bait import FILE, PORT
from benchmarks.hostile.case import MEGABYTE, Bounds, Case, Trial, one_page, sized
from benchmarks.hostile.checks import is_any_of, keeps_words
from benchmarks.hostile.pages import BODY, OPENING, TAIL, article

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
XINCLUDE = "http://www.w3.org/2001/XInclude"
DEMANDS = {
    "XML bomb": f'<!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]><html><body><p>&l9;</p>',
    "quadratic bomb": f'<!DOCTYPE html [<!ENTITY x "{"x" * 50_000}">]><html><body><p>{"&x;" * 5000}</p>',
    "entity of a file": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{FILE}">]><html><body><p>&x;</p>',
    "entity of an address": f'<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:{PORT}/x">]><html><body><p>&x;</p>',
    "parameter entity": f'<!DOCTYPE html [<!ENTITY % x SYSTEM "http://127.0.0.1:{PORT}/x"> %x;]><html><body>',
    "external DTD": f'<!DOCTYPE html SYSTEM "http://127.0.0.1:{PORT}/x.dtd"><html><body>',
    "external DTD in a file": f'<!DOCTYPE html SYSTEM "file://{FILE}"><html><body>',
    "XInclude": f'<html xmlns:xi="{XINCLUDE}"><body><xi:include href="file://{FILE}" parse="text"/>',
    "style sheet": f'<?xml-stylesheet href="http://127.0.0.1:{PORT}/x.xsl" type="text/xsl"?><html><body>',
    "wrong encoding": "<html><body>",
    "unknown encoding": "<html><body>",
    "UTF-16 that is none": "<html><body>",
}
DECLARED = {"wrong encoding": "shift_jis", "unknown encoding": "x-nothing", "UTF-16 that is none": "UTF-16"}
UNCLOSED = {
    "comment": "<!-- ",
    "comment with >": "<!-- a > b ",
    "quote": '<a href="/x>A link.</a> ',
    "single quote": "<a href='/x>A link.</a> ",
    "script": "<script>var x = 1;\n",
    "style": "<style>p { color: red }\n",
    "textarea": "<textarea>",
    "title": "<title>A second title ",
    "plaintext": "<plaintext>",
    "select": "<select><option>",
    "noscript": "<noscript>",
    "CDATA": "<![CDATA[ ",
    "svg": "<svg><desc>",
    "xmp": "<xmp>",
    "iframe": "<iframe>",
    "template": "<template>",
}
SCRAPS = {
    "nothing": b"",
    "a space": b" ",
    "spaces and line breaks": b" \r\n\t ",
    "a mark": b"\xef\xbb\xbf",
    "a wide mark": b"\xff\xfe",
    "<": b"<",
    "&": b"&",
    "<html>": b"<html>",
    "one letter": b"a",
    "one byte of no letter": b"\xff",
    "zlib of a word": zlib.compress(b"word"),
    "zlib of nothing": zlib.compress(b""),
    "raw deflate": zlib.compress(b"a word, a word", wbits=-15),
    "gzip": gzip.compress(b"word", mtime=0),
    "brotli of hello": b"\x0b\x02\x80hello\x03",
    "brotli of 7 letters": b"\x0b\x03\x80letters\n\x03",
}


def _demands(_scale: float) -> Iterator[Trial]:
    for name, opening in DEMANDS.items():
        encoding = DECLARED.get(name, "utf-8")
        page = f'<?xml version="1.0" encoding="{encoding}"?>{opening}{BODY}</body></html>'.encode()
        yield one_page(name, partial(bytes, page))


def _with_linked_data(make: Callable[[], str]) -> bytes:
    return article("", head=f'<script type="application/ld+json">{make()}</script>')


def _linked_data(scale: float) -> Iterator[Trial]:
    depth = sized(100_000, scale)
    headline = json.dumps({"@type": "NewsArticle", "headline": "x " * sized(5 * MEGABYTE // 2, scale)})
    kept = keeps_words(1.0)
    contents: dict[str, Callable[[], str]] = {
        "objects in objects": lambda: '{"a":' * depth + "1" + "}" * depth,
        "arrays in arrays": lambda: "[" * depth + "]" * depth,
        "arrays never closed": lambda: "[" * depth,
        "graph in graph": lambda: '{"@graph":[' * depth + "]}" * depth,
        "5 MB of a headline": lambda: headline,
        "wrong types": lambda: (
            '{"@type": 7, "headline": [{}], "author": 1.5, "datePublished": {"a": []}, "image": true}'
        ),
        "wrong types in lists": lambda: '[null, 1, "x", [], {"@type": [null, {}], "author": [[["x"]]], "url": {}}]',
        "NaN": lambda: '{"@type": "NewsArticle", "headline": NaN, "wordCount": -Infinity, "datePublished": 1e999}',
        "an endless number": lambda: '{"@type": "NewsArticle", "datePublished": ' + "9" * 10_000 + "}",
        "the same key again": lambda: '{"@type": "NewsArticle", ' + '"headline": "x", ' * depth + '"headline": 1}',
        "lone surrogates": lambda: r'{"@type": "NewsArticle", "headline": "\ud800", "author": {"name": "\udfff"}}',
    }
    for name, make in contents.items():
        yield one_page(name, partial(_with_linked_data, make), kept)


def _unclosed(_scale: float) -> Iterator[Trial]:
    for name, opening in UNCLOSED.items():
        page = f"{OPENING}<p>The first line of the page.</p>{opening}{BODY}{TAIL}".encode()
        yield one_page(name, partial(bytes, page), keeps_words(0.9))


def _scraps(_scale: float) -> Iterator[Trial]:
    for name, scrap in SCRAPS.items():
        as_text = {
            scrap.decode(encoding, "ignore").strip("\ufeff \0\r\n\t") for encoding in ("utf-8", "cp1252", "latin-1")
        }
        yield one_page(name, partial(bytes, scrap), is_any_of("", *as_text))


CASES = (
    Case("P-08", "XML bombs, entities, DTDs and encodings that lie", Bounds(seconds=0.1, touches=0), _demands),
    Case("P-09", "JSON-LD 100,000 deep, of 5 MB, of wrong types", Bounds(), _linked_data),
    Case("P-11", "something left open near the top", Bounds(), _unclosed),
    Case("P-14", "next to nothing, and bytes that happen to be compressed", Bounds(), _scraps, form="any"),
)
