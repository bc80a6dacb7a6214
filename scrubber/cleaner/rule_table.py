"""What a `[[rule]]` of a file may say, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from scrubber.cleaner.pattern import ascii_host, selector_of
from scrubber.cleaner.wording import words_of
from scrubber.errors import RuleError

PICKS = ("lines", "opens", "hints", "places")

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_DOTTED_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_WILD_WORD = re.compile(r"\*[^*\s]+|[^*\s]+\*")


@dataclass(frozen=True, slots=True)
class _Form:
    """What the value of a key must be."""

    says: str
    fits: Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_example(value: Any) -> bool:
    return _is_text(value) or (
        isinstance(value, dict)
        and value.keys() == {"page", "falls"}
        and _is_text(value["page"])
        and _TEXTS.fits(value["falls"])
    )


def _list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(fits, value))


_TEXT = _Form("a text in quotes", _is_text)
_TEXTS = _Form('a list of texts, such as ["Buy our mug"]; leave it out for none', _list_of(_is_text))
_EXAMPLES = _Form('a list of texts or of { page = "…", falls = ["…"] }', _list_of(_is_example))
_COUNT = _Form("a whole number from 1 up", lambda value: type(value) is int and value >= 1)
_SHARE = _Form("a share of the prose above 0, up to 1", lambda value: type(value) in {int, float} and 0 < value <= 1)
_SWITCH = _Form("true or false", lambda value: isinstance(value, bool))
_FORMS = {
    "name": _TEXT,
    "reason": _TEXT,
    "hosts": _TEXTS,
    **dict.fromkeys(PICKS, _TEXTS),
    "max_words": _COUNT,
    "budget": _SHARE,
    "keep": _SWITCH,
    "drops": _EXAMPLES,
    "keeps": _TEXTS,
}


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A `[[rule]]` as it stands in its file."""

    where: str
    values: dict[str, Any]

    def wrong(self, key: str, problem: str) -> RuleError:
        """The error that says what is wrong with a key, and where."""
        name = self.values.get("name")
        named = f" ({name})" if isinstance(name, str) and name else ""
        return RuleError(f"{self.where}{named}: {key}: {problem}")

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list; none for a key that was left out."""
        return tuple(self.values.get(key, ()))


def check(table: RuleTable) -> None:
    """Raises RuleError for the first thing that is wrong with a rule, whatever stands beside it."""
    for key, value in table.values.items():
        if key not in _FORMS:
            raise table.wrong(key, f"is no key of a rule; {_nearest(key)}")
        if not _FORMS[key].fits(value):
            raise table.wrong(key, f"must be {_FORMS[key].says}")
    for key, problem in _problems(table):
        raise table.wrong(key, problem)


def _problems(table: RuleTable) -> Iterator[tuple[str, str]]:
    """Each key with what is wrong with its value; all values have the right form."""
    if not _NAME.fullmatch(table.values.get("name", "")):
        yield "name", "each rule needs one, in small letters, digits and hyphens, such as mug-banner"
    if not any(key in table.values for key in PICKS):
        yield "lines", f"the rule picks nothing; give it at least one of {', '.join(PICKS)}"
    if table.values.get("keep"):
        for barred in (key for key in ("budget", "drops") if key in table.values):
            yield barred, "has no meaning with keep = true, which drops nothing; leave it out"
    for key, problem_of in _CHECKS.items():
        for value in table.values.get(key, ()):
            if problem := problem_of(value):
                yield key, problem


def _host_problem(host: str) -> str | None:
    if _HOST.fullmatch(ascii_host(host)):
        return None
    found = _DOTTED_NAME.search(host)
    return f"“{host}” is no host name; write one like “{found[0] if found else 'gazette.example'}”"


def _place_problem(place: str) -> str | None:
    try:
        selector_of(place)
    except ValueError:
        return f"“{place}” is no tag, .class or #id, nor some of them joined, as in “div.promo”; write one of these"
    return None


def _drop_problem(example: str | dict[str, Any]) -> str | None:
    if isinstance(example, str) and example.startswith("<"):
        return 'a page of HTML needs the texts that fall; write { page = "…", falls = ["…"] }'
    return None


def _line_problem(phrase: str) -> str | None:
    if words_of(phrase):
        return None
    return f"“{phrase}” holds no word, and numbers and punctuation do not count; write a phrase of words"


def _opening_problem(phrase: str) -> str | None:
    if any(character.isdigit() for character in phrase):
        return f"“{phrase}” holds a number, and numbers do not count: the words alone would match; leave it out"
    return _line_problem(phrase)


def _hint_problem(phrase: str) -> str | None:
    if "*" in phrase and not (_WILD_WORD.fullmatch(phrase) and len(words_of(phrase)) == 1):
        return f"“{phrase}” has a * that is neither before nor after a single word; write “*abo” or “abo*”"
    return _opening_problem(phrase)


def _nearest(key: str) -> str:
    import difflib

    near = difflib.get_close_matches(key, _FORMS, 1)
    return f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(_FORMS)}"


_CHECKS: dict[str, Callable[[Any], str | None]] = {
    "hosts": _host_problem,
    "places": _place_problem,
    "drops": _drop_problem,
    "lines": _line_problem,
    "opens": _opening_problem,
    "hints": _hint_problem,
}
