"""A second run transfers what has changed, and says nothing to a server that the server did not say first."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from fetching import HERE, HURRIED, MINDFUL, NO_WORKERS, WITH_TIME
from misbehaving import answers
from misbehaving.answers import Answer
from misbehaving.server import Server
from revisiting import conditions, kept, run, said

from scrubber.article import Status
from scrubber.errors import ScrubberError
from scrubber.fetcher import Access, Cleaning, Fetcher, FetchResult, FetchStatus, PageCache, Politeness
from scrubber.fetcher.body import Want
from scrubber.fetcher.page_cache import KeptPage

MONDAY, TUESDAY = "Mon, 06 May 2024 08:00:00 GMT", "Tue, 07 May 2024 08:00:00 GMT"
OK, SAME = FetchStatus.OK, FetchStatus.NOT_MODIFIED
ADDRESS = "https://valley.example/bridge"
STORY = answers.HTML.replace(b"bridge", b"weir")


def told(text: str) -> bytes:
    """A page that says something at some length."""
    sentences = " ".join(f"{text}, said speaker {number} to the council of the valley." for number in range(200))
    return f"<!doctype html><title>News</title><main><p>{sentences}</p></main>".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pages.sqlite"


@pytest.mark.parametrize(
    ("etag", "date"), [('"a1"', None), (None, MONDAY), ('"a1"', MONDAY), ('W/"a1"', None), ("bare", None), ('""', None)]
)
def test_a_second_run_gets_the_same_pages_without_their_bodies(path: Path, etag: str | None, date: str | None) -> None:
    with Server(answers.validated(told("It rains"), etag=etag, last_modified=date)) as server:
        urls = [server.url("/1"), server.url("/2"), server.url("/1", host="127.0.0.2")]
        first, second = run(path, urls), run(path, urls)
        asked = server.log.exchanges()
    assert {(result.fetch_status, result.http_status) for result in first} == {(OK, 200)}
    assert {(result.fetch_status, result.http_status) for result in second} == {(SAME, 304)}
    assert {conditions(exchange) for exchange in asked[:3]} == {(None, None)}
    assert {conditions(exchange) for exchange in asked[3:]} == {(etag, date)}
    assert max(each.ended.bytes_sent for each in asked[3:] if each.ended) < 200 < 10_000
    for before, after in zip(first, second, strict=True):
        assert (after.content, after.content_type, after.headers) == (
            before.content,
            before.content_type,
            before.headers,
        )
        assert after.page == before.page
        assert after.article == before.article
        assert after.article is not None
        assert "It rains, said speaker 7" in after.article.text


def test_a_page_that_has_changed_comes_anew_and_is_known_by_its_new_tag(path: Path) -> None:
    ways = [answers.validated(told(text), etag=tag) for text, tag in (("It rains", '"1"'), ("It snows", '"2"'))]
    with Server(answers.in_turn(ways[0], ways[1])) as server:
        runs = [run(path, [server.url()])[0] for _ in range(3)]
    assert said(server) == [("/", 200, None, None), ("/", 200, '"1"', None), ("/", 304, '"2"', None)]
    assert [result.fetch_status for result in runs] == [OK, OK, SAME]
    assert runs[2].content == told("It snows")


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("ETag", '"1"'), ("Cache-Control", "no-store")],
        [("ETag", '"1"'), ("Cache-Control", "max-age=0, NO-STORE")],
        [("ETag", '"1"'), ("Cache-Control", "private"), ("Cache-Control", "no-store")],
        [("ETag", '"1"'), ("Vary", "*")],
        [("ETag", '"1"'), ("Vary", "Accept, *")],
        [("ETag", "*")],
        [("ETag", '"1"'), ("ETag", '"2"')],
        [("ETag", '"a\tb"')],
        [("ETag", '"a" "b"')],
        [("ETag", '"a\xe9"')],
        [("ETag", f'"{"a" * 60_000}"')],
        [("Last-Modified", "yesterday")],
        [("Last-Modified", "Mon, 99 May 2024 08:00:00 GMT")],
    ],
)
def test_what_must_not_be_kept_or_cannot_be_asked_about_is_not_kept(path: Path, headers: list[tuple[str, str]]) -> None:
    with Server(answers.page(STORY, headers=headers)) as server:
        runs = [run(path, [server.url()])[0] for _ in range(2)]
        assert [conditions(exchange) for exchange in server.log.exchanges()] == [(None, None)] * 2
        with PageCache(path) as cache:
            assert cache.page(server.url()) is None
    assert [result.fetch_status for result in runs] == [OK, OK]


def test_what_was_kept_goes_when_it_may_be_kept_no_longer(path: Path) -> None:
    secret = answers.page(STORY, headers=[("ETag", '"2"'), ("Cache-Control", "no-store")])
    with Server(answers.in_turn(answers.page(headers=[("ETag", '"1"')]), secret)) as server:
        for _ in range(3):
            run(path, [server.url()])
        assert [conditions(exchange)[0] for exchange in server.log.exchanges()] == [None, '"1"', None]


@pytest.mark.parametrize(("vary", "is_asked"), [("User-Agent", False), ("Accept", True), ("Cookie", True)])
def test_a_page_that_varies_is_asked_about_only_in_the_same_words(path: Path, vary: str, is_asked: bool) -> None:
    with Server(answers.page(headers=[("ETag", '"1"'), ("Vary", vary)])) as server:
        run(path, [server.url()])
        run(path, [server.url()], politeness=Politeness(user_agent="other/1", delay_seconds=0, obeys_robots=False))
        assert conditions(server.log.exchanges()[1]) == ('"1"' if is_asked else None, None)


def test_a_304_that_nobody_asked_for_is_answered_by_one_plain_request(path: Path) -> None:
    with Server(answers.in_turn(answers.not_modified(), answers.page(STORY))) as server:
        (result,) = run(path, [server.url()])
    assert said(server) == [("/", 304, None, None), ("/", 200, None, None)]
    assert (result.fetch_status, result.content) == (OK, STORY)


def test_a_server_that_insists_on_304_is_asked_no_third_time(path: Path) -> None:
    with Server(answers.not_modified([("ETag", '"1"')])) as server:
        (result,) = run(path, [server.url()])
    assert said(server) == [("/", 304, None, None)] * 2
    assert (result.fetch_status, result.content, result.article) == (SAME, None, None)


def test_a_304_that_speaks_of_another_state_of_the_page_is_not_believed(path: Path) -> None:
    first = answers.page(headers=[("ETag", '"1"')])
    then = answers.page(STORY, headers=[("ETag", '"2"')])
    with Server(answers.in_turn(first, answers.not_modified([("ETag", '"2"')]), then)) as server:
        run(path, [server.url()])
        (result,) = run(path, [server.url()])
    assert said(server)[1:] == [("/", 304, '"1"', None), ("/", 200, None, None)]
    assert (result.fetch_status, result.content) == (OK, STORY)


def test_a_304_that_somebody_asked_for_himself_is_enough(path: Path) -> None:
    with Server(answers.validated(etag='"1"')) as server:
        mine = Access(allow=HERE.allow, headers={server.url(): {"if-none-match": '"1"'}})
        (result,) = run(path, [server.url()], access=mine)
    assert said(server) == [("/", 304, '"1"', None)]
    assert (result.fetch_status, result.content) == (SAME, None)


def test_an_error_between_keeps_the_page_and_its_validators(path: Path) -> None:
    page = answers.validated(STORY, etag='"1"')
    with Server(answers.in_turn(page, answers.page(status=503), page)) as server:
        run(path, [server.url()])
        (result,) = run(path, [server.url()])
    assert [each[1:3] for each in said(server)] == [(200, None), (503, '"1"'), (304, '"1"')]
    assert (result.fetch_status, result.content) == (SAME, STORY)


def test_a_page_that_is_gone_is_told_as_gone(path: Path) -> None:
    with Server(answers.in_turn(answers.validated(etag='"1"'), answers.page(status=410))) as server:
        _, gone = run(path, [server.url()]), run(path, [server.url()])[0]
    assert (gone.fetch_status, gone.http_status, gone.content) == (FetchStatus.HTTP_ERROR, 410, None)


def test_validators_go_to_the_address_that_sent_them_and_to_no_other(path: Path) -> None:
    with Server(answers.by_host({})) as elsewhere:
        ways: dict[str, Answer] = {
            "/old": answers.redirect("/moved", headers=[("ETag", '"of-the-redirect"'), ("Last-Modified", MONDAY)]),
            "/moved": answers.in_turn(
                answers.validated(STORY, etag='"moved"'), answers.redirect("/new", headers=[("ETag", '"r"')])
            ),
            "/new": answers.redirect(elsewhere.url("/far", host="127.0.0.2")),
        }
        with Server(answers.by_target(ways)) as server:
            (first,), (second,) = run(path, [server.url("/old")]), run(path, [server.url("/old")])
            asked = [(each.request.target, *conditions(each)) for each in server.log.exchanges()]
        assert [(each.request.target, *conditions(each)) for each in elsewhere.log.exchanges()] == [
            ("/far", None, None)
        ]
    assert asked == [
        *[("/old", None, None), ("/moved", None, None)],
        *[("/old", None, None), ("/moved", '"moved"', None), ("/new", None, None)],
    ]
    assert first.final_url == server.url("/moved")
    assert second.final_url == elsewhere.url("/far", host="127.0.0.2")


def test_a_page_behind_a_redirect_is_known_again(path: Path) -> None:
    ways = {"/old": answers.redirect("/new"), "/new": answers.validated(STORY, etag='"1"')}
    with Server(answers.by_target(ways)) as server:
        run(path, [server.url("/old")])
        by_redirect, straight = run(path, [server.url("/old")])[0], run(path, [server.url("/new")])[0]
    assert (by_redirect.fetch_status, by_redirect.content, by_redirect.redirects) == (
        SAME,
        STORY,
        (server.url("/old"),),
    )
    assert (straight.fetch_status, straight.content) == (SAME, STORY)


def test_what_an_origin_sends_to_one_person_is_neither_kept_nor_taken_from_what_is(path: Path) -> None:
    with Server(answers.validated(STORY, etag='"1"')) as server:
        mine = Access(allow=HERE.allow, headers={server.url(): {"Cookie": "session=1"}})
        for access in (mine, mine, HERE, mine, HERE):
            run(path, [server.url()], access=access)
        assert [conditions(each)[0] for each in server.log.exchanges()] == [None, None, None, None, '"1"']


def test_cookies_are_not_in_the_file_and_addresses_only_as_digests(path: Path) -> None:
    headers = [("ETag", '"1"'), ("Set-Cookie", "session=topsecret"), ("X-Kept", "yes")]
    with Server(answers.page(headers=headers)) as server:
        run(path, [server.url("/?token=hush")])
        with PageCache(path) as cache:
            page = cache.page(server.url("/?token=hush"))
    assert page is not None
    assert (page.headers["x-kept"], "set-cookie" in page.headers) == ("yes", False)
    octets = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert b"topsecret" not in octets
    assert b"hush" not in octets
    assert path.stat().st_mode & 0o077 == 0


def test_robots_txt_and_listings_are_asked_for_whole_each_time(path: Path) -> None:
    listing = Want("application/xml,*/*;q=0.5")

    async def twice(server: Server) -> None:
        for _ in range(2):
            with PageCache(path) as cache:
                async with Fetcher(politeness=MINDFUL, access=HERE, cleaning=NO_WORKERS, cache=cache) as fetcher:
                    await fetcher.fetch_as_it_is(server.url("/feed"), listing, WITH_TIME)

    with Server(answers.validated(b"User-agent: *\nDisallow:", etag='"1"')) as server:
        asyncio.run(twice(server))
    assert said(server) == [("/robots.txt", 200, None, None), ("/feed", 200, None, None)] * 2


def test_a_cut_body_is_not_kept(path: Path) -> None:
    whole = answers.head(200, [("ETag", '"1"'), ("Content-Length", str(len(STORY)))]) + STORY
    with Server(answers.raw(whole[:-5], then="close")) as server:
        run(path, [server.url()])
        assert {conditions(exchange) for exchange in server.log.exchanges()} == {(None, None)}
        with PageCache(path) as cache:
            assert cache.page(server.url()) is None


@pytest.mark.parametrize("status", [203, 206, 404])
def test_only_a_page_that_came_as_itself_is_kept(path: Path, status: int) -> None:
    with Server(answers.page(STORY, status=status, headers=[("ETag", '"1"')])) as server:
        run(path, [server.url()])
        with PageCache(path) as cache:
            assert cache.page(server.url()) is None


def test_a_conditional_request_has_its_pause_like_any_other(path: Path) -> None:
    with Server(answers.validated(etag='"1"')) as server:
        urls = [server.url("/1"), server.url("/2")]
        run(path, urls)
        run(path, urls, politeness=Politeness(delay_seconds=0.3, obeys_robots=False))
        third, fourth = server.log.exchanges()[2:]
    assert (third.status, fourth.status) == (304, 304)
    assert third.end_ns is not None
    assert fourth.start_ns - third.end_ns >= 0.29e9


def test_the_charset_that_the_server_named_is_kept_with_the_page(path: Path) -> None:
    body = "<!doctype html><title>Мост</title><main><p>Совет открыл мост в понедельник.</p></main>".encode("koi8-r")
    typed = answers.page(body, media_type="text/html; charset=koi8-r", headers=[("ETag", '"1"')])
    with Server(answers.in_turn(typed, answers.not_modified())) as server:
        _, (result,) = run(path, [server.url()]), run(path, [server.url()])
    assert result.article is not None
    assert result.article.text == "Совет открыл мост в понедельник."


def test_what_was_made_of_a_page_is_there_until_the_page_changes(path: Path) -> None:
    rain, snow = answers.validated(told("It rains"), etag='"1"'), answers.validated(told("It snows"), etag='"2"')
    with Server(answers.in_turn(rain, rain, snow)) as server, PageCache(path) as cache:
        (first,) = run(path, [server.url()])
        cache.keep_made(first, "markdown", made=b"# Rain")
        (same,) = run(path, [server.url()])
        assert (cache.made(same, "markdown"), cache.made(same, "text")) == (b"# Rain", None)
        (changed,) = run(path, [server.url()])
        assert cache.made(changed, "markdown") is None
        assert cache.made(same, "markdown") is None
        cache.keep_made(first, "markdown", made=b"# Rain, of a page that is there no more")
        assert cache.made(changed, "markdown") is None
        cache.keep_made(changed, "markdown", made=b"# Snow")
        assert (cache.made(changed, "markdown"), cache.made(first, "markdown")) == (b"# Snow", None)


def test_what_is_made_of_a_page_that_is_not_kept_is_not_kept_either(path: Path) -> None:
    with Server(answers.page(headers=[("ETag", '"1"'), ("Cache-Control", "no-store")])) as server:
        (result,) = run(path, [server.url()])
    with PageCache(path) as cache:
        cache.keep_made(result, "markdown", made=b"secret")
        assert cache.made(result, "markdown") is None
        cache.keep(str(result.final_url), kept(result.content or b""))
        assert cache.made(result, "markdown") is None


def test_the_same_body_under_another_charset_is_another_page(path: Path) -> None:
    with PageCache(path) as cache:
        for charset in ("koi8-r", "cp1251"):
            headers = {"etag": '"1"', "content-type": f"text/html; charset={charset}"}
            result = FetchResult(ADDRESS, OK, final_url=ADDRESS, headers=headers, content=b"\xed\xcf")
            cache.keep(ADDRESS, KeptPage(headers, b"\xed\xcf", b"", 0.0))
            assert cache.made(result, "text") is None
            cache.keep_made(result, "text", made=b"text")
            assert cache.made(result, "text") == b"text"


def cleaned_by_worker(path: Path, url: str, cleaning: Cleaning) -> tuple[FetchResult, FetchResult]:
    """A result as it comes, and with its article made by a worker."""

    async def both() -> tuple[FetchResult, FetchResult]:
        with PageCache(path) as cache:
            async with Fetcher(
                limits=WITH_TIME, access=HERE, politeness=HURRIED, cleaning=cleaning, cache=cache
            ) as fetcher:
                result = await fetcher.fetch(url)
                return result, await fetcher.cleaned(result)

    return asyncio.run(both())


def test_a_page_that_has_not_changed_is_cleaned_by_a_worker_only_for_who_asks(path: Path) -> None:
    large = b"<!doctype html><title>News</title><main>" + told("It rains")[40:] * 60 + b"</main>"
    with Server(answers.validated(large, etag='"1"')) as server:
        run(path, [server.url()])
        lazy, by_worker = cleaned_by_worker(path, server.url(), Cleaning(jobs=1, timeout=0.02))
    assert (lazy.fetch_status, by_worker.fetch_status) == (SAME, SAME)
    assert by_worker.article is not None
    assert by_worker.article.status is Status.TIMEOUT  # which only a worker is held to
    assert lazy.article is not None
    assert lazy.article.status is Status.OK


def test_a_worker_finds_that_what_has_not_changed_is_no_page(path: Path) -> None:
    feed = b'<?xml version="1.0"?><rss><channel><title>News</title></channel></rss>'
    with Server(answers.validated(feed, etag='"1"')) as server:
        run(path, [server.url()])
        lazy, by_worker = cleaned_by_worker(path, server.url(), Cleaning(jobs=1))
    assert (lazy.fetch_status, by_worker.fetch_status) == (SAME, FetchStatus.NOT_TEXT)


def test_a_fetcher_that_is_closed_cleans_nothing() -> None:
    with pytest.raises(ScrubberError, match="closed"):
        asyncio.run(Fetcher(cleaning=NO_WORKERS).cleaned(FetchResult(ADDRESS, SAME)))
