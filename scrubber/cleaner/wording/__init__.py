"""The phrases that boilerplate is made of: one TOML file a language, a table a category.

`lines` are whole lines, numbers aside; `opens` are how a line begins; `hints` stand anywhere in it (`*abo`: a word that
ends so, `рассылк*`: one that begins so); `counted` follow a number; `marks` precede a name; `names` are proper names;
`words` are what a category says they are; `containers` are names of elements. Adding a language adds a file; a rule
asks for a category and sees every language.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from scrubber.cleaner.wording.matching import Phrases
from scrubber.cleaner.wording.words import (
    after_words,
    first_word,
    folded,
    squashed,
    unglued,
    unglued_words_of,
    words_of,
)
from scrubber.scripts import UNSPACED

__all__ = [
    "Phrases",
    "after_words",
    "categories_begun",
    "containers_by_name",
    "folded",
    "function_words",
    "months",
    "phrases",
    "squashed",
    "unglued",
    "unglued_words_of",
    "words_of",
    "zones",
]


@cache
def phrases(category: str) -> Phrases:
    """The phrases of a category; an unknown one is a mistake in a rule, and raises KeyError.

    >>> phrases("comments").line("Comments (12)"), phrases("comments").line("Comments were closed by the court")
    (True, False)
    """
    tables = [table for language in _languages() if (table := language.get(category)) is not None]
    if not tables:
        raise KeyError(f"no language has the category {category!r}; the categories are tables in {__name__}'s *.toml")
    return Phrases.of(tables)


@cache
def containers_by_name() -> dict[str, tuple[str, ...]]:
    """The categories that a class name or an id tells of the element that bears it.

    >>> containers_by_name()["related-posts"]
    ('related',)
    """
    found: dict[str, list[str]] = {}
    for table in _languages():
        for category, values in table.items():
            for name in values.get("containers", ()):
                found.setdefault(name, []).append(category)
    return {name: tuple(categories) for name, categories in found.items()}


def categories_begun(text: str) -> Collection[str]:
    """The categories of which a phrase may begin the text, by its first word.

    >>> "ad" in categories_begun("Advertisement"), "ad" in categories_begun("The mayor")
    (True, False)
    """
    word, by_first_word = first_word(text), _by_first_word()
    if word.isascii():
        begun = by_first_word.get(word.lower(), ())
    elif UNSPACED.match(word):
        return by_first_word[""]
    else:
        begun = by_first_word.get(folded(word), ())
    if word[1:].islower() or word.isupper():
        return begun
    apart = unglued(word).partition(" ")[0]
    return begun if apart == word else {*begun, *by_first_word.get(folded(apart), ())}


@cache
def months() -> dict[str, int]:
    """The numbers of the months by their names, folded.

    >>> months()["marz"], months()["mayo"]
    (3, 5)
    """
    tables = [language["month"] for language in _languages() if "month" in language]
    return {folded(name): int(number) for table in tables for number, names in table.items() for name in names}


@cache
def zones() -> dict[str, int]:
    """The hours from UTC of zones by their abbreviations, in lower case.

    >>> zones()["cest"]
    2
    """
    return {name: hours for language in _languages() for name, hours in language.get("zones", {}).items()}


@cache
def function_words() -> dict[str, frozenset[str]]:
    """The small words that every sentence of a language has, by the code of the language.

    >>> "und" in function_words()["de"]
    True
    """
    tables = [language["function_words"] for language in _languages() if "function_words" in language]
    return {code: frozenset(words) for table in tables for code, words in table.items()}


@cache
def _by_first_word() -> dict[str, frozenset[str]]:
    """Categories by the first words of their lines, openings and marks; under "" all of them."""
    found: dict[str, set[str]] = {"": {category for table in _languages() for category in table}}
    for category in found[""]:
        for word in phrases(category).first_words:
            found.setdefault(word, set()).add(category)
    return {word: frozenset(categories) for word, categories in found.items()}


@cache
def _languages() -> tuple[dict[str, dict[str, Any]], ...]:
    import tomllib  # these two take a fifth of the time of `import scrubber`, and `--help` matches no phrase
    from importlib import resources

    found = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    files = sorted(found, key=lambda file: file.name)
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
