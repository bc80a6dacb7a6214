r"""Record → a row of CSV (RFC 4180 but for its line ends, which are `\n`, as shell tools need them).

A cell that a spreadsheet would run as a formula, as it begins with `= + - @`, tab or carriage return, gets a leading
apostrophe, and so does one that already has apostrophes before such a character: `unguarded` gives back each cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from scrubber.serializer.half_pairs import without_half_pairs

FIELDS = (
    *("url", "title", "authors", "organisations", "date_published", "date_modified", "site_name", "language"),
    *("description", "canonical_url", "section", "tags", "image", "licence", "is_accessible_for_free", "page_type"),
    *("dateline", "images", "text", "word_count", "status", "confidence", "warnings", "sources"),
    *("schema_version", "scrubber_version"),
)
"""The columns of an article: those of the record but `markdown` and `removals`, which are no values of a cell."""

LINE_END = "\n"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # at a NUL many a reader ends the file
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


def header(lead: Sequence[str]) -> str:
    """The names of the columns, those of `lead` first; no line end.

    >>> header(["input", "output"])[:32]
    'input,output,url,title,authors,o'
    """
    return ",".join([*lead, *FIELDS])


def row(record: Mapping[str, object], fields: Sequence[str]) -> str:
    r"""The cells of these fields, without a line end: two such pieces with a comma between them are a row, too.

    None and a field that is missing are empty, an empty string is `""`; lists and objects are JSON.

    >>> row({"title": "=1+1", "tags": ["a"], "image": None, "section": "", "word_count": 7}, ["title", "tags", "image"])
    '\'=1+1,"[""a""]",'
    >>> row({"is_accessible_for_free": False, "section": "", "text": "Two\nlines."}, FIELDS[10:19])
    '"",,,,false,,,,"Two\nlines."'
    """
    return ",".join(_cell(record.get(field)) for field in fields)


def unguarded(cell: str) -> str:
    """A cell as it was before an apostrophe was put before it.

    >>> [unguarded(cell) for cell in ("'=1+1", "''=1+1", "'tis")]
    ['=1+1', "'=1+1", "'tis"]
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _cell(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return _quoted(without_half_pairs(json.dumps(value, ensure_ascii=False)))
    text = _CONTROL.sub("", without_half_pairs(value))
    return _quoted("'" + text if _FORMULA.match(text) else text)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if not cell or _NEEDS_QUOTES.search(cell) else cell
