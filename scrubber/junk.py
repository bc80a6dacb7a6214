"""Runs of characters that nobody wrote: base64, hexadecimal, bytes read as letters."""

from __future__ import annotations

import re
import unicodedata

from scrubber.scripts import UNSPACED

LONGEST_RUN = 200  # characters; longer words are rare in any language
LONG_WORD = 60  # of these, several make a run, as base64 is wrapped
LONGEST_ADDRESS = 2_048  # characters of a URL that browsers and search engines still follow
LOOKED_AT = 10_000  # characters of a run that tell what it is
MAX_DIFFERENT = 8  # characters, of a run that only repeats itself; a sentence of that length has twenty
MIN_CHANGES = 0.25  # a share of the characters; base64 and hexadecimal have .4, words that lost their spaces .05
_STEP = LONG_WORD // 2

_WORD = rf"[^\s\u200b]{{{LONG_WORD},}}+"
_RUN = re.compile(rf"{_WORD}(?: {_WORD})*+")
_ADDRESS = re.compile(r".{0,50}?(?:https?://|www\.)")
_LOWER, _UPPER, _SYMBOL = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ", "\x80-©«-´¶-¹»-¿×÷\ufffd"
# From a letter to a digit and back, from lower case to upper case within a word, and symbols beyond ASCII anywhere.
_CHANGE = re.compile(rf"[^\W\d_](?=\d)|\d(?=[^\W\d_])|[{_LOWER}](?=[{_UPPER}])|[{_SYMBOL}]")


def junk_runs(text: str) -> list[tuple[int, int]]:
    """Where a folded text has runs of more than 200 characters that are neither words nor an address.

    >>> junk_runs("See " + "3fa9c04e" * 40 + " there"), junk_runs("https://example.org/" + "3fa9c04e" * 40)
    ([(4, 324)], [])
    >>> junk_runs("thesewordshavelosttheirspaces" * 10), junk_runs("a" * 201), junk_runs("东京の大雨" * 50)
    ([], [(0, 201)], [])
    """
    if not _may_have_long_run(text):
        return []
    return [run.span() for run in _RUN.finditer(text) if len(run[0]) > LONGEST_RUN and _is_junk(run[0])]


def is_junk(text: str) -> bool:
    """Whether a text is nothing but such runs.

    >>> is_junk("a" * 201 + " " + "b" * 201), is_junk("a word and " + "b" * 201), is_junk("")
    (True, False, False)
    """
    if len(text) <= LONGEST_RUN or len(text) < LONG_WORD * text.count(" "):
        return False  # told of nearly all texts, as each of its words would be a long one
    runs = junk_runs(text)
    return bool(runs) and sum(end - start for start, end in runs) + len(runs) - 1 == len(text)


def _may_have_long_run(text: str) -> bool:
    """A long run leaves no space in one of these windows; most texts are told so, in a tenth of the time."""
    return any(" " not in text[start : start + _STEP] for start in range(0, len(text) - _STEP + 1, _STEP))


def _is_junk(run: str) -> bool:
    if len(run) <= LONGEST_ADDRESS and _ADDRESS.match(run):
        return False
    run = "".join(character for character in run[:LOOKED_AT] if not unicodedata.combining(character))
    if len(run) <= LONGEST_RUN or UNSPACED.search(run):
        return False
    return len(set(run)) <= MAX_DIFFERENT or len(_CHANGE.findall(run)) > MIN_CHANGES * len(run)
