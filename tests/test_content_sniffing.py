"""Feeds, sitemaps and images of text are no articles, whatever they are called; pages that speak of them are."""

from __future__ import annotations

import pytest

from scrubber import Status, scrub

ITEM = "<item><title>The mill</title><description>The mill turns again, said the miller on Monday.</description></item>"
DOCUMENTS = {
    "rss": f'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel>{ITEM * 9}</channel></rss>',
    "rss without a declaration": f"\ufeff <rss version='0.91'><channel>{ITEM}</channel></rss>",
    "rdf": f'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x">{ITEM}</rdf:RDF>',
    "atom": '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><p>x</p></entry></feed>',
    "atom, prefixed": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed>',
    "sitemap": "<?xml version='1.0'?><?xml-stylesheet href='x'?><urlset><url><loc>http://a.example/</loc></url></urlset>",
    "index": "<sitemapindex><sitemap><loc>http://a.example/</loc></sitemap></sitemapindex>",
    "svg": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg><text>Mill</text></svg>',
    "svg with entities": '<!DOCTYPE svg [<!ENTITY ns "http://x.example/">]><svg><text>Mill</text></svg>',
}
SENTENCE = "The council met on Monday and voted for the new bridge over the river, as it had planned. "
BODY = f"<article>{f'<p>{SENTENCE * 2}</p>' * 4}</article>"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_no_page_is_not_text(name: str) -> None:
    article = scrub(DOCUMENTS[name].encode())
    assert (article.status, article.text) == (Status.NOT_TEXT, "")
    assert article.warnings[0].startswith("it is a")


@pytest.mark.parametrize(
    "page",
    [
        f"<!doctype html><title>Feeds</title>{BODY}<pre>&lt;rss&gt;</pre>",
        f"<!doctype html><title>A drawing</title><svg><text>Mill</text></svg>{BODY}",
        f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>{BODY}</html>',
        f"<!-- <rss> --><html>{BODY}</html>",
        f"<rsspage></rsspage><html>{BODY}</html>",
    ],
)
def test_a_page_that_speaks_of_them_is_a_page(page: str) -> None:
    assert SENTENCE.strip() in scrub(page.encode()).text


def test_what_is_said_to_be_text_is_read_as_text() -> None:
    assert scrub(DOCUMENTS["rss"], kind="text").text


def test_an_opening_without_end_takes_no_time() -> None:
    for opening in ("<!--", "<?xml ", "<!doctype ", "<!doctype x [", "<!-- --> "):
        scrub((opening * 20_000).encode())
