"""`scrubber links` does what docs/cli.md says."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

from misbehaving.answers import by_target, page, redirect, text
from misbehaving.connection import Connection
from misbehaving.request import Request
from misbehaving.server import Server

import scrubber

SITEMAP = "application/xml"


def links(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrubber", "links", "--allow", "127.0.0.0/8", "--delay", "0", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(scrubber.__file__).parents[1]), "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)


def index(*paths: str) -> str:
    return (
        "<sitemapindex>"
        + "".join(f"<sitemap><loc>{{root}}{path}</loc></sitemap>" for path in paths)
        + "</sitemapindex>"
    )


def urls(*paths: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{{root}}{path}</loc></url>" for path in paths) + "</urlset>"


FEED = """<rss version="2.0"><channel><title>Mill</title><link>{root}/</link>
<item><title>The mill turns</title><link>{root}/mill</link><pubDate>Wed, 01 May 2024 12:00:00 GMT</pubDate></item>
<item><link>{root}/a</link></item></channel></rss>"""
FRONT = '<!doctype html><title>Mill</title><link rel=alternate type="application/rss+xml" href="/feed">'


class Site:
    """A server whose pages may name it."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        self._pages = pages

    async def __call__(self, request: Request, connection: Connection) -> None:
        content = self._pages.get(request.target)
        if isinstance(content, str):
            content = content.replace("{root}", f"http://{request.host_header}").encode()
        answer = page(content, media_type=SITEMAP) if content is not None else page(b"", status=404)
        await answer(request, connection)


def test_sitemaps_of_robots_txt_and_feeds_of_the_front_page_are_read_each_page_once() -> None:
    site = {
        "/": FRONT,
        "/robots.txt": "User-agent: *\nDisallow: /hidden\nSitemap: {root}/maps.xml\nSitemap: {root}/hidden.xml",
        "/maps.xml": index("/one.xml", "/two.xml.gz", "/maps.xml"),
        "/one.xml": urls("/a", "/b"),
        "/hidden.xml": urls("/secret"),
        "/feed": FEED,
    }
    with Server(Site(site)) as server:
        site["/two.xml.gz"] = gzip.compress(urls("/b", "/c").replace("{root}", server.url("")).encode())
        done = links(server.url("/"))
        assert done.stdout.splitlines() == [server.url(path) for path in ("/a", "/b", "/c", "/mill")]
        assert (done.returncode, server.log.targets().count("/maps.xml")) == (0, 1)
        assert f"{server.url('/hidden.xml')}: robots: " in done.stderr
        assert "/hidden.xml" not in server.log.targets()


def test_a_record_has_title_date_and_where_it_was_found() -> None:
    with Server(Site({"/feed": FEED})) as server:
        done = links(server.url("/feed"), "--format", "jsonl", "--limit", "1")
        assert [json.loads(line) for line in done.stdout.splitlines()] == [
            {
                "url": server.url("/mill"),
                "date": "Wed, 01 May 2024 12:00:00 GMT",
                "title": "The mill turns",
                "found_in": server.url("/feed"),
            }
        ]


def test_a_site_that_declares_nothing_is_looked_through_where_sitemaps_usually_are() -> None:
    with Server(Site({"/": "<!doctype html><p>Mill", "/sitemap.xml": urls("/a")})) as server:
        assert links(server.url("/")).stdout == server.url("/a") + "\n"


def test_indexes_that_name_themselves_and_each_other_come_to_an_end() -> None:
    async def endless(request: Request, connection: Connection) -> None:
        target = "/robots.txt" if request.target == "/robots.txt" else request.target + "x"
        content = index(target, request.target).replace("{root}", f"http://{request.host_header}")
        answer = text("") if request.target == "/robots.txt" else page(content.encode(), media_type=SITEMAP)
        await answer(request, connection)

    with Server(endless) as server:
        done = links(server.url("/map"))
        assert (done.returncode, done.stdout) == (3, "")
        assert len(server.log.requests()) < 12


def test_what_cannot_be_asked_is_told() -> None:
    with Server(by_target({"/": redirect("file:///etc/passwd")})) as server:
        done = links(server.url("/"))
    assert done.returncode == 3
    assert "bad_redirect" in done.stderr
    assert links("mill.example").returncode == 2
