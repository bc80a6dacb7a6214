"""The public names and their types as a type checker sees them from outside. `make test` checks it; nobody runs it."""

from __future__ import annotations

import io
from collections.abc import AsyncGenerator, Generator, Iterator
from pathlib import Path
from typing import Any, assert_type

import scrubber


def articles() -> None:
    """One page, many pages, a text of many articles."""
    article = assert_type(scrubber.scrub("<p>A page.", url="https://a.example/", kind="html"), scrubber.Article)
    scrubber.scrub(b"bytes", charset="utf-8")
    scrubber.scrub(Path("page.html"), rules=scrubber.rules(favor="recall", without=["ticker"]))
    scrubber.scrub(io.BytesIO(b"an open file"))
    assert_type(article.status, scrubber.Status)
    assert_type(article.text, str)
    assert_type(article.markdown, str)
    assert_type(article.html, str)
    assert_type(article.blocks, tuple[scrubber.Block, ...])
    assert_type(article.images, tuple[scrubber.Image, ...])
    assert_type(article.removals, tuple[scrubber.Removal, ...])
    assert_type(article.confidence, float | None)
    assert_type(article.metadata, scrubber.Metadata)
    assert_type(article.metadata.title, str | None)
    assert_type(article.metadata.authors, tuple[str, ...])
    assert_type(article.to_dict(), dict[str, Any])
    assert_type(scrubber.to_markdown(article, captions=False, links=False, front_matter=True), str)
    assert_type(
        scrubber.scrub_many([Path("a.html"), b"b", scrubber.Job("c", url="https://a.example/")], jobs=2, timeout=5.0),
        Generator[scrubber.Article, None, None],
    )
    assert_type(scrubber.scrub_split("one\n---\ntwo", "---"), Iterator[scrubber.Article])


def pages() -> None:
    """Reading and cleaning apart."""
    page = assert_type(scrubber.read("A text.", kind="text"), scrubber.Page)
    assert_type(scrubber.clean(page, rules=scrubber.RULES), scrubber.Article)
    assert_type(page.blocks, tuple[scrubber.Block, ...])
    assert_type(scrubber.RULES, tuple[scrubber.Rule, ...])


@scrubber.block_rule(drops=["Drop this"], keeps=["Keep this"])
def own(block: scrubber.Block, draft: scrubber.Draft) -> str | None:
    """A rule."""
    return "why" if block.text == "Drop this" and draft.is_kept(block) else None


def own_rules() -> None:
    """Rules are values."""
    assert_type(own, scrubber.Rule)
    assert_type(scrubber.rules(extra=[own], main_text="fast", comments=True), tuple[scrubber.Rule, ...])


async def fetching() -> None:
    """URLs in, results out."""
    with scrubber.PageCache(Path("pages.db")) as cache:
        async with scrubber.Fetcher(
            politeness=scrubber.Politeness(user_agent="mybot/1.0 (+https://my.example)"),
            limits=scrubber.Limits(total_seconds=30),
            access=scrubber.Access(allow=("10.0.0.0/8",)),
            cleaning=scrubber.Cleaning(jobs=0),
            cache=cache,
        ) as fetcher:
            results = assert_type(fetcher.fetch_all(["https://a.example/"]), AsyncGenerator[scrubber.FetchResult, None])
            async for result in results:
                assert_type(result.fetch_status, scrubber.FetchStatus)
                assert_type(result.article, scrubber.Article | None)
                assert_type(result.page, scrubber.Page | None)
    assert_type(scrubber.fetch("https://a.example/"), scrubber.FetchResult)


def values() -> None:
    """What articles and errors are made of."""
    block = scrubber.Block(0, "A line.", scrubber.BlockKind.PARAGRAPH)
    assert_type(block.links, tuple[scrubber.Link, ...])
    assert_type(scrubber.__version__, str)
    assert_type(scrubber.check_examples(own), tuple[str, ...])
    assert_type(scrubber.read_rules("rules.toml"), tuple[scrubber.Rule, ...])
    scrubber.page_rule(drops=[scrubber.Example("a text", falls=("a text",))], keeps=[])
    errors = (scrubber.SourceError, scrubber.OutputError, scrubber.RuleError, scrubber.JournalError)
    assert all(issubclass(error, scrubber.ScrubberError) for error in errors)


def journal() -> None:
    """What is done of a long job."""
    with scrubber.Journal(Path("job.db"), {"form": "1"}) as job:
        assert_type("https://a.example/" in job, bool)
        job.commit("https://a.example/", "ok", output=None, files={"all.jsonl": 120})
        assert_type(job.committed_bytes("all.jsonl"), int)
