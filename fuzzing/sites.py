"""What must hold of what servers and archives send: files that rule, lists of pages, addresses."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

from fuzzing.pages import text_of
from scrubber.cli.inputs.record import Asked
from scrubber.cli.inputs.warc_pages import records_of_archive
from scrubber.fetcher.listings import find_feeds, read_listing
from scrubber.fetcher.robots import MAX_SITEMAPS, read_robots
from scrubber.fetcher.secrets import HIDDEN, without_secrets
from scrubber.fetcher.web_url import BadUrl, read_url

PAGE_URL = "https://mill.example/news/a"
ASKED_ABOUT = ("https://mill.example/", "https://mill.example/a/b?c=1", "https://mill.example/%E9", "https://x.example")


def check_archive(data: bytes) -> None:
    """Any file gives records, numbered upwards, of which only the last can stand for what is broken."""
    with tempfile.NamedTemporaryFile(suffix=".warc", dir=_MEMORY) as file:
        file.write(data)
        file.flush()
        records = list(records_of_archive(file.name, Asked()))
    numbers = [record.number for record in records]
    assert numbers == sorted(set(numbers)), f"records are numbered {numbers}"
    assert records, "nothing is said of the file"
    assert not any(record.is_whole_file for record in records[1:]), "a record stands for the whole file"


_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def check_robots(data: bytes) -> None:
    """What it says does not depend on comments and line ends."""
    robots = read_robots(data, "scrubber")
    answers = [robots.allows(url) for url in ASKED_ABOUT]
    assert robots.allows("https://mill.example/robots.txt"), "robots.txt itself is forbidden"
    assert robots.crawl_delay is None or (math.isfinite(robots.crawl_delay) and robots.crawl_delay >= 0)
    assert len(robots.sitemaps) <= MAX_SITEMAPS and all(robots.sitemaps)
    if len(data) < 400_000 and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        same = read_robots(data.replace(b"\n", b"\r\n") + b"\n# the end\n", "scrubber")
        assert [same.allows(url) for url in ASKED_ABOUT] == answers, "line ends change what is allowed"


def check_listing(data: bytes) -> None:
    """Pages have addresses that can be fetched, once each, and titles of one line."""
    listing = read_listing(data, "https://mill.example/feed.xml")
    addresses = [page.url for page in listing.pages]
    assert len(set(addresses)) == len(addresses), "a page is listed twice"
    for address in (*addresses, *listing.further, *find_feeds(data, PAGE_URL)):
        assert address.startswith(("http://", "https://")) and "#" not in address, f"no address: {address!r}"
        assert address.isprintable() and " " not in address, f"no address: {address!r}"
    for page in listing.pages:
        assert page.title is None or page.title == " ".join(page.title.split()) != "", f"no title: {page.title!r}"
    assert addresses or listing.further or listing.problem, "nothing is listed, and nothing is said of it"


def check_url(data: bytes) -> None:
    """An address that is read is read again as itself; what is none is a BadUrl."""
    for base in (None, read_url(PAGE_URL)):
        try:
            url = read_url(text_of(data), base=base)
        except BadUrl as error:
            assert str(error)
            continue
        assert read_url(url.href) == url, f"{url.href} is read as another"
        assert url.href.isascii() and url.href.isprintable() and " " not in url.href
        assert url.host and 0 < url.port < 65_536
        assert read_url(url.robots_url.href).origin == url.origin


def check_secrets(data: bytes) -> None:
    """What is hidden is hidden at once; a secret among other text is."""
    text = text_of(data)
    hidden = without_secrets(text)
    assert without_secrets(hidden) == hidden, "hiding again changes it"
    assert len(hidden) <= len(text) + len(HIDDEN) * text.count("=") + len(HIDDEN) * text.count("@") + 3 * text.count(
        "%"
    )
    told = without_secrets(f"{text} https://mill.example/a?token=corncrake4711&b=1")
    assert "corncrake4711" not in told, "the secret is told"
