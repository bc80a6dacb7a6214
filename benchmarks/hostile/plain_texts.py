"""Plain texts of 50 MB: on one line, with every kind of line break, in wide encodings, of forms that are no prose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from benchmarks.hostile.case import MEGABYTE, Bounds, Case, Trial, one_page, sized
from benchmarks.hostile.checks import keeps_words
from benchmarks.hostile.pages import PARAGRAPHS

TEXT_BYTES = 50 * MEGABYTE
PROSE = " ".join(PARAGRAPHS)
LINES = "\n\n".join(PARAGRAPHS)
MANUAL = (
    "FERRY(1)                     Harbour Manual                     FERRY(1)\n\n"
    "NAME\n       ferry - cross the water\n\n"
    "SYNOPSIS\n       ferry [-n] [--to harbour] file ...\n\n"
    "DESCRIPTION\n       It crosses the water once for each file.\n"
)
MAIL = (
    "From anna@quay.example Mon Nov  2 10:00:00 2020\nFrom: Anna <anna@quay.example>\nTo: Ben <ben@quay.example>\n"
    "Subject: The bridge\nDate: Mon, 2 Nov 2020 10:00:00 +0000\n\nIt is closed again.\n\n> Is it open?\n>> Who asks?\n"
)
UNITS = {
    "one line": (PROSE + " ", "utf-8"),
    "lines": (LINES + "\n\n", "utf-8"),
    "carriage returns": (LINES.replace("\n", "\r") + "\r\r", "utf-8"),
    "form feeds": (LINES + "\f", "utf-8"),
    "UTF-16": (LINES + "\n\n", "utf-16"),
    "UTF-32": (LINES + "\n\n", "utf-32"),
    "a < b": ("If a < b and b > c, then <p> is no tag, and a<b>c is none.\n", "utf-8"),
    "tabs": ("place\tyear\tbridges\nHarrowfield\t1840\t2\n", "utf-8"),
    "manual page": (MANUAL, "utf-8"),
    "mailbox": (MAIL + "\n", "utf-8"),
}


def _repeated(unit: str, encoding: str, size: int) -> bytes:
    return (unit * (size // len(unit.encode(encoding)))).encode(encoding)


def _texts(scale: float) -> Iterator[Trial]:
    size = sized(TEXT_BYTES, scale)
    for name, (unit, encoding) in UNITS.items():
        words = unit.split() * (size // len(unit.encode(encoding)))
        yield one_page(name, partial(_repeated, unit, encoding, size), keeps_words(1.0, words))


CASES = (
    Case(
        "P-13",
        "plain texts of 50 MB",
        Bounds(seconds_a_megabyte=1 / 20, peak_bytes=200 * MEGABYTE),
        _texts,
        form="text",
    ),
)
