"""Redirects are followed where they may lead, and what is meant for one origin stays there."""

from __future__ import annotations

import pytest
from fetching import HERE, MINDFUL, fetched, fetched_one
from misbehaving import answers
from misbehaving.connection import Connection
from misbehaving.request import Request
from misbehaving.server import Server

from scrubber.errors import ScrubberError
from scrubber.fetcher import Access, Fetcher, FetchStatus


async def growing(request: Request, connection: Connection) -> None:
    await answers.redirect(request.target + "x")(request, connection)


def chain(hops: int) -> dict[str, answers.Answer]:
    return {f"/{hop}": answers.redirect(f"/{hop + 1}") for hop in range(hops)} | {f"/{hops}": answers.page()}


@pytest.mark.parametrize(
    ("answer", "requests"),
    [
        (answers.by_target({"/0": answers.redirect("/0")}), 1),
        (answers.by_target({"/0": answers.redirect("/0#top")}), 1),
        (answers.by_target({"/0": answers.redirect("/b"), "/b": answers.redirect("/0")}), 2),
        (growing, 11),
        (answers.by_target(chain(11)), 11),
    ],
    ids=["itself", "its fragment", "each other", "growing", "eleven"],
)
def test_loops_and_long_ways_come_to_an_end(answer: answers.Answer, requests: int) -> None:
    with Server(answer) as server:
        result = fetched_one(server.url("/0"))
        assert len(server.log.requests()) == requests
    assert (result.fetch_status, result.content) == (FetchStatus.REDIRECT_LOOP, None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_ten_redirects_are_followed_and_told(status: int) -> None:
    ten = chain(10)
    ten["/3"] = answers.redirect("/4", status=status)
    with Server(answers.by_target(ten)) as server:
        result = fetched_one(server.url("/0"))
        assert result.redirects == tuple(server.url(f"/{hop}") for hop in range(10))
        assert result.final_url == server.url("/10")
    assert result.fetch_status is FetchStatus.OK


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "data:text/html,<p>x",
        "ftp://127.0.0.1/",
        "javascript:alert(1)",
        "gopher://127.0.0.1:{port}/",
        "http://[::1",
        "http://user@127.0.0.1:{port}/",
        "http://user:secret@127.0.0.1:{port}/",
        "http://127.0.0.1:25/",
        "//127.0.0.1:22/",
        "http://127.0.0.1:99999/",
        "http://",
        "",
    ],
)
def test_where_no_page_can_be_nothing_is_asked(location: str) -> None:
    targets: dict[str, answers.Answer] = {}
    with Server(lambda *given: answers.by_target(targets)(*given)) as server:
        targets["/"] = answers.redirect(location.replace("{port}", str(server.port)))
        result = fetched_one(server.url())
        assert server.log.targets() == ["/"]
        assert server.is_left_alone()
    assert result.fetch_status is FetchStatus.BAD_REDIRECT


def test_odd_locations_are_read_as_browsers_do() -> None:
    places = {"/a": b"b c/\xc3\xbc", "/b%20c/%C3%BC": b"\\d?x=1#y", "/d?x=1": b"  ./../e  "}
    ways = {target: answers.redirect(location) for target, location in places.items()} | {"/e": answers.page()}
    with Server(answers.by_target(ways)) as server:
        result = fetched_one(server.url("/a"))
        assert result.final_url == server.url("/e")
    assert result.fetch_status is FetchStatus.OK


def test_what_is_meant_for_an_origin_is_sent_to_no_other() -> None:
    with Server(answers.page()) as other, Server(answers.by_target({"/": answers.page()})) as ours:
        ways = {
            "/away": answers.redirect(other.url("/there")),
            "/alias": answers.redirect(ours.url("/", host="127.0.0.2")),
            "/": answers.page(headers=(("Set-Cookie", "session=1; Path=/"),)),
        }
        with Server(answers.by_target(ways)) as server:
            secrets = {"Authorization": "Bearer secret", "Cookie": "consent=1"}
            access = Access(HERE.allow, {server.url(""): secrets})
            results = fetched([server.url(path) for path in ("/", "/away", "/alias", "/?2")], access=access)
            assert {result.fetch_status for result in results.values()} == {FetchStatus.OK}
            for request in server.log.requests():
                assert (request.header("Authorization"), request.header("Cookie")) == ("Bearer secret", "consent=1")
        for elsewhere in (other, ours):
            [request] = elsewhere.log.requests()
            told = {name.lower() for name, _ in request.headers}
            assert told == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize(
    "headers",
    [
        {"https://a.example/path": {"Cookie": "a=1"}},
        {"a.example": {"Cookie": "a=1"}},
        {"https://a.example": {"Cookie": "a=1\r\nHost: b.example"}},
        {"https://a.example": {"Bad name": "1"}},
        {"https://a.example": {"Host": "b.example"}},
    ],
)
def test_headers_that_cannot_be_sent_so_are_refused_at_once(headers: dict[str, dict[str, str]]) -> None:
    with pytest.raises(ScrubberError, match="headers of"):
        Fetcher(access=Access(headers=headers))


def test_robots_txt_of_the_place_that_a_redirect_leads_to_is_asked_first() -> None:
    robots = answers.text("User-agent: *\nDisallow: /closed")
    with Server(answers.by_target({"/robots.txt": robots, "/closed": answers.page()})) as there:
        ways = {"/": answers.redirect(there.url("/closed", host="127.0.0.3"))}
        with Server(answers.by_target(ways)) as server:
            result = fetched_one(server.url(), politeness=MINDFUL)
        assert there.log.targets() == ["/robots.txt"]
    assert result.fetch_status is FetchStatus.ROBOTS
    assert len(result.redirects) == 1
