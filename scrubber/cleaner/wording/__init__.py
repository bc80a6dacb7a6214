"""The phrases that boilerplate is made of: one TOML file a language, a table a category.

`lines` are whole lines, numbers aside; `opens` are how a line begins; `hints` stand anywhere in it; `counted` follow a
number; `marks` precede a name; `names` are proper names; of `words` alone a line may consist. Adding a language adds a
file; a rule asks for a category and sees every language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

Words = tuple[str, ...]

MAX_NAME_WORDS = 3

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words that lost the space between them: "AccessOnly", "25¢for", "3Months".
_GLUED = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=\d)(?=[A-Za-z])|(?<=[¢€$£%])(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one category in every language, ready for matching by whole words."""

    lines: frozenset[Words]
    opens: dict[str, tuple[Words, ...]]
    """By first word."""
    counted: frozenset[str]
    hints: tuple[str, ...]
    """In lower case, longest first."""
    words: frozenset[str]
    """Of which lines of the category are made, names aside."""
    marks: tuple[str, ...]
    names: tuple[str, ...]

    def line(self, text: str) -> bool:
        """Whether the text is one of the lines, whatever its case, numbers and punctuation.

        >>> phrases("comments").line("Comments (12)"), phrases("comments").line("Comments were closed by the court")
        (True, False)
        """
        return words_of(text) in self.lines

    def opening(self, text: str) -> str | None:
        """The phrase that the text begins with.

        >>> phrases("related").opening("Read more: The bridge reopens")
        'read more'
        """
        words = words_of(text)
        candidates = self.opens.get(words[0], ()) if words else ()
        return next((" ".join(phrase) for phrase in candidates if words[: len(phrase)] == phrase), None)

    def counts(self, text: str) -> bool:
        """Whether the text is a number and one of the counted phrases.

        >>> phrases("comments").counts("6 thoughts on “Nets”"), phrases("comments").counts("Thoughts on nets")
        (True, False)
        """
        number, *words = text.casefold().split(None, 3)
        return number.isdigit() and " ".join(words[:2]) in self.counted

    def named(self, text: str) -> bool:
        """Whether the text is one of the marks and a name of up to three words.

        >>> phrases("related").named("More from The Valley"), phrases("related").named("More from less was made")
        (True, False)
        """
        mark = next((mark for mark in self.marks if text.casefold().startswith(mark.casefold() + " ")), None)
        name = text[len(mark) :].split() if mark else []
        return 0 < len(name) <= MAX_NAME_WORDS and all(word[0].isupper() for word in name)

    def hint(self, text: str) -> str | None:
        """The first phrase that stands anywhere in the text, glued words included."""
        lowered = text.casefold()
        return next((phrase for phrase in self.hints if phrase in lowered), None)


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """The words of a text in lower case, without numbers and punctuation; glued words apart.

    >>> words_of("Unlimited AccessOnly 25¢for 5 months!")
    ('unlimited', 'access', 'only', 'for', 'months')
    """
    return tuple(_WORD.findall(unglued(text).casefold()))


def unglued(text: str) -> str:
    """The text with a space wherever two words lost theirs."""
    return _GLUED.sub(" ", text)


@cache
def phrases(category: str) -> Phrases:
    """The phrases of a category; an unknown one is a mistake in a rule, and raises KeyError."""
    tables = [table for language in _languages() if (table := language.get(category)) is not None]
    if not tables:
        raise KeyError(f"no language has the category {category!r}; the categories are tables in {__name__}'s *.toml")
    opens: dict[str, list[Words]] = {}
    for phrase in _all(tables, "opens"):
        words = words_of(phrase)
        opens.setdefault(words[0], []).append(words)
    return Phrases(
        lines=frozenset(words_of(phrase) for phrase in _all(tables, "lines")),
        opens={first: tuple(sorted(found, key=len, reverse=True)) for first, found in opens.items()},
        counted=frozenset(_all(tables, "counted")),
        hints=tuple(
            sorted({phrase.casefold() for phrase in _all(tables, "hints")}, key=lambda phrase: (-len(phrase), phrase))
        ),
        words=frozenset(_all(tables, "words")),
        marks=tuple(sorted(_all(tables, "marks"), key=lambda phrase: (-len(phrase), phrase))),
        names=tuple(sorted(_all(tables, "names"), key=lambda phrase: (-len(phrase), phrase))),
    )


def _all(tables: list[dict[str, list[str]]], key: str) -> list[str]:
    return [phrase for table in tables for phrase in table.get(key, [])]


@cache
def _languages() -> tuple[dict[str, dict[str, list[str]]], ...]:
    import tomllib  # these two take a fifth of the time of `import scrubber`, and `--help` matches no phrase
    from importlib import resources

    found = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    files = sorted(found, key=lambda file: file.name)
    return tuple(tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
