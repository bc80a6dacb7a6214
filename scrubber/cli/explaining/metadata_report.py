"""What a page says of itself, field by field: the value, where it stands, and what else the page says."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from typing import Any

from scrubber.article import Article, Metadata
from scrubber.cli.explaining.layout import INDENT, Layout

_NO_FIELDS = frozenset({"url", "sources", "alternatives"})


def metadata_lines(article: Article, *, as_json: bool) -> Iterator[str]:
    """Every field that is known, with its source, and below it the candidates that lost, the best first."""
    fields = list(_fields(article.metadata))
    if as_json:
        yield json.dumps({field["field"]: field for field in fields}, ensure_ascii=False, indent=2)
        return
    layout = Layout(sys.stdout)
    if not fields:
        yield "it says nothing of itself"
    for field in fields:
        yield layout.strong(field["field"]) + layout.line(f"  {_shown(field['value'])}  [{field['source']}]")
        for other in field["alternatives"]:
            yield layout.line(f"{INDENT}or {_shown(other['value'])}  [{other['source']}]")


def _fields(metadata: Metadata) -> Iterator[dict[str, Any]]:
    for one in dataclasses.fields(metadata):
        value = getattr(metadata, one.name)
        if one.name in _NO_FIELDS or value in (None, ()):
            continue
        others = metadata.alternatives.get(one.name, ())
        yield {
            "field": one.name,
            "value": value,
            "source": metadata.sources.get(one.name, "authors"),
            "alternatives": [{"value": other.value, "source": other.source} for other in others],
        }


def _shown(value: Any) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)
