"""Matching phrases: by whole words, in any case, with or without accents; glued words and unspaced scripts included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scrubber.cleaner.wording.words import Words, after_words, folded, unglued_words_of, words_of
from scrubber.scripts import UNSPACED

Table = Mapping[str, Sequence[str]]

MAX_NAME_WORDS = 3
MAX_GLUED_CHARACTERS = 120  # of a banner that lost its spaces; in a longer text a glued word is a name or a slip

_QUOTES = frozenset("\"“„«»‘'‚「『")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one category in every language, ready for matching."""

    lines: frozenset[Words]
    opens: dict[str, tuple[Words, ...]]
    """By first word, the longest phrase first; so are the next two."""
    hints: dict[str, tuple[Words, ...]]
    marks_by_word: dict[str, tuple[Words, ...]]
    hint_words: frozenset[str]
    """The first words of hints."""
    written: dict[Words, str]
    """Openings, hints and marks as the data file spells them."""
    endings: Words
    """Of a word that is a hint: "*newsletter"."""
    beginnings: Words
    """Of a word that is a hint: "рассылк*"."""
    unspaced_opens: Words
    unspaced_hints: Words
    """In scripts without spaces a phrase is found by its characters."""
    counted: frozenset[Words]
    words: frozenset[str]
    marks: tuple[str, ...]
    names: tuple[str, ...]

    @staticmethod
    def of(tables: Iterable[Table]) -> Phrases:
        """The phrases of some tables with the keys of this package's data files."""
        tables = tuple(tables)
        opens, hints = _all(tables, "opens"), _all(tables, "hints")
        spaced_hints = [phrase for phrase in hints if not _is_unspaced(phrase)]
        return Phrases(
            lines=frozenset(words_of(phrase) for phrase in _all(tables, "lines")),
            opens=_by_first_word(phrase for phrase in opens if not _is_unspaced(phrase)),
            hints=_by_first_word(phrase for phrase in spaced_hints if "*" not in phrase),
            marks_by_word=_by_first_word(_all(tables, "marks")),
            written={words_of(phrase): phrase for phrase in (*opens, *spaced_hints, *_all(tables, "marks"))},
            hint_words=frozenset(_by_first_word(phrase for phrase in spaced_hints if "*" not in phrase)),
            endings=tuple(folded(phrase[1:]) for phrase in spaced_hints if phrase.startswith("*")),
            beginnings=tuple(folded(phrase[:-1]) for phrase in spaced_hints if phrase.endswith("*")),
            unspaced_opens=tuple("".join(words_of(phrase)) for phrase in opens if _is_unspaced(phrase)),
            unspaced_hints=tuple("".join(words_of(phrase)) for phrase in hints if _is_unspaced(phrase)),
            counted=frozenset(words_of(phrase) for phrase in _all(tables, "counted")),
            words=frozenset(folded(word) for word in _all(tables, "words")),
            marks=_longest_first(_all(tables, "marks")),
            names=_longest_first(_all(tables, "names")),
        )

    @property
    def first_words(self) -> set[str]:
        """Of its lines, openings, marks, and what is counted."""
        firsts = {words[0] for words in (*self.lines, *self.counted) if words}
        return firsts | set(self.opens) | set(self.marks_by_word)

    def line(self, text: str) -> bool:
        """Whether the text is one of the lines, whatever its case, accents, numbers and punctuation.

        >>> comments = Phrases.of([{"lines": ["no comments", "comments"]}])
        >>> comments.line("Comments (12)"), comments.line("Comments were closed by the court")
        (True, False)
        """
        if text[:1] in _QUOTES:  # speech
            return False
        words = words_of(text)
        if words in self.lines:
            return True
        apart = unglued_words_of(text) if len(text) <= MAX_GLUED_CHARACTERS else words
        return apart is not words and apart in self.lines

    def reason(self, text: str, whole: str) -> str | None:
        """Why a text is of the category: `whole` for one of the lines, else the phrase that it opens with.

        >>> ads = Phrases.of([{"lines": ["advertisement"], "opens": ["as an associate"]}])
        >>> ads.reason("Advertisement", "marks an ad"), ads.reason("As an associate I earn.", "marks an ad")
        ('marks an ad', 'opens with “as an associate”')
        """
        if self.line(text):
            return whole
        opening = self.opening(text)
        return f"opens with “{opening}”" if opening else None

    def opening(self, text: str) -> str | None:
        """The phrase that the text begins with.

        >>> Phrases.of([{"opens": ["read more"]}]).opening("Read more: The bridge reopens")
        'read more'
        """
        found = self._opening(text)
        return None if found is None else self._as_written(found)

    def _opening(self, text: str) -> Words | None:
        found = _at(words_of(text), 0, self.opens)
        if found is not None or text.isascii() or not self.unspaced_opens:
            return found
        joined = "".join(words_of(text))
        return next(((phrase,) for phrase in self.unspaced_opens if joined.startswith(phrase)), None)

    def _as_written(self, words: Words) -> str:
        return self.written.get(words, " ".join(words))

    def hint(self, text: str) -> str | None:
        """A phrase that stands anywhere in the text, glued words included.

        >>> offers = Phrases.of([{"hints": ["cancel anytime", "*abo"]}])
        >>> offers.hint("SALECancel anytime"), offers.hint("Zum Digitalabo"), offers.hint("Cancel the race")
        ('cancel anytime', 'abo', None)
        """
        words = words_of(text)
        apart = unglued_words_of(text) if len(text) <= MAX_GLUED_CHARACTERS else words
        return self._hint_in(words) or (None if apart is words else self._hint_in(apart))

    def _hint_in(self, words: Words) -> str | None:
        if not self.hint_words.isdisjoint(words):
            for position in range(len(words)):
                if found := _at(words, position, self.hints):
                    return self._as_written(found)
        for word in words if self.endings or self.beginnings else ():
            if word.endswith(self.endings):
                return next(ending for ending in self.endings if word.endswith(ending))
            if word.startswith(self.beginnings):
                return next(beginning for beginning in self.beginnings if word.startswith(beginning))
        joined = "".join(words) if self.unspaced_hints else ""
        if joined.isascii():
            return None
        return next((phrase for phrase in self.unspaced_hints if phrase in joined), None)

    def counts(self, text: str) -> bool:
        """Whether the text is a number, one of the counted phrases, and anything else.

        >>> thoughts = Phrases.of([{"counted": ["thoughts on"]}])
        >>> thoughts.counts("6 thoughts on “Nets”"), thoughts.counts("Thoughts on nets")
        (True, False)
        """
        if not text[:1].isdigit():
            return False
        words = words_of(text)
        return any(words[:length] in self.counted for length in (1, 2, 3))

    def opening_mark(self, text: str) -> tuple[str, str] | None:
        """The mark that the text begins with, and what follows it.

        >>> Phrases.of([{"marks": ["edited by"]}]).opening_mark("Edited by: Ann Lee")
        ('edited by', ': Ann Lee')
        """
        mark = _at(words_of(text), 0, self.marks_by_word)
        return None if mark is None else (self._as_written(mark), after_words(text, len(mark)))

    def named(self, text: str) -> bool:
        """Whether the text is one of the marks and a name of up to three words.

        >>> more = Phrases.of([{"marks": ["more from"]}])
        >>> more.named("More from The Valley"), more.named("More from less was made")
        (True, False)
        """
        mark = self.opening_mark(text)
        name = mark[1].split() if mark else []
        return 0 < len(name) <= MAX_NAME_WORDS and all(word[0].isupper() for word in name)

    def after_opening(self, text: str) -> str | None:
        """What follows the phrase that the text begins with; None if it begins with none.

        >>> Phrases.of([{"opens": ["lee también", "関連記事"]}]).after_opening("Lee también: El puente")
        ': El puente'
        """
        phrase = self._opening(text)
        if phrase is None:
            return None
        last = phrase[-1][-1]
        if _is_unspaced(last):
            return text[text.find(last, len(phrase[-1]) - 1) + 1 :]
        return after_words(text, len(phrase))


def _at(words: Words, position: int, by_first_word: Mapping[str, tuple[Words, ...]]) -> Words | None:
    """The phrase that stands at a position."""
    if position >= len(words):
        return None
    for phrase in by_first_word.get(words[position], ()):
        if words[position : position + len(phrase)] == phrase:
            return phrase
    return None


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[Words, ...]]:
    found: dict[str, set[Words]] = {}
    for phrase in phrases:
        words = words_of(phrase)
        found.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(same, key=lambda words: (-len(words), words))) for first, same in found.items()}


def _all(tables: Iterable[Table], key: str) -> list[str]:
    return list(dict.fromkeys(phrase for table in tables for phrase in table.get(key, ())))


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _is_unspaced(phrase: str) -> bool:
    return UNSPACED.search(phrase) is not None
