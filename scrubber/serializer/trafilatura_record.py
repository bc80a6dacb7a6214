"""Article → the record that trafilatura writes as JSON, for programs that read that one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrubber.article import Article

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def to_trafilatura(
    article: Article, *, record_id: str | None = None, filedate: str | None = None
) -> dict[str, str | None]:
    """The keys of trafilatura 2.3, in its order and with its types. `record_id` and `filedate` (the day on which the
    page was saved; trafilatura takes today) are not in a page. What is unknown is None, or empty where trafilatura has
    no None.

    >>> from scrubber import scrub
    >>> record = to_trafilatura(scrub("The council met.", url="https://www.kelness.example/council"))
    >>> record["hostname"], record["text"], record["author"], record["tags"]
    ('kelness.example', 'The council met.', None, '')
    """
    metadata, text = article.metadata, article.text
    source = metadata.canonical_url or metadata.url or None
    hostname = _hostname(source)
    title = metadata.title or None
    raw_text = " ".join(text.split())
    return {
        "title": title,
        "author": "; ".join(metadata.authors) or None,
        "hostname": hostname,
        "date": _day(metadata.date_published),
        "fingerprint": _fingerprint(title, raw_text),
        "id": record_id,
        "license": metadata.licence or None,
        "comments": "",  # those that are kept are part of the text
        "raw_text": raw_text,
        "text": text,
        "language": _language(metadata.language),
        "image": metadata.image or None,
        "pagetype": "article" if metadata.page_type == "news" else metadata.page_type or None,
        "filedate": filedate,
        "source": source,
        "source-hostname": metadata.site_name or hostname,
        "excerpt": metadata.description or None,
        "categories": metadata.section or "",
        "tags": ";".join(metadata.tags),
    }


def _hostname(url: str | None) -> str | None:
    """
    >>> _hostname("https://www.kelness.example:8080/a"), _hostname("http://[::1"), _hostname(None)
    ('kelness.example', None, None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _day(moment: str | None) -> str | None:
    """
    >>> _day("2024-03-04T23:30:00+02:00"), _day("2024")
    ('2024-03-04', None)
    """
    found = _DAY.match(moment or "")
    return found[0] if found else None


def _language(tag: str | None) -> str | None:
    """The code without region or script.

    >>> _language("pt-BR"), _language(None)
    ('pt', None)
    """
    return (tag or "").partition("-")[0].lower() or None


def _fingerprint(title: str | None, raw_text: str) -> str:
    """trafilatura's own, so that records of both can be compared; it makes them of this very string."""
    from trafilatura.deduplication import content_fingerprint

    return str(content_fingerprint(f"{title} {raw_text}"))
