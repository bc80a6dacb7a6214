"""A table in a document, between two markers: `<!-- rules:held -->` and `<!-- /rules:held -->`."""

import re

from benchmarks.errors import BenchmarkError


def with_table(document: str, table: str, *, place: str) -> str:
    r"""The document with the table between the markers of a place, such as `rules:held`; all other text stays as it is.

    Raises `BenchmarkError` if the two markers do not stand there once, in this order.

    >>> with_table("Before\n<!-- rules:held -->\nold\n<!-- /rules:held -->\nAfter", "| new |", place="rules:held")
    'Before\n<!-- rules:held -->\n\n| new |\n\n<!-- /rules:held -->\nAfter'
    >>> with_table("No markers.", "| new |", place="rules:rest")
    Traceback (most recent call last):
    benchmarks.errors.BenchmarkError: needs <!-- rules:rest --> and <!-- /rules:rest --> around the place of the table
    """
    opening, closing = f"<!-- {place} -->", f"<!-- /{place} -->"
    found = re.findall(rf"{re.escape(opening)}(?:.|\n)*?{re.escape(closing)}", document)
    if len(found) != 1:
        raise BenchmarkError(f"needs {opening} and {closing} around the place of the table")
    return document.replace(found[0], f"{opening}\n\n{table}\n\n{closing}")
