# ruff: noqa: E501 (a document of a table is a line or a few)
"""Feeds and sitemaps: every form names its pages, traps name none, and no bytes do harm."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrubber.fetcher.listings import WELL_KNOWN_PATHS, Listed, Listing, find_feeds, find_well_known, read_listing
from scrubber.fetcher.listings.repair import repaired

URL = "https://dale.example/feeds/all.xml"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
VIDEO = 'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

Row = tuple[str, str | None, str | None]


def rows(document: str | bytes, url: str = URL) -> list[Row]:
    """Of each page its URL, its date and its title."""
    content = document.encode() if isinstance(document, str) else document
    return [(page.url, page.date, page.title) for page in read_listing(content, url).pages]


def urls(document: str | bytes) -> list[str]:
    return [row[0] for row in rows(document)]


def rss(items: str, namespaces: str = "") -> str:
    return f'<?xml version="1.0"?>\n<rss version="2.0" {namespaces}><channel><title>Dale Courier</title>{items}</channel></rss>'


def atom(entries: str, attributes: str = "") -> str:
    return f'<feed {ATOM} {attributes}><title>Dale Courier</title><link href="/"/><id>tag:dale.example</id>{entries}</feed>'


def sitemap(entries: str, namespaces: str = "") -> str:
    return f"<urlset {SITEMAP} {namespaces}>{entries}</urlset>"


BELL: Row = ("https://dale.example/bell", "Mon, 03 Jun 2024 08:00:00 +0200", "A new bell")
OLD_RSS_DOCTYPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
WHOLE = {
    "RSS 2.0": rss("<item><title>A new bell</title><link>https://dale.example/bell</link><pubDate>Mon, 03 Jun 2024 08:00:00 +0200</pubDate></item>"),
    "RSS 0.91 with its document type": f"<?xml version='1.0'?>{OLD_RSS_DOCTYPE}<rss version='0.91'><channel><item><title>A new bell</title><link>https://dale.example/bell</link><pubDate>Mon, 03 Jun 2024 08:00:00 +0200</pubDate></item></channel></rss>",
    "RSS 0.90": f'<rdf:RDF {RDF} {DC} xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><link>https://dale.example/</link></channel><item><title>A new bell</title><link>https://dale.example/bell</link><dc:date>Mon, 03 Jun 2024 08:00:00 +0200</dc:date></item></rdf:RDF>',
    "RSS 1.0": f'<rdf:RDF {RDF} {DC} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://dale.example/"><items><rdf:Seq><rdf:li rdf:resource="https://dale.example/other"/></rdf:Seq></items></channel><item rdf:about="https://dale.example/about"><title>A new bell</title><link>https://dale.example/bell</link><dc:date>Mon, 03 Jun 2024 08:00:00 +0200</dc:date></item></rdf:RDF>',
    "RSS 1.0 without a link": f'<rdf:RDF {RDF} {DC} xmlns="http://purl.org/rss/1.0/"><item rdf:about="https://dale.example/bell"><title>A new bell</title><dc:date>Mon, 03 Jun 2024 08:00:00 +0200</dc:date></item></rdf:RDF>',
    "RSS in a namespace of its own": '<rss xmlns="http://backend.userland.com/rss2"><channel><item><title>A new bell</title><link>https://dale.example/bell</link><pubDate>Mon, 03 Jun 2024 08:00:00 +0200</pubDate></item></channel></rss>',
    "Atom": atom('<entry><title>A new bell</title><link href="https://dale.example/bell"/><published>Mon, 03 Jun 2024 08:00:00 +0200</published><updated>2025</updated></entry>'),
    "Atom with prefixes": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A new bell</a:title><a:link rel="alternate" href="/bell"/><a:updated>Mon, 03 Jun 2024 08:00:00 +0200</a:updated></a:entry></a:feed>',
    "Atom with a prefix that is not declared": '<a:feed><a:entry><a:title>A new bell</a:title><a:link href="/bell"/><a:updated>Mon, 03 Jun 2024 08:00:00 +0200</a:updated></a:entry></a:feed>',
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A new bell</title><link rel="alternate" type="text/html" href="/bell"/><modified>2025</modified><issued>Mon, 03 Jun 2024 08:00:00 +0200</issued></entry></feed>',
    "JSON Feed 1.1": '{"version": "https://jsonfeed.org/version/1.1", "title": "Dale Courier", "home_page_url": "https://dale.example/", "items": [{"id": "7", "url": "/bell", "external_url": "https://else.example/", "title": "A new bell", "date_published": "Mon, 03 Jun 2024 08:00:00 +0200", "date_modified": "2025"}]}',
    "JSON Feed 1 with its URL as id": '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "https://dale.example/bell", "title": "A new bell", "date_modified": "Mon, 03 Jun 2024 08:00:00 +0200"}]}',
    "JSON with items and no version": '{"items": [{"url": "https://dale.example/bell", "title": "A new bell", "date_published": "Mon, 03 Jun 2024 08:00:00 +0200"}]}',
    "news sitemap": sitemap("<url><loc>https://dale.example/bell</loc><lastmod>2025</lastmod><news:news><news:publication><news:name>Dale Courier</news:name></news:publication><news:publication_date>Mon, 03 Jun 2024 08:00:00 +0200</news:publication_date><news:title>A new bell</news:title></news:news></url>", NEWS),
}  # fmt: skip


@pytest.mark.parametrize("document", WHOLE.values(), ids=WHOLE)
def test_every_form_gives_the_address_the_date_and_the_title(document: str) -> None:
    assert read_listing(document.encode(), URL) == Listing((Listed(*BELL, found_in=URL),))


@pytest.mark.parametrize("document", WHOLE.values(), ids=WHOLE)
def test_every_form_may_come_in_a_gzip_file(document: str) -> None:
    assert rows(gzip.compress(document.encode())) == [BELL]
    assert rows(gzip.compress(document[:99].encode()) + gzip.compress(document[99:].encode())) == [BELL]


SPELLINGS = {
    "utf-8-sig": "",
    "utf-16": "utf-16",
    "utf-16-le": "",
    "iso-8859-1": "ISO-8859-1",
    "windows-1252": "windows-1252",
    "utf-8": "iso-8859-1",  # a wrong label, which no reader of valid UTF-8 believes
}


@pytest.mark.parametrize(("codec", "label"), SPELLINGS.items(), ids=SPELLINGS)
@pytest.mark.parametrize("before", [0, 70_000, 65_500])
def test_every_encoding_is_read_however_late_it_shows(codec: str, label: str, before: int) -> None:
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    entry = "<item><link>/kirche</link><title>Größere Glocke für Dalé</title></item>"
    document = f"{declaration}<rss><!--{'-' * 0}{'x' * before}-->{entry * 300}</rss>"
    assert rows(document.encode(codec)) == [("https://dale.example/kirche", None, "Größere Glocke für Dalé")]


def test_a_codec_that_decodes_nothing_is_not_believed() -> None:
    document = b"<?xml version='1.0' encoding='undefined'?><rss><item><link>/caf\xe9</link></item></rss>"
    assert urls(document) == ["https://dale.example/caf%C3%A9"]


ADDRESSES = {
    "white space around": (" \n https://dale.example/a\t\n", "https://dale.example/a"),
    "CDATA": ("<![CDATA[ https://dale.example/a?b=1&c=2 ]]>", "https://dale.example/a?b=1&c=2"),
    "an ampersand as it should be": ("https://dale.example/a?b=1&amp;c=2", "https://dale.example/a?b=1&c=2"),
    "a bare ampersand": ("https://dale.example/a?b=1&c=2&d=3", "https://dale.example/a?b=1&c=2&d=3"),
    "an ampersand escaped twice": ("https://dale.example/a?b=1&amp;amp;c=2", "https://dale.example/a?b=1&c=2"),
    "an ampersand as a number": ("https://dale.example/a?b=1&#38;c=2&#x26;d", "https://dale.example/a?b=1&c=2&d"),
    "a fragment": ("https://dale.example/a#top", "https://dale.example/a"),
    "relative to the root": ("/a", "https://dale.example/a"),
    "relative": ("../a", "https://dale.example/a"),
    "relative to the scheme": ("//cdn.example/a", "https://cdn.example/a"),
    "control characters": ("https://dale.example/\x01\x0ba", "https://dale.example/a"),
    "letters of no ASCII": ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
    "a comment inside": ("https://dale.example/<!-- x -->a", "https://dale.example/a"),
    "a name of its own": ("HTTPS://DALE.example:443/a/../A", "https://dale.example/A"),
    "8,000 characters": ("https://dale.example/".ljust(8000, "a"), "https://dale.example/".ljust(8000, "a")),
}


@pytest.mark.parametrize(("written", "meant"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_is_what_it_was_meant_to_be(written: str, meant: str) -> None:
    assert urls(rss(f"<item><link>{written}</link></item>")) == [meant]
    assert urls(sitemap(f"<url><loc>{written}</loc></url>")) == [meant]
    if "<" not in written:
        assert urls(atom(f'<entry><link href="{written}"/></entry>')) == [meant]


NO_ADDRESSES = {
    "empty": "",
    "blank": " \n ",
    "mail": "mailto:ann@dale.example",
    "a script": "javascript:alert(1)",
    "a file": "file:///etc/passwd",
    "no host": "https://",
    "no URL": "https://dale example/a",
    "the feed itself": URL,
    "the feed itself, in other words": "#top",
    "over 8,000 characters": "https://dale.example/".ljust(8001, "a"),
    "over 8,000 characters when escaped": "https://dale.example/".ljust(5000, "é"),
    "an entity that nobody knows": "https://dale.example/&bell;",
}


@pytest.mark.parametrize("written", NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_what_cannot_be_asked_for_is_left_out(written: str) -> None:
    entries = f"<item><link>{written}</link></item><item><link>/bell</link></item>"
    assert urls(rss(entries)) == ["https://dale.example/bell"]
    assert urls(sitemap(entries.replace("item", "url").replace("link", "loc"))) == ["https://dale.example/bell"]
    assert urls(atom(f'<entry><link href="{written}"/></entry><entry><link href="/bell"/></entry>')) == ["https://dale.example/bell"]  # fmt: skip
    assert urls(json.dumps({"items": [{"url": written}, {"url": "/bell"}]})) == ["https://dale.example/bell"]


TRAPS = {
    "the link of an RSS channel": rss("<link>https://dale.example/</link>"),
    "the link of its image": rss("<image><url>https://dale.example/a.png</url><link>https://dale.example/</link></image>"),
    "the link of its search": rss("<textInput><link>https://dale.example/search</link></textInput>"),
    "a link of Atom to the feed": rss('<item><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="/a">https://dale.example/b</atom:link></item>'),
    "media": rss('<item><media:content url="https://dale.example/a.mp4"/><media:link>https://dale.example/a</media:link><enclosure url="https://dale.example/b.mp3"/></item>', MEDIA),
    "comments": rss("<item><comments>https://dale.example/bell/comments</comments><source url='https://else.example/feed'>Else</source></item>"),
    "a guid that is no permalink": rss('<item><guid isPermaLink="false">https://dale.example/?p=7</guid></item>'),
    "a guid that is no URL": rss("<item><guid>post-7</guid></item>"),
    "the subject of something else": f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/"><image rdf:about="https://dale.example/a.png"/></rdf:RDF>',
    "links of a whole Atom feed": atom('<link rel="self" href="/feed"/><link rel="next" href="/feed?page=2"/>'),
    "other links of an entry": atom('<entry><link rel="enclosure" href="/a.mp3"/><link rel="edit" href="/edit"/><link rel="replies" href="/r"/></entry>'),
    "the source of an entry": atom('<entry><source><link href="https://else.example/"/></source></entry>'),
    "an author's page": atom("<entry><author><uri>https://dale.example/ann</uri></author></entry>"),
    "pictures in a sitemap": sitemap("<url><image:image><image:loc>https://dale.example/a.png</image:loc></image:image></url>", IMAGE),
    "films in a sitemap": sitemap("<url><video:video><video:player_loc>https://dale.example/a</video:player_loc><video:title>T</video:title></video:video></url>", VIDEO),
    "translations in a sitemap": sitemap('<url><xhtml:link rel="alternate" hreflang="de" href="https://dale.example/de"/></url>', 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'),
    "another page's data": '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "7", "external_url": "https://else.example/", "image": "https://dale.example/a.png"}]}',
    "items that are none": '{"items": [null, 7, "https://dale.example/a", ["url"], {"url": 7}, {"url": null}]}',
    "no items": '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    "an empty RSS feed": rss(""),
    "an empty Atom feed": f"<feed {ATOM}/>",
    "an empty sitemap": sitemap(""),
    "an empty index": f"<sitemapindex {SITEMAP}/>",
}  # fmt: skip


@pytest.mark.parametrize("document", TRAPS.values(), ids=TRAPS)
def test_what_is_no_page_of_an_entry_is_none(document: str) -> None:
    assert read_listing(document.encode(), URL) == Listing(problem="it names no http or https URL")


CHOICES = {
    "the link, not the guid": (rss("<item><guid>https://dale.example/?p=7</guid><link>/bell</link></item>"), "/bell"),
    "the guid, if there is no link": (rss("<item><guid>https://dale.example/bell</guid></item>"), "/bell"),
    "the guid that says so": (rss('<item><guid isPermaLink="true">https://dale.example/bell</guid></item>'), "/bell"),
    "the guid, if the link is empty": (rss("<item><link/><guid>https://dale.example/bell</guid></item>"), "/bell"),
    "the feed's own link, not that of a namespace": (rss("<item><media:link>/film</media:link><link>/bell</link></item>", MEDIA), "/bell"),
    "the page, not its data": (atom('<entry><link rel="alternate" type="application/json" href="/api/7"/><link rel="alternate" type="text/html" href="/bell"/></entry>'), "/bell"),
    "the entry's link, not the enclosure before it": (atom('<entry><link rel="enclosure" href="/a.mp3"/><link href="/bell"/></entry>'), "/bell"),
    "the page of the entry, not of what it quotes": (atom('<entry><source><link href="/else"/></source><link href="/bell"/></entry>'), "/bell"),
    "xml:base of the feed": (atom('<entry><link href="bell"/></entry>', 'xml:base="https://dale.example/news/"'), "/news/bell"),
    "xml:base of the entry": (atom('<entry xml:base="june/"><link href="bell"/></entry>', 'xml:base="/news/"'), "/news/june/bell"),
    "xml:base of the link": (atom('<entry xml:base="/x/"><link xml:base="/news/" href="bell"/></entry>'), "/news/bell"),
    "xml:base that is none": (atom('<entry><link href="bell"/></entry>', 'xml:base="http://["'), "/feeds/bell"),
    "xml:base of another entry": (atom('<entry xml:base="/x/"><link rel="edit" href="e"/></entry><entry><link href="bell"/></entry>'), "/feeds/bell"),
    "the page of a sitemap, not the picture before it": (sitemap("<url><image:image><image:loc>/a.png</image:loc></image:image><loc>/bell</loc></url>", IMAGE), "/bell"),
    "a sitemap of an old namespace": ('<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>/bell</loc></url></urlset>', "/bell"),
    "a sitemap without namespace": ("<urlset><url><loc>/bell</loc></url></urlset>", "/bell"),
    "a sitemap with prefixes": ('<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>/bell</s:loc></s:url></s:urlset>', "/bell"),
    "the own address, not that of a namespace": (sitemap("<url><image:loc>/a.png</image:loc><loc>/bell</loc></url>", IMAGE), "/bell"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "path"), CHOICES.values(), ids=CHOICES)
def test_of_several_addresses_it_is_that_of_the_page(document: str, path: str) -> None:
    assert urls(document) == [f"https://dale.example{path}"]


TITLES = {
    "folded": ("A\n  new\tbell ", "A new bell"),
    "CDATA": ("<![CDATA[Bell & clapper]]>", "Bell & clapper"),
    "markup in CDATA": ("<![CDATA[A <em class='x'>new</em> bell &#8211; caf&eacute;]]>", "A new bell – café"),
    "markup, escaped": ("A &lt;b&gt;new&lt;/b&gt; bell", "A new bell"),
    "markup that is none": ("Why a Vec&lt;T&gt; is no list", "Why a Vec<T> is no list"),
    "markup, as it is": ("A <i>new</i> bell", "A new bell"),
    "an entity of HTML": ("Caf&eacute; &mdash; closed", "Café — closed"),
    "escaped twice": ("Caf&amp;eacute; &amp;#8217;closed&amp;#8217;", "Café ’closed’"),
    "a bare ampersand": ("Bell & clapper", "Bell & clapper"),
    "a bare bracket": ("1 < 2 and I <3 bells", "1 < 2 and I <3 bells"),
    "control characters": ("A \x01new\x0b bell&#1;", "A new bell"),
    "too long": ("bell " * 200, ("bell " * 100).strip()),
    "empty": (" ", None),
}


@pytest.mark.parametrize(("written", "meant"), TITLES.values(), ids=TITLES)
def test_a_title_is_one_line_without_markup(written: str, meant: str | None) -> None:
    assert rows(rss(f"<item><title>{written}</title><link>/bell</link></item>")) == [("https://dale.example/bell", None, meant)]  # fmt: skip
    assert rows(atom(f'<entry><title type="html">{written}</title><link href="/bell"/></entry>'))[0][2] == meant


def test_titles_and_dates_of_something_else_are_not_those_of_the_page() -> None:
    picture = "<media:content><media:title>Ann Lee</media:title></media:content><media:title>Ann Lee</media:title>"
    assert rows(rss(f"<item>{picture}<link>/bell</link></item>", MEDIA)) == [("https://dale.example/bell", None, None)]
    assert rows(rss(f"<item>{picture}<title>Bell</title><link>/a</link></item>", MEDIA))[0][2] == "Bell"
    film = "<video:video><video:title>Film</video:title><video:publication_date>2020</video:publication_date></video:video>"
    assert rows(sitemap(f"<url><loc>/bell</loc>{film}</url>", VIDEO)) == [("https://dale.example/bell", None, None)]
    xhtml = '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>new</em> bell</div></title>'
    assert rows(atom(f'<entry>{xhtml}<link href="/bell"/></entry>'))[0][2] == "A new bell"


def test_a_date_stays_as_it_stands_but_for_what_is_too_long() -> None:
    assert rows(sitemap("<url><loc>/a</loc><lastmod>\n 2024-06-03 </lastmod></url>"))[0][1] == "2024-06-03"
    assert rows(sitemap("<url><loc>/a</loc><lastmod>yesterday, or so</lastmod></url>"))[0][1] == "yesterday, or so"
    assert rows(sitemap(f"<url><loc>/a</loc><lastmod>{'2' * 300}</lastmod></url>"))[0][1] == "2" * 100
    assert rows(rss("<item><link>/a</link><dc:date>2024</dc:date><pubDate>2023</pubDate></item>", DC))[0][1] == "2023"


def test_an_index_names_further_sitemaps_and_no_pages() -> None:
    entries = "".join(
        f"<sitemap><loc> {path} </loc><lastmod>2024</lastmod></sitemap>"
        for path in ("/a.xml", "/b.xml.gz", "/a.xml", URL)
    )
    listing = read_listing(f"<?xml version='1.0'?><sitemapindex {SITEMAP}>{entries}</sitemapindex>".encode(), URL)
    assert listing == Listing(further=("https://dale.example/a.xml", "https://dale.example/b.xml.gz"))


def test_a_plain_text_names_a_page_a_line() -> None:
    text = "\ufeffhttps://dale.example/a\r\n\r\n  https://dale.example/b \nhttp://dale.example/c\rnews\n/d\nftp://dale.example/\nhttps://dale.example/a\nHTTPS://dale.example/e#f"
    assert urls(text) == [
        f"http{s}://dale.example/{name}" for s, name in (("s", "a"), ("s", "b"), ("", "c"), ("s", "e"))
    ]
    assert urls("https://dale.example/a\n" + "https://dale.example/b" * 9000) == ["https://dale.example/a"]


def test_twins_are_dropped_and_the_first_keeps_its_place() -> None:
    entries = "".join(
        f"<item><title>{title}</title><link>{link}</link></item>"
        for title, link in (("1", "/b"), ("2", "/a"), ("3", "/b#c"), ("4", "../b"))
    )
    assert rows(rss(entries)) == [("https://dale.example/b", None, "1"), ("https://dale.example/a", None, "2")]


NO_LISTINGS = {
    "an HTML page called XML": ("<!doctype html>\n<html><head><title>Not found</title><link rel=x href=y><body><p>No<br>thing", "HTML page"),
    "XHTML": ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "HTML page"),
    "another XML": ("<svg><url><loc>/a</loc></url></svg>", "<svg>"),
    "an element of a feed": ("<item><link>/a</link></item>", "<item>"),
    "prose": ("The council met on Monday.", "neither a feed nor a sitemap"),
    "nothing": ("", "empty"),
    "white space": (" \n" * 50_000, "empty"),
    "other JSON": ('{"error": "not found"}', "no JSON Feed"),
    "items of no list": ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "no JSON Feed"),
    "broken JSON": ('{"items": [{"url": "/a"}', "JSON is broken"),
    "deep JSON": ('{"items": ' + "[" * 200_000, "too deep"),
    "long JSON": ('{"items": [{"url": "/a"}]' + " " * 11_000_000 + "}", "10 MB"),
    "a lone bracket": ("<", "broken"),
    "deep XML": ("<rss>" + "<item>" * 1000, "too many elements"),
}  # fmt: skip


@pytest.mark.parametrize(("document", "why"), NO_LISTINGS.values(), ids=NO_LISTINGS)
def test_what_is_no_listing_says_why(document: str, why: str) -> None:
    listing = read_listing(document.encode(), URL)
    assert not listing.pages
    assert listing.problem and why in listing.problem


BELLS = "".join(f"<url><loc>/{number}</loc></url>" for number in range(3))
BROKEN = {
    "cut in a tag": f"<urlset>{BELLS}<url><lo",
    "cut in an address": f"<urlset>{BELLS}<url><loc>https://dale.example/99",
    "cut in CDATA": f"<urlset>{BELLS}<url><loc><![CDATA[https://dale.example/99",
    "cut in a comment": f"<urlset>{BELLS}<!-- <url><loc>/99</loc></url>",
    "cut after an entry": f"<urlset>{BELLS}",
    "an end too many": f"<urlset>{BELLS}</urlset></urlset><url><loc>/99</loc></url>".replace("</urlset>", "</url></urlset>", 1),
}  # fmt: skip


@pytest.mark.parametrize("document", BROKEN.values(), ids=BROKEN)
def test_of_a_broken_document_the_entries_before_the_break_are_kept(document: str) -> None:
    listing = read_listing(document.encode(), URL)
    assert [page.url for page in listing.pages] == [f"https://dale.example/{number}" for number in range(3)]
    assert listing.problem and "broken" in listing.problem


def test_entries_without_end_tags_are_entries() -> None:
    assert urls("<rss><channel><item><link>/a</link><item><link>/b</link><item><link>/c</link></channel></rss>") == [f"https://dale.example/{name}" for name in "abc"]  # fmt: skip
    assert urls("<urlset><url><loc>/a</url><url><loc>/b</url></urlset>") == [f"https://dale.example/{name}" for name in "ab"]  # fmt: skip


def test_of_a_damaged_gzip_file_the_entries_before_the_damage_are_kept() -> None:
    names = [f"https://dale.example/{random.Random(number).randbytes(30).hex()}" for number in range(10_000)]
    packed = gzip.compress("\n".join(names).encode())
    for damaged, why in (
        (packed[:-200_000], "too early"),
        (packed[:200_000] + bytes(99) + packed[200_099:], "damaged"),
    ):
        listing = read_listing(damaged, URL)
        assert [page.url for page in listing.pages][:4000] == names[:4000]
        assert listing.problem and why in listing.problem
    listing = read_listing(packed[:-200_000], URL)
    assert {page.url for page in listing.pages} <= set(names)  # none is cut


MANY: dict[str, Callable[[range], str]] = {
    "RSS": lambda numbers: rss("".join(f"<item><link>/{number}</link></item>" for number in numbers)),
    "sitemap": lambda numbers: sitemap("".join(f"<url><loc>/{number}</loc></url>" for number in numbers)),
    "text": lambda numbers: "\n".join(f"https://dale.example/{number}" for number in numbers),
    "JSON": lambda numbers: json.dumps({"items": [{"url": f"/{number}"} for number in numbers]}),
}


@pytest.mark.parametrize("form", MANY)
def test_of_60_000_pages_50_000_are_listed_and_it_is_said(form: str) -> None:
    listing = read_listing(MANY[form](range(60_000)).encode(), URL)
    assert len(listing.pages) == 50_000
    assert listing.problem == "it has more than 50,000 entries: the rest is left out"
    assert listing.pages[-1].url == "https://dale.example/49999"


def test_50_000_pages_are_not_too_many() -> None:
    assert read_listing(MANY["sitemap"](range(50_000)).encode(), URL).problem is None


def test_an_index_of_60_000_sitemaps_is_cut_as_well() -> None:
    document = "<sitemapindex>" + "".join(f"<sitemap><loc>/{number}</loc></sitemap>" for number in range(60_000))
    listing = read_listing(document.encode(), URL)
    assert (len(listing.further), listing.pages) == (50_000, ())
    assert listing.problem and "50,000" in listing.problem


BOMB = """
import gzip, io, resource
from scrubber.fetcher.listings import read_listing
packed = io.BytesIO()
with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
    file.write(BEGINS)
    for _ in range(100):
        file.write(GOES_ON)
read_listing(b"<rss><item><link>/a</link></item></rss>", "https://dale.example/")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
listing = read_listing(packed.getvalue(), "https://dale.example/s.xml.gz")
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(len(listing.pages), grown // 1024, listing.problem, sep="|")
"""
BOMBS = {
    "white space": ("b'<urlset><url><loc>/a</loc></url>'", "b' ' * 1_000_000"),
    "text": ("b'<urlset><url><loc>/a</loc></url><url>'", "b'<a>' + b'x' * 1_000_000 + b'</a>'"),
    "lines": ("b'https://dale.example/a\\n'", "b'x' * 1_000_000"),
}


@pytest.mark.parametrize(("begins", "goes_on"), BOMBS.values(), ids=BOMBS)
def test_a_gzip_bomb_is_left_after_50_megabytes_in_little_memory(begins: str, goes_on: str) -> None:
    code = BOMB.replace("BEGINS", begins).replace("GOES_ON", goes_on)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    pages, megabytes, problem = done.stdout.strip().split("|")
    assert (pages, problem) == ("1", "it has more than 50 MB: the rest is not read")
    assert int(megabytes) < 10  # measured: 1 to 2


def test_50_megabytes_that_are_not_packed_are_the_bound_as_well() -> None:
    listing = read_listing(b"<urlset><url><loc>/a</loc></url>" + b" " * 53_000_000 + b"<url><loc>/b</loc></url>", URL)
    assert [page.url for page in listing.pages] == ["https://dale.example/a"]
    assert listing.problem and "50 MB" in listing.problem


def laughs(reference: str) -> str:
    levels = "".join(f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE lolz [<!ENTITY lol0 "SECRET">{levels}]>' + rss(reference).removeprefix('<?xml version="1.0"?>\n')


def entity_documents(secret: Path) -> dict[str, str]:
    bell = "<item><link>/bell</link></item>"
    external = f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    return {
        "a billion laughs": laughs(f"{bell}<item><title>&lol9;</title><link>/&lol9;</link></item>"),
        "laughs in an attribute": laughs(f"{bell}<item><a href='&lol9;'/><title>&lol9;</title></item>"),
        "a file": f"{external}<rss>{bell}<item><title>&x;</title><link>/&x;</link></item></rss>",
        "a file of parameters": f"<!DOCTYPE rss [<!ENTITY % x SYSTEM '{secret.as_uri()}'> %x;]><rss>{bell}</rss>",
        "a file as document type": f"<!DOCTYPE rss SYSTEM '{secret.as_uri()}'><rss>{bell}<item><link>/&x;</link></item></rss>",
        "an address in the network": f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>]><rss>{bell}<item><link>/&x;</link></item></rss>",
        "references in what looks like CDATA": f"{external}<rss>{bell}<!-- <![CDATA[ --><item><title>&x;</title><link>/b&x;</link></item></rss>",
        "defaults of attributes": f"<!DOCTYPE rss [<!ATTLIST a b CDATA '{'SECRET' * 5000}'>]><rss>{bell}{'<a/>' * 20_000}</rss>",
        "a comment before": f"<!-- <rss> -->\n<?x y?>{external}<rss>{bell}<item><link>/&x;</link></item></rss>",
        "one more document type": f"<!DOCTYPE rss>{external}<rss>{bell}<item><link>/&x;</link></item></rss>",
        "one that does not end": f"{external.removesuffix(']>')}<rss>{bell}<item><link>/&x;</link></item></rss>",
        "one longer than a piece": f"<!--{'x' * 70_000}-->{external}<rss>{bell}<item><link>/&x;</link></item></rss>",
    }  # fmt: skip


@pytest.mark.parametrize("name", entity_documents(Path("/")))
def test_no_entity_is_ever_read(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("<!ENTITY x 'SECRET'>SECRET")
    document = entity_documents(secret)[name].encode()
    started = time.perf_counter()
    listing = read_listing(document, URL)
    assert time.perf_counter() - started < 0.2
    assert "SECRET" not in repr(listing)
    assert {page.url for page in listing.pages} <= {"https://dale.example/bell"}
    assert listing.pages or listing.problem


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "ampersands": lambda size: b"<rss>" + b"&" * size,
    "brackets": lambda size: b"<rss>" + b"<" * size,
    "open elements": lambda size: b"<rss><item>" + b"<a>" * (size // 3),
    "closed elements": lambda size: b"<rss><item>" + b"<a/>" * (size // 4),
    "open CDATA": lambda size: b"<rss>" + b"<![CDATA[" * (size // 9),
    "open comments": lambda size: b"<rss>" + b"<!--" * (size // 4),
    "open comments in a document type": lambda size: b"<!DOCTYPE a [" + b"<!--" * (size // 4),
    "open quotes in a document type": lambda size: b"<!DOCTYPE a ['" + b"\"'" * (size // 2),
    "open instructions": lambda size: b"<?a " * (size // 4),
    "attributes": lambda size: b"<rss " + b" ".join(b'a%d=""' % number for number in range(size // 10)),
    "broken start tags": lambda size: b"<rss>" + b"<a b=c>" * (size // 7),
    "crossed tags": lambda size: b"<rss>" + b"<a><b></a>" * (size // 10),
    "links of one entry": lambda size: b"<feed><entry>" + b"<link href='y'/>" * (size // 16),
    "bases": lambda size: b"<feed>" + b"<entry xml:base='x/'><link href='y'/></entry>" * (size // 45),
    "a title of open tags": lambda size: b"<rss><item><title><![CDATA[" + b"<b " * (size // 3),
    "a long line": lambda size: b"https://dale.example/" + b"x" * size,
    "short lines": lambda size: b"https://dale.example/\n" + b"x\n" * (size // 2),
    "empty gzip members": lambda size: gzip.compress(b"") * (size // 20),
    "brackets of JSON": lambda size: b'{"items": ' + b"[" * size,
    "objects of JSON": lambda size: b'{"items": [' + b"{}," * (size // 3) + b"{}]}",
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
def test_nothing_takes_more_than_linear_time(document: Callable[[int], bytes]) -> None:
    content = document(1_000_000)
    started = time.process_time()
    read_listing(content, URL)
    assert time.process_time() - started < 3  # measured: 0.3 at most; squares take minutes


PAGE = """<!doctype html><html><head><base href="https://dale.example/news/">
<link rel="stylesheet" href="/s.css"><link rel="alternate" hreflang="de" href="/de">
<link rel="alternate" type="application/rss+xml" title="All" href="/feed#x">
<link rel="Alternate home" type="Application/Atom+XML; charset=utf-8" href="atom.xml">
<link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json">
<link rel="alternate" type="application/json" href="/feed.json">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/7">
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel="alternate" type="application/rss+xml" href="https://dale.example/feed">
<link rel="alternate" type="application/rss+xml" href="feed:https://dale.example/x">
<link rel="alternate" type="application/rss+xml"><link rel="alternate stylesheet" type="text/css" href="/t.css">
</head><body><a rel="alternate" type="application/rss+xml" href="/a">Feed</a></body></html>"""
DECLARED = ("https://dale.example/feed", "https://dale.example/news/atom.xml", "https://cdn.example/feed.json", "https://dale.example/feed.json")  # fmt: skip


def test_the_feeds_that_a_page_declares_are_found_in_its_order() -> None:
    assert find_feeds(PAGE.encode(), "https://dale.example/a/b") == DECLARED
    assert find_feeds(PAGE.encode("utf-16"), "https://dale.example/a/b") == DECLARED
    assert find_feeds(PAGE.replace("<base", "<x").encode(), "https://dale.example/a/b")[1] == "https://dale.example/a/atom.xml"  # fmt: skip
    assert find_feeds(PAGE.encode(), "no URL") == DECLARED


def test_a_page_declares_at_most_20_feeds() -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{number}">' for number in range(90))
    assert find_feeds(links.encode(), URL) == tuple(f"https://dale.example/{number}" for number in range(20))


def test_places_to_look_at_are_at_the_root_of_the_site() -> None:
    assert find_well_known("http://dale.example:8080/a/b?c#d") == tuple(f"http://dale.example:8080{path}" for path in WELL_KNOWN_PATHS)  # fmt: skip
    assert find_well_known("dale.example") == ()


MARKUP = """< > & ; ' ]]> <![CDATA[ <!-- --> <?x ?> ]> &a; &amp; &#38; &#xD800; { } https:// dale.example/a xml:base='
<rss> <item> </item> <link> </link> <urlset> <url> <loc> </loc> </url> <feed> <entry "items":[ "url": "\\ud800" """
tokens = st.sampled_from(
    [*WHOLE.values(), *TRAPS.values(), *MARKUP.split(), "<!DOCTYPE a [", "<!ENTITY a 'b'>", "\n", "\0", "\ud800"]
)
noise = st.one_of(
    st.binary(max_size=200),
    st.lists(st.one_of(tokens, st.text(max_size=5)), max_size=12).map(lambda all_: "".join(all_).encode("utf-8", "surrogatepass")),
    st.builds(lambda whole, start, end, junk: whole.encode()[:start] + junk + whole.encode()[end:], st.sampled_from([*WHOLE.values()]), st.integers(0, 400), st.integers(0, 400), st.binary(max_size=4)),
)  # fmt: skip


@given(noise, st.one_of(st.just(URL), st.text(max_size=20)), st.booleans())
def test_any_bytes_give_a_listing_of_clean_values(content: bytes, url: str, is_packed: bool) -> None:
    listing = read_listing(gzip.compress(content) if is_packed else content, url)
    addresses = [page.url for page in listing.pages]
    for found in (addresses, list(listing.further)):
        assert len(found) == len(set(found))
        assert all(one.startswith(("http://", "https://")) and one.isascii() and "#" not in one for one in found)
    for page in listing.pages:
        assert page.found_in == url
        for text, most in ((page.title, 500), (page.date, 100)):
            assert text is None or (0 < len(text) <= most and text.isprintable() and text == text.strip())
    assert listing.pages or listing.further or listing.problem


@given(noise, st.text(max_size=20))
def test_any_page_gives_feeds_or_none(content: bytes, url: str) -> None:
    assert all(
        found.startswith(("http://", "https://")) for found in (*find_feeds(content, url), *find_well_known(url))
    )


@given(noise, st.lists(st.integers(0, 300), max_size=8))
def test_markup_is_repaired_alike_however_it_is_split(content: bytes, cuts: list[int]) -> None:
    text = content.replace(b"DOCTYPE", b"")
    ends = sorted(cuts)
    pieces = [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    whole = b"".join(repaired([text]))
    assert b"".join(repaired(pieces)) == whole
    for place in (place for place in range(len(whole)) if whole.startswith(b"<!", place)):
        assert whole.startswith((b"<!--", b"<![CDATA["), place)


PATHS = st.lists(st.text(alphabet="ab/é&<' ?=#-", min_size=1, max_size=8), max_size=8)


@given(PATHS, st.sampled_from(["RSS", "Atom", "sitemap", "JSON", "text"]), st.booleans())
def test_every_form_lists_the_same_pages_in_their_order(paths: list[str], form: str, is_packed: bool) -> None:
    written = [f"https://dale.example/{path}-" for path in paths]
    escaped = [escape(one) for one in written]
    document = {
        "RSS": rss("".join(f"<item><link>{one}</link></item>" for one in escaped)),
        "Atom": atom("".join(f'<entry><link href="{one}"/></entry>' for one in escaped)),
        "sitemap": sitemap("".join(f"<url><loc>{one}</loc></url>" for one in escaped)),
        "JSON": json.dumps({"items": [{"url": one} for one in written]}),
        "text": "\n".join(written),
    }[form].encode()
    plain = [found for one in written for found in urls(one)]
    assert urls(gzip.compress(document) if is_packed else document) == list(dict.fromkeys(plain))
