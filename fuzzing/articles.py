"""What must hold of an article: the ledger, its status, no text that is invented; of metadata, that they are such."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from datetime import datetime

from fuzzing.pages import CHARSETS, check_blocks, text_of
from scrubber.article import Article, Candidate, Metadata, Status
from scrubber.cleaner import clean
from scrubber.page import Page
from scrubber.reader import read
from scrubber.scrubbing import scrub
from scrubber.words import without_controls

URL = "https://mill.example/news/2024/a-bridge"
_WORD = re.compile(r"\w+")
_LINES = ("title", "site_name", "language", "section", "dateline", "date_published", "date_modified", "page_type")
_TUPLES = ("authors", "organisations", "tags")


def check_html(data: bytes) -> None:
    """The ledger balances for markup."""
    check_article(read(text_of(data), kind="html", url=URL))


def check_bytes(data: bytes) -> None:
    """Whatever the bytes are, an article comes of them."""
    check_article(read(data, charset=CHARSETS[len(data) % len(CHARSETS)]))


def check_text(data: bytes) -> None:
    """The ledger balances for plain text, and cleaning it twice changes nothing."""
    page = read(text_of(data), kind="text")
    article = check_article(page)
    assert scrub(article.text, kind="text").text == article.text, "cleaning the text again changes it"


def check_article(page: Page) -> Article:
    """The article of a page, once all is seen to hold of it."""
    check_blocks(page)
    article = clean(page)
    _check_ledger(page, article)
    _check_status(page, article)
    assert clean(page) == article, "another article the second time"
    assert pickle.loads(pickle.dumps(article)) == article, "another article once it was pickled"
    json.dumps(article.to_dict())
    _check_words(page, article)
    return article


def _check_ledger(page: Page, article: Article) -> None:
    kept = [block.text for block in article.blocks]
    removed = [removal.text for removal in article.removals]
    assert Counter(kept + removed) == Counter(block.text for block in page.blocks), "the ledger does not balance"
    assert all(removal.rule and removal.reason and removal.place for removal in article.removals), "no reason is given"


def _check_status(page: Page, article: Article) -> None:
    status = article.status
    assert status in Status
    assert status.has_text == bool(article.text), f"{status} with the text {article.text[:40]!r}"
    assert page.fault is None or status is page.fault
    assert status is not Status.EMPTY or not any(block.text for block in page.blocks), "empty, though it has text"
    assert not page.is_cut or status is not Status.OK, "cut, though it is ok"
    assert article.confidence is None or 0 <= article.confidence <= 1


def _check_words(page: Page, article: Article) -> None:
    remaining = iter([word for block in page.blocks for word in _WORD.findall(block.text)])
    assert all(word in remaining for word in _WORD.findall(article.text)), "words that the page has not in this order"


def check_metadata(data: bytes) -> None:
    """Values are of their types, one line where a line is meant, without controls; each source names a field."""
    metadata = scrub(text_of(data), kind="html", url=URL).metadata
    for name in Metadata.__slots__:
        if name not in ("sources", "alternatives"):
            check_value(name, getattr(metadata, name))
    assert all(getattr(metadata, name) not in (None, ()) for name in metadata.sources), "a source of what is not there"
    for name, candidates in metadata.alternatives.items():
        assert hasattr(metadata, name) and all(isinstance(candidate, Candidate) for candidate in candidates)


def check_value(name: str, value: object) -> None:
    """One field is what its type says."""
    if name in _TUPLES:
        assert isinstance(value, tuple), f"{name} is no tuple"
        assert len(set(value)) == len(value), f"{name} has twins: {value}"
        for item in value:
            _check_line(name, item)
    elif name == "is_accessible_for_free":
        assert value is None or isinstance(value, bool)
    elif value is not None:
        assert isinstance(value, str) and value, f"{name} is {value!r}"
        assert without_controls(value) == value, f"{name} has control characters: {value!r}"
        if name in _LINES:
            _check_line(name, value)
        if name.startswith("date_"):
            datetime.fromisoformat(value)


def _check_line(name: str, value: object) -> None:
    assert isinstance(value, str) and value == " ".join(value.split()) != "", f"{name} is no line: {value!r}"
    assert without_controls(value) == value, f"{name} has control characters: {value!r}"
