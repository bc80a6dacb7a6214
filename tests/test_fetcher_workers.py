"""Pages are cleaned in workers beside the event loop; one that hangs or kills its worker costs only its own article."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
from dataclasses import replace

import pytest
from fetching import fetcher_here, run
from misbehaving import answers, broken_answers
from misbehaving.answers import Answer, page
from misbehaving.server import Server

from scrubber import Block, Status, block_rule, rules
from scrubber.cleaner.draft import Draft
from scrubber.fetcher import Cleaning, FetchResult, FetchStatus


@block_rule(drops=[], keeps=[])
def hostile(block: Block, draft: Draft) -> str | None:
    """Do what a page says."""
    if "loop for ever" in block.text:
        while True:
            pass
    if "kill the worker" in block.text:
        os.kill(os.getpid(), 9)
    return None


def text(words: str) -> Answer:
    return page(f"<!doctype html><title>A page</title><article><p>It says: {words}.</p></article>".encode())


PAGES = {"/good": text("all is well"), "/loop": text("loop for ever"), "/kill": text("kill the worker")}
CLEANING = Cleaning(jobs=1, timeout=1, rules=rules(extra=[hostile]))


def told(result: FetchResult) -> tuple[object, ...] | None:
    article = result.article
    return article and (article.status, article.text, article.warnings, article.metadata.title)


def results_of(paths: list[str], cleaning: Cleaning, pages: dict[str, Answer]) -> dict[str, FetchResult]:
    with Server(answers.by_target(pages)) as server:
        urls = {server.url(path, host=f"127.0.0.{number}"): path for number, path in enumerate(paths, 1)}

        async def main() -> dict[str, FetchResult]:
            async with fetcher_here(cleaning=cleaning) as fetcher:
                return {urls[result.url]: result async for result in fetcher.fetch_all(urls)}

        results = run(main(), within_seconds=60)
        assert server.is_left_alone()
    assert not multiprocessing.active_children()
    return results


def test_a_page_that_hangs_or_kills_its_worker_costs_only_its_own_article() -> None:
    paths = ["/loop", "/kill", *(f"/good?{number}" for number in range(20)), "/loop?2"]
    results = results_of(paths, CLEANING, PAGES)
    assert {result.fetch_status for result in results.values()} == {FetchStatus.OK}
    told = {path: str(result.article.status) for path, result in results.items() if result.article}
    assert {path: status for path, status in told.items() if not path.startswith("/good")} == {
        "/loop": "partial",
        "/kill": "crashed",
        "/loop?2": "partial",
    }
    assert [status for path, status in told.items() if path.startswith("/good")] == ["ok"] * 20


def test_while_a_worker_is_busy_pages_go_on_being_fetched() -> None:
    with Server(answers.by_target(PAGES)) as server:

        async def main() -> None:
            async with fetcher_here(cleaning=replace(CLEANING, timeout=2)) as fetcher:
                hanging = asyncio.create_task(fetcher.fetch(server.url("/loop")))
                while "/loop" not in server.log.targets():
                    await asyncio.sleep(0.01)
                others = [
                    asyncio.create_task(fetcher.fetch(server.url("/good", host=f"127.0.0.{number}")))
                    for number in range(2, 7)
                ]
                while server.log.targets().count("/good") < 5:
                    assert not hanging.done()
                    await asyncio.sleep(0.01)
                await asyncio.gather(hanging, *others)

        run(main(), within_seconds=60)


def test_with_and_without_workers_the_articles_are_the_same_and_can_be_pickled() -> None:
    pages = {"/good": PAGES["/good"], "/png": page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20), "/none": page(b"")}
    pages["/cut"] = broken_answers.short_body(answers.HTML)
    with_workers = results_of(list(pages), Cleaning(jobs=1), pages)
    without = results_of(list(pages), Cleaning(jobs=0), pages)
    for path, result in with_workers.items():
        other = without[path]
        assert result.fetch_status == other.fetch_status, path
        assert told(result) == told(other), path
        assert pickle.loads(pickle.dumps(result)) == result
    assert str(with_workers["/png"].fetch_status) == "not_text"
    assert (with_workers["/cut"].fetch_status, with_workers["/cut"].article) == (FetchStatus.TRUNCATED, None)


@pytest.mark.parametrize("jobs", [0, 1])
def test_of_a_body_that_was_cut_what_came_is_cleaned_if_it_is_wanted(jobs: int) -> None:
    cleaning = Cleaning(jobs=jobs, keeps_truncated=True)
    [result] = results_of(["/cut"], cleaning, {"/cut": broken_answers.short_body(answers.HTML)}).values()
    assert result.fetch_status is FetchStatus.TRUNCATED and result.article
    assert result.article.status is Status.PARTIAL and "opened the bridge" in result.article.text


def test_a_fetcher_that_closes_while_a_page_is_cleaned_ends_the_worker() -> None:
    with Server(answers.by_target(PAGES)) as server:

        async def main() -> None:
            async with fetcher_here(cleaning=replace(CLEANING, timeout=60)) as fetcher:
                cleaning = asyncio.create_task(fetcher.fetch(server.url("/loop")))
                while "/loop" not in server.log.targets():
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.3)
                cleaning.cancel()
                await asyncio.gather(cleaning, return_exceptions=True)
                assert (await fetcher.fetch(server.url("/good"))).article

        run(main(), within_seconds=30)
        assert server.is_left_alone()
    assert not multiprocessing.active_children()
