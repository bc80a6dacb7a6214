"""Article → a flat record of JSON values, for JSON and JSON Lines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from scrubber.article import Article, Metadata
from scrubber.version import __version__

SCHEMA_VERSION = 2


def to_dict(article: Article) -> dict[str, Any]:
    """The record that docs/article.schema.json describes: every field always there, unknown ones None or empty."""
    metadata = article.metadata
    record: dict[str, Any] = {
        field.name: _json_value(getattr(metadata, field.name))
        for field in dataclasses.fields(Metadata)
        if field.name not in {"sources", "alternatives"}
    }
    record |= {
        "images": [dataclasses.asdict(image) for image in article.images],
        "text": article.text,
        "markdown": article.markdown,
        "word_count": article.word_count,
        "status": str(article.status),
        "confidence": article.confidence,
        "warnings": list(article.warnings),
        "sources": dict(metadata.sources),
        "removals": [removal._asdict() for removal in article.removals],
        "schema_version": SCHEMA_VERSION,
        "scrubber_version": __version__,
    }
    return record


def to_json(article: Article) -> str:
    """The record, indented."""
    return indented(to_dict(article))


def indented(record: Mapping[str, Any]) -> str:
    """Any record, a field a line."""
    return json.dumps(record, ensure_ascii=False, indent=2)


def to_json_line(article: Article, **more: Any) -> str:
    """The record on one line, after the fields of `more`."""
    return json_line(more | to_dict(article))


def json_line(record: dict[str, Any]) -> str:
    """Any record on one line: line separators that are not `\\n` are escaped."""
    line = json.dumps(record, ensure_ascii=False)
    return line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")


def _json_value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
