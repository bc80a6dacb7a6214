"""robots.txt is asked before any page, and what it answers decides as RFC 9309 says."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from fetching import HERE, MINDFUL, SOON, WITH_TIME, fetched
from misbehaving import answers, broken_answers, slow_answers
from misbehaving.answers import Answer
from misbehaving.server import Server

from scrubber.fetcher import Limits

RULES = "User-agent: *\nDisallow: /closed\n"
OPEN, SHUT = "ok ok", "ok robots"
QUICK: Limits = replace(WITH_TIME, head_seconds=1)


def hops(count: int) -> dict[str, Answer]:
    """A robots.txt at the end of so many redirects."""
    ways = {f"/r{hop}": answers.redirect(f"/r{hop + 1}") for hop in range(1, count)}
    return {"/robots.txt": answers.redirect("/r1")} | ways | {f"/r{count}": answers.text(RULES)}


CASES: dict[str, tuple[dict[str, Answer], str]] = {
    "rules": ({"/robots.txt": answers.text(RULES)}, SHUT),
    "CRLF": ({"/robots.txt": answers.text(RULES.replace("\n", "\r\n"))}, SHUT),
    "CR": ({"/robots.txt": answers.text(RULES.replace("\n", "\r"))}, SHUT),
    "a mark": ({"/robots.txt": answers.text("\ufeff" + RULES)}, SHUT),
    "NUL": ({"/robots.txt": answers.text("\0" + RULES)}, SHUT),
    "ten megabytes": ({"/robots.txt": answers.text(RULES + "# more\n" * 1_500_000)}, SHUT),
    "HTML": ({"/robots.txt": answers.page()}, OPEN),
    "gzip": ({"/robots.txt": answers.encoded(gzip.compress(RULES.encode()), "gzip")}, SHUT),
    "none": ({}, OPEN),
    "401": ({"/robots.txt": answers.page(status=401)}, OPEN),
    "403": ({"/robots.txt": answers.page(status=403)}, OPEN),
    "410": ({"/robots.txt": answers.page(status=410)}, OPEN),
    "429": ({"/robots.txt": answers.page(status=429)}, "deferred deferred"),
    "500": ({"/robots.txt": answers.page(status=500)}, "deferred deferred"),
    "503": ({"/robots.txt": answers.page(status=503)}, "deferred deferred"),
    "500 once": ({"/robots.txt": answers.in_turn(answers.page(status=500), answers.text(RULES))}, SHUT),
    "no answer": ({"/robots.txt": slow_answers.no_answer}, "timeout timeout"),
    "reset": ({"/robots.txt": broken_answers.reset_instead}, "unreachable unreachable"),
    "cut": ({"/robots.txt": broken_answers.short_body(RULES.encode())}, "truncated truncated"),
    "five redirects": (hops(5), SHUT),
    "six redirects": (hops(6), OPEN),
    "a loop": ({"/robots.txt": answers.redirect("/robots.txt")}, OPEN),
}


@pytest.mark.parametrize(("robots", "expected"), CASES.values(), ids=CASES)
def test_what_robots_txt_answers_decides(robots: dict[str, Answer], expected: str) -> None:
    pages = {"/open": answers.page(), "/closed": answers.page()}
    with Server(answers.by_target(pages | robots)) as server:
        urls = [server.url("/open"), server.url("/closed")]
        results = fetched(urls, politeness=MINDFUL, limits=QUICK)
        asked = server.log.targets()
    assert " ".join(results[url].fetch_status for url in urls) == expected
    assert asked[0] == "/robots.txt"
    assert [target for target in asked if target in pages] == [
        path for path, status in zip(pages, expected.split(), strict=True) if status == "ok"
    ]


def test_it_is_asked_once_for_many_pages_of_an_origin_and_again_for_another() -> None:
    with Server(answers.page()) as one, Server(answers.page()) as other:
        urls = [server.url(f"/{number}") for number in range(20) for server in (one, other)]
        results = fetched(urls, politeness=MINDFUL)
        assert {str(result.fetch_status) for result in results.values()} == {"ok"}
        for server in (one, other):
            assert server.log.targets()[0] == "/robots.txt"
            assert server.log.targets().count("/robots.txt") == 1


def test_the_rules_of_another_host_that_it_leads_to_hold_for_this_one() -> None:
    with Server(answers.by_target({"/rules": answers.text(RULES)})) as elsewhere:
        ways = {"/robots.txt": answers.redirect(elsewhere.url("/rules", host="127.0.0.9")), "/closed": answers.page()}
        with Server(answers.by_target(ways)) as server:
            [result] = fetched([server.url("/closed")], politeness=MINDFUL).values()
            assert server.log.targets() == ["/robots.txt"]
    assert result.fetch_status == "robots"


def test_a_group_of_its_own_name_is_heeded() -> None:
    rules = "User-agent: mill-bot\nDisallow: /closed\n\nUser-agent: *\nDisallow: /open"
    pages = {"/robots.txt": answers.text(rules), "/open": answers.page(), "/closed": answers.page()}
    with Server(answers.by_target(pages)) as server:
        urls = [server.url("/open"), server.url("/closed")]
        results = fetched(urls, politeness=replace(MINDFUL, user_agent="Mill-Bot/2 (+https://mill.example)"))
    assert [str(results[url].fetch_status) for url in urls] == ["ok", "robots"]


def test_a_host_that_is_dead_costs_few_attempts_however_many_urls_it_has() -> None:
    urls = [f"http://127.0.0.1:1234{number % 2}/{number}" for number in range(200)]
    results = fetched(urls, politeness=MINDFUL, limits=SOON, access=HERE)
    assert {str(result.fetch_status) for result in results.values()} == {"unreachable"}
    assert all(result.attempts == 0 for result in results.values())
